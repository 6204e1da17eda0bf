"""One resident's day: what their own records say, by the very functions that a post computes its report with."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.dormitory.daily.count import Numbers, Part
from app.dormitory.daily.disagree import Disagreement
from app.dormitory.daily.report import report
from app.dormitory.day import Plan, RoundName
from app.dormitory.facts import facts
from app.dormitory.resident import Absence, Resident
from app.dormitory.rounds.state import House
from app.policy.rule import Fever
from app.store.fact import Entry


class Setting(NamedTuple):
    """What somebody's day is counted by. opened: how many of the day's rounds have begun."""

    day: date
    plan: Plan
    thresholds: Fever
    opened: int


class Source(NamedTuple):
    """A record that somebody's numbers come from."""

    kind: str
    station: str
    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Own:
    """numbers: what this one resident adds to those of every part he lives in. missing: the rounds without anything
    from him, of those that have begun."""

    numbers: Numbers
    missing: tuple[RoundName, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    sources: tuple[Source, ...] = ()


def own(
    resident: Resident, absences: Collection[Absence], entries: Iterable[Entry], setting: Setting, now: datetime
) -> Own:
    """Of the records in which he stands, in the order in which each station wrote them."""
    written = sorted(entries, key=lambda one: one.fact.id)
    made = report(
        setting.day, House(residents=[resident], absences=tuple(absences)), facts(written), setting.thresholds,
        setting.plan, now,
    )  # fmt: skip
    missing = tuple(state.round.name for state, line in made.lines() if line.status == "missing")
    sources = tuple(Source(one.fact.kind, one.station, one.fact.id, one.fact.at) for one in written)
    return Own(made.numbers(Part("campus")), missing, made.disagreements, sources)
