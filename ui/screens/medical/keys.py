"""The keys of the medical duty room's screen, and what its key bar says at each moment."""

from typing import NamedTuple

from app.i18n import mark
from app.medical.state import Patient
from ui.widgets.keybar import Hint


class Key(NamedTuple):
    """A key, the name of its act, and what that is called."""

    cap: str
    act: str
    does: str


KEYS = (
    Key("F3", "take", mark("接手处置")), Key("F4", "measure", mark("量体温")), Key("F5", "keep", mark("留下观察")),
    Key("F6", "release", mark("准予放行")),
)  # fmt: skip
STEPS = {"PgDown": 1, "PgUp": -1, "Down": 1, "Up": -1}
"""From one person to another."""
_OFFERED = {
    "referred": ("take", "measure", "keep", "release"), "taken": ("measure", "keep", "release"),
    "kept": ("measure", "release", "keep", "take"),
}  # fmt: skip
NAMED = {key.act: key for key in KEYS}


def next_act(one: Patient) -> str:
    """What is done next with somebody: Enter does it."""
    if one.phase == "referred":
        return "take"
    measured = [reading for reading in one.readings if one.came and reading.at > one.came]
    return "measure" if one.phase == "taken" and not measured else ""


def hints(one: Patient | None, *, decides: bool, filling: bool) -> tuple[Hint, ...]:
    """For the person in hand. decides: the medical officer looks; filling: a form is open."""
    if filling:
        return (Hint("Enter", mark("下一格")), Hint("Esc", mark("返回")))
    if one is None:
        return ()
    acts = [Hint(NAMED[act].cap, NAMED[act].does) for act in _OFFERED.get(one.phase, ())] if decides else []
    enter = [Hint("Enter", NAMED[next_act(one)].does)] if decides and next_act(one) else []
    return (*enter, *acts, Hint("↑ ↓", mark("换一人")))
