"""Sync now (现在同步): an attempt at once, a line that tells what it is doing, and how it ended."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal, SignalInstance

from app.clock import campus
from app.i18n import mark, tr
from app.sync.state import SyncState
from ui.widgets.text import Text

CALLING = mark("正在联系指挥中心…")
NEVER = mark("还没有与指挥中心同步过。")


class Line(NamedTuple):
    """A post's line to its centre. now: try at once; last: the state that was told last; told: a signal of each."""

    now: Callable[[], None]
    last: Callable[[], SyncState]
    told: SignalInstance


class Syncing(Text):
    """How the upload stands, told anew whenever that changes. ended: what came of the attempt that was asked for, as
    words, and their tone."""

    ended = Signal(object, str)

    def __init__(self, line: Line) -> None:
        super().__init__("", wrap=True)
        self._line, self._asked = line, False
        line.told.connect(self._tell)
        self._tell(line.last())

    def ask(self) -> None:
        """Try now."""
        self._asked = True
        self.say(CALLING, "quiet")
        self._line.now()

    def _tell(self, state: SyncState) -> None:
        over = self._asked and not state.sending
        self.say(lambda: words(state), "hold" if state.problem else "quiet")
        if over:
            self._asked = False
            self.ended.emit(lambda: words(state), "problem" if state.problem else "hint")


def words(state: SyncState) -> str:
    """How it stands, in the language in use."""
    if state.sending:
        return tr("正在上传，还剩 {n} 条。", n=f"{state.unsent:,}")
    if state.problem:
        return tr(
            "同步没有完成，待上传 {n}。{problem}下一次在 {seconds} 秒后。",
            n=f"{state.unsent:,}", problem=state.problem, seconds=max(1, round(state.next_in)),
        )  # fmt: skip
    if state.last_success is None:
        return tr(NEVER)
    return tr("{at} 已同步，记录都已送到。", at=f"{campus(state.last_success):%H:%M:%S}")
