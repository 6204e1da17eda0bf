"""How one resident stands in a night check: one pure function of what was said of them and of the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from app.dormitory.facts import Passed
from app.dormitory.night.hours import Hours
from app.dormitory.night.step import Step
from app.dormitory.resident import Absence, Resident
from app.policy.zone import ZoneKind
from app.records.night_step import TICKS

Standing: TypeAlias = Literal["in", "late", "leave", "absent", "unseen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """at: when they were ticked, came in, or were not found. by: whose word that is. out_at: they went out by the door
    after that. away: why nobody looks for them. called: the calls about them. settled: a person's note that ends the
    case. moved_to: the room where they live by now, of another building whose check does not have them."""

    resident: Resident
    standing: Standing
    at: datetime | None = None
    by: Literal["", "tick", "door", "leave"] = ""
    out_at: datetime | None = None
    away: str = ""
    zone: ZoneKind | Literal[""] = ""
    called: tuple[Step, ...] = ()
    settled: Step | None = None
    moved_to: str = ""

    @property
    def found(self) -> bool:
        return self.standing in ("in", "late")

    @property
    def due(self) -> bool:
        return self.standing != "leave"

    def is_case(self, *, closed: bool) -> bool:
        """Whether somebody has to be called: not found when somebody looked, or, once the check is closed, not found
        at all; until a person settles it."""
        return self.settled is None and (self.standing == "absent" or (closed and self.standing == "unseen"))


def line_of(
    resident: Resident, said: Sequence[Step], passage: Passed | None, absence: Absence | None, hours: Hours,
    zone: ZoneKind | Literal[""] = "", moved_to: str = "",
) -> Line:  # fmt: skip
    """said: the steps about this person, in the order of writing. passage: the last one by the door. absence: the
    leave or the like that holds now."""
    tick = next((one for one in reversed(said) if one.said.act in TICKS), None)
    if tick is not None and tick.said.act == "undone":
        tick = None
    called = tuple(one for one in said if one.said.act == "called")
    settled = next((one for one in reversed(said) if one.said.act == "settled"), None)
    if settled and tick and settled.order < tick.order:
        settled = None
    standing, at, by = _standing(tick, passage, absence, hours)
    out_at = passage.at if passage and passage.direction == "out" and standing in ("unseen", "absent") else None
    return Line(
        resident=resident, standing=standing, at=at, by=by, out_at=out_at,
        away=absence.why if absence and standing == "leave" else "", zone=zone, called=called, settled=settled,
        moved_to=moved_to,
    )  # fmt: skip


_Found: TypeAlias = tuple[Standing, datetime | None, Literal["", "tick", "door", "leave"]]


def _standing(tick: Step | None, passage: Passed | None, absence: Absence | None, hours: Hours) -> _Found:
    """The later of the tick and the passage counts; of the same moment the tick, since somebody looked. Whoever is on
    leave is looked for by nobody, but may be there."""
    if tick and passage and passage.at > tick.at:
        tick = None
    elif tick:
        passage = None
    if tick and tick.said.act == "absent":
        return ("leave", None, "leave") if absence else ("absent", tick.at, "tick")
    if tick:
        return ("late" if tick.said.act == "late" else "in"), tick.at, "tick"
    came = passage is not None and passage.direction == "in"
    if passage and came and not (absence and passage.at < absence.since):
        return ("late" if passage.at >= hours.late_from else "in"), passage.at, "door"
    return ("leave", None, "leave") if absence else ("unseen", None, "")
