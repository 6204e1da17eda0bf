"""How each shift of a day stands: who is there, late, missing, left, or was seen where they may not be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Literal, NamedTuple, TypeAlias

from app.clock import CAMPUS
from app.i18n import mark
from app.keyposts.presence import Sign, Stay, stays
from app.store.reference.keystaff import KeyStaff

State: TypeAlias = Literal["missing", "here", "left-early", "unsigned", "left", "later", "elsewhere"]
STATES: dict[State, str] = {
    "missing": mark("未到岗"), "here": mark("在岗"), "left-early": mark("早退"), "unsigned": mark("没有签退"),
    "left": mark("已签退"), "later": mark("未到班"), "elsewhere": mark("在别处签到"),
}  # fmt: skip
GRACE = timedelta(minutes=5)
"""So much after the beginning is not late, and so much before the end not early."""
EARLY = timedelta(hours=2)
"""Whoever signs in no longer before the beginning than this, signs in for that shift."""
SIGNS_OUT = timedelta(hours=2)
"""So long after the end a sign-out is still to be expected."""
_ORDER: dict[State, int] = {
    "missing": 0,
    "left-early": 1,
    "here": 2,
    "unsigned": 3,
    "later": 4,
    "left": 5,
    "elsewhere": 6,
}


class Sighting(NamedTuple):
    """Somebody was seen at a post, by a passage or a sign-in."""

    at: datetime
    where: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One shift of one person. came, left: of the stay that covers it. late: minutes after its beginning, 0 for in
    time; of somebody missing, so far. elsewhere: they sign at another post, of which this one knows nothing. astray:
    where they were seen that day and may not be."""

    staff: KeyStaff
    begins: datetime
    ends: datetime
    state: State
    came: datetime | None = None
    left: datetime | None = None
    late: int = 0
    astray: tuple[Sighting, ...] = ()

    @property
    def wanting(self) -> bool:
        """Whether somebody has to be called."""
        return self.state in ("missing", "left-early") or bool(self.astray)


def shown(
    staff: KeyStaff, day: date, signs: Iterable[Sign], seen: Iterable[Sighting], now: datetime
) -> tuple[Shown, ...]:  # fmt: skip
    """The shifts of one person that begin on that day. signs: theirs; seen: wherever they passed."""
    known = list(signs)
    spans = [shift.on(day) for shift in staff.shifts]
    astray = strays(staff, [*seen, *(Sighting(one.at, one.where) for one in known)], *around(day, spans), now)
    return tuple(_shift(staff, begins, ends, known, astray, now) for begins, ends in spans)


def around(day: date, spans: Sequence[tuple[datetime, datetime]] = ()) -> tuple[datetime, datetime]:
    """The day from midnight to midnight, and what of these spans reaches beyond it."""
    start = datetime.combine(day, datetime.min.time(), CAMPUS)
    return start, max([start + timedelta(days=1), *(ends for _, ends in spans)])


def strays(
    staff: KeyStaff, seen: Iterable[Sighting], start: datetime, end: datetime, now: datetime
) -> tuple[Sighting, ...]:
    """Where somebody was seen in that time and may not be, by time; nowhere where they may be everywhere."""
    found = {one for one in seen if start <= one.at < end and one.at <= now and not may_be_at(staff, one.where)}
    return tuple(sorted(found))


def may_be_at(staff: KeyStaff, where: str) -> bool:
    """Whether somebody may be seen at that post: 东门 allows 东门 · 人行通道 as well."""
    named = {where.strip(), *(part.strip() for part in where.split("·"))}
    return not where.strip() or not staff.allowed or bool(named & {*staff.allowed, *staff.signs_at})


def signs_here(staff: KeyStaff, where: str) -> bool:
    """Whether that post is where they sign in."""
    return not staff.signs_at or bool({where.strip(), *(part.strip() for part in where.split("·"))} & {*staff.signs_at})


def urgency(one: Shown) -> tuple[bool, int, datetime, str]:
    """The order of a list: whom to call first, then whoever is to be here, then the others."""
    return not one.wanting, _ORDER[one.state], one.begins, one.staff.key


def _shift(
    staff: KeyStaff, begins: datetime, ends: datetime, signs: list[Sign], astray: tuple[Sighting, ...], now: datetime
) -> Shown:  # fmt: skip
    there = [stay for stay in stays(signs, now) if stay.overlaps(begins, ends)]
    if now < begins:  # whoever still has another shift is not here for this one
        there = [stay for stay in there if stay.since >= begins - EARLY]
    if not there:
        state: State = "later" if now < begins else "missing"
        return Shown(staff, begins, ends, state, late=_late(min(now, ends), begins), astray=astray)
    first, last = there[0], there[-1]
    late = _late(first.since, begins) if first.since > begins + GRACE else 0
    left = last.until if last.signed else None
    return Shown(staff, begins, ends, _state(last, ends, now), first.since, left, late, astray)


def _state(last: Stay, ends: datetime, now: datetime) -> State:
    if last.until is None:
        return "here" if now < ends + SIGNS_OUT else "unsigned"
    if not last.signed:
        return "unsigned"
    return "left-early" if last.until < ends - GRACE else "left"


def _late(at: datetime, begins: datetime) -> int:
    return max(0, ceil((at - begins).total_seconds() / 60))
