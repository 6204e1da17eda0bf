"""The state of a round: one line for everybody who lived here while it was open, computed from records alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from app.clock import campus
from app.dormitory.day import Plan, Round, round_of
from app.dormitory.facts import Facts, Measurement, Spoken
from app.dormitory.resident import Absence, Resident, Zone, living
from app.dormitory.rounds.fever import NONE, Fever, fever
from app.policy.rule import Fever as Thresholds
from app.policy.zone import ZONE_KINDS, ZoneKind

Status: TypeAlias = Literal["measured", "stated", "away", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One resident in one round.

    measurements: of this round, the first first. spoken: what was said of this person for it. late: the first
    measurement was made after the window had closed. away: why nothing was due, where that is so. ill: somebody says
    so, or coughs. entered_late: what counts came into the ledger only after the window had closed.
    """

    resident: Resident
    status: Status
    measurements: tuple[Measurement, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    fever: Fever = NONE
    late: bool = False
    ill: bool = False
    amended: bool = False
    away: str = ""
    zone: ZoneKind | Literal[""] = ""

    @property
    def urgent(self) -> bool:
        """Whether it has to be reported at once: fever in two measurements, or illness."""
        return self.fever.state == "again" or self.ill


@dataclass(frozen=True, slots=True)
class State:
    """A round as it stands at `now`. strangers: measurements of this round of people who did not live here."""

    round: Round
    now: datetime
    lines: tuple[Line, ...]
    strangers: tuple[Measurement, ...]

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if one.status == "missing")

    @property
    def closed(self) -> bool:
        return self.now >= self.round.closes


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who lives where, who is away, which zones hold: with their times, so that any moment can be asked for."""

    residents: Sequence[Resident]
    absences: Sequence[Absence] = ()
    zones: Sequence[Zone] = ()


def state(round_: Round, house: House, facts: Facts, thresholds: Thresholds, plan: Plan, now: datetime) -> State:
    """Everybody who lived here while the round was open, until `now`, is in exactly one line; a measurement of this
    round is in its person's line, or among the strangers. Facts later than `now` are not known yet."""
    until = min(max(campus(now), round_.opens), round_.closes)
    here = living(house.residents, round_.opens, until)
    measured = _by_number(one for one in facts.measurements if _of(round_, plan, one) and one.at <= now)
    spoken: dict[str, list[Spoken]] = {}
    for said in facts.spoken:
        if said.at <= now and _of(round_, plan, said):
            for number in said.numbers:
                spoken.setdefault(number, []).append(said)
    away = {one.number: one for one in house.absences if one.covers(until)}
    zones = [one for one in house.zones if one.holds(until)]
    lines = [
        _line(one, round_, measured.get(number, []), spoken.get(number, []), away.get(number), thresholds, plan, zones)
        for number, one in here.items()
    ]
    strangers = tuple(one for number, some in measured.items() if number not in here for one in some)
    return State(round_, now, tuple(sorted(lines, key=_by_bed)), strangers)


def _of(round_: Round, plan: Plan, fact: Measurement | Spoken) -> bool:
    """Only the campus day of the fact can make it this round's."""
    return campus(fact.at).date() == round_.day and round_of(plan, fact.at, fact.round).name == round_.name


def _by_number(measurements: Iterable[Measurement]) -> dict[str, list[Measurement]]:
    found: dict[str, list[Measurement]] = {}
    for one in sorted(measurements, key=lambda one: (one.at, one.entered_at)):
        found.setdefault(one.number, []).append(one)
    return found


def _line(
    resident: Resident, round_: Round, measured: list[Measurement], spoken: list[Spoken], away: Absence | None,
    thresholds: Thresholds, plan: Plan, zones: Sequence[Zone],
) -> Line:  # fmt: skip
    said = {one.says for one in spoken}
    gone = away.why if away else "moved" if _gone(resident, round_) else "said" if "away" in said else ""
    ill = "ill" in said or any(one.ill for one in measured)
    status: Status = "measured" if measured else "away" if gone else "stated" if said else "missing"
    return Line(
        resident=resident, status=status, measurements=tuple(measured), spoken=tuple(spoken),
        fever=fever(measured, thresholds, plan.rest), late=bool(measured) and measured[0].at >= round_.closes,
        ill=ill, amended=any(one.amended for one in (*measured, *spoken)), away=gone,
        zone=zone_in(resident, zones),
    )  # fmt: skip


def _gone(resident: Resident, round_: Round) -> bool:
    """Whether the stay ended while the round was open: whoever moved to another room has another stay."""
    return resident.until is not None and resident.until <= round_.closes


def zone_in(resident: Resident, zones: Iterable[Zone]) -> ZoneKind | Literal[""]:
    """The strictest of these zones in which somebody lives."""
    kinds = {one.kind for one in zones if resident.lies_in(one.place)}
    return next((kind for kind in ZONE_KINDS if kind in kinds), "")


def _by_bed(line: Line) -> tuple[str, str, str, str]:
    one = line.resident
    return one.building, one.room.zfill(6), one.bed, one.number
