"""The states of a source, and what each tells the person at the post: what is the matter, and what to do next."""

from enum import StrEnum

from app.errors import UserError
from app.i18n import mark, tr


class State(StrEnum):
    """Where a source stands. `dark` still gives frames; `missing`, `busy` and `lost` are tried again by themselves."""

    OPENING = "opening"
    RUNNING = "running"
    DARK = "dark"
    MISSING = "missing"
    BUSY = "busy"
    LOST = "lost"
    ENDED = "ended"
    STOPPED = "stopped"


SENTENCES: dict[State, str] = {
    State.OPENING: mark("正在打开{name}，请稍候。"),
    State.RUNNING: mark("{name}工作正常。"),
    State.DARK: mark("{name}没有画面（全黑或单色）。请移开镜头前的遮挡，仍不恢复就重新插拔。"),
    State.MISSING: mark("{name}找不到。请检查是否接好、通电，或在设置中另选一个。"),
    State.BUSY: mark("{name}打不开。请关闭正在使用它的其他程序，并确认有使用权限。"),
    State.LOST: mark("{name}断开了。请检查连线并重新插好，接通后自动恢复。"),
    State.ENDED: mark("{name}已经读完。需要时请重新打开。"),
    State.STOPPED: mark("{name}已停止。需要时请重新打开。"),
}


def explain(state: State, name: str) -> str:
    """The sentence for `state` of the source called `name`, in the language in use."""
    sentence = tr(SENTENCES[state], name=name)
    return sentence[:1].upper() + sentence[1:]  # "the camera" begins a sentence in some languages


class DeviceError(Exception):
    """A device cannot be read; raised by devices, and turned into a state (never into the end of the post).

    state: MISSING, BUSY or LOST.
    sentence: a better one than the state's own, in the user's language, where the device knows more.
    """

    def __init__(self, state: State, sentence: str = "") -> None:
        super().__init__(sentence or state.value)
        self.state = state
        self.sentence = sentence


class SourceError(UserError):
    """A file or folder that was to be read to its end could not be."""
