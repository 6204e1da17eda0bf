"""The keys of the observation's screen, and what its key bar says at each moment."""

from typing import Literal, NamedTuple, TypeAlias

from app.dormitory.observe.due import What
from app.i18n import mark
from app.station.observation import Observed
from ui.widgets.keybar import Hint

Act: TypeAlias = Literal["place", "help", "measure", "move", "release"]


class Key(NamedTuple):
    """A key, the name of its act, what that is called, and whether it is about whoever is in hand."""

    cap: str
    act: Act
    does: str
    about_one: bool = True


KEYS = (
    Key("F2", "place", mark("新增留观"), about_one=False), Key("F3", "help", mark("指定一对一人员")),
    Key("F4", "measure", mark("量体温")), Key("F5", "move", mark("换一间房")), Key("F6", "release", mark("准予解除")),
)  # fmt: skip
NAMED = {key.act: key for key in KEYS}
STEPS = {"PgDown": 1, "PgUp": -1, "Down": 1, "Up": -1}
"""From one person to another."""
_NEXT: dict[What, Act] = {"room": "move", "measure": "measure", "helper": "help", "release": "release"}


def next_act(one: Observed, *, places: bool, releases: bool) -> Act | None:
    """What is done next about somebody: Enter does it. None where there is nothing for whoever looks."""
    for due in one.watched.due:
        act = _NEXT.get(due.what)
        if act is not None and allowed(act, places=places, releases=releases):
            return act
    return None


def allowed(act: Act, *, places: bool, releases: bool) -> bool:
    """Whether whoever looks may do it."""
    return {"release": releases, "measure": True}.get(act, places)


def hints(one: Observed | None, *, places: bool, releases: bool, filling: bool) -> tuple[Hint, ...]:
    """For the person in hand. filling: a form is open."""
    if filling:
        return (Hint("Enter", mark("下一格")), Hint("Esc", mark("返回")))
    may = [key for key in KEYS if allowed(key.act, places=places, releases=releases)]
    act = next_act(one, places=places, releases=releases) if one else None
    enter = [Hint("Enter", NAMED[act].does)] if act else []
    acts = [Hint(key.cap, key.does) for key in may if one or not key.about_one]
    return (*enter, *acts, *([Hint("↑ ↓", mark("换一人"))] if one else []))
