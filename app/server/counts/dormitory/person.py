"""One resident's day: what their own records say, by the very functions that a post computes its report with."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.dormitory.daily.count import Numbers, Part, parts_of
from app.dormitory.daily.disagree import Disagreement
from app.dormitory.daily.report import report
from app.dormitory.day import Plan, RoundName
from app.dormitory.facts import facts
from app.dormitory.moving import absences, changes, moved, present
from app.dormitory.observe.absent import absences as observed
from app.dormitory.observe.stay import stays
from app.dormitory.observe.step import step_of
from app.dormitory.resident import Absence, Resident
from app.dormitory.rounds.state import House
from app.policy.rule import Fever
from app.server.counts.dormitory.campus import Campus
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
    """resident: where they live now, or did last; counts: what this one person adds to every part they lived in on the
    day. missing: the rounds without anything from them, of those that have begun."""

    resident: Resident
    counts: Mapping[Part, Numbers]
    missing: tuple[RoundName, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def numbers(self) -> Numbers:
        """All of it."""
        return self.counts.get(Part("campus"), Numbers())

    def of_another(self, resident: Resident) -> "Own":
        """The same of somebody of whom as little is known."""
        counts = dict.fromkeys(parts_of(resident), self.numbers) if self.counts else {}
        return dataclasses.replace(self, resident=resident, counts=counts)


def own(resident: Resident, campus: Campus, entries: Iterable[Entry], setting: Setting, now: datetime) -> Own:
    """By the records in which they stand, in the order in which each station wrote them."""
    written = sorted(entries, key=lambda one: one.fact.id)
    house = _house(resident, campus, written, now)
    made = report(setting.day, house, facts(written), setting.thresholds, setting.plan, now)
    missing = tuple(state.round.name for state, line in made.lines() if line.status == "missing")
    sources = tuple(Source(one.fact.kind, one.station, one.fact.id, one.fact.at) for one in written)
    here = present(house.residents, now) or house.residents[-1:] or [resident]
    counts = {part: numbers for part, numbers in made.counts.items() if numbers.residents}
    return Own(here[0], counts, missing, made.disagreements, sources)


def _house(resident: Resident, campus: Campus, written: Sequence[Entry], now: datetime) -> House:
    """Every room they had, with its times, and when they were elsewhere."""
    moves = changes(written)
    rooms = [dataclasses.replace(one, place=campus.rooms.get(one.place, one.place))
             for one in moved([resident], moves).residents]  # fmt: skip
    at_home = {one.number: f"{one.building}/{one.room}" for one in present(rooms, now)}
    steps = (step for entry in written if (step := step_of(entry.fact)))
    granted: Sequence[Absence] = campus.leaves.get(resident.number, ())
    return House(residents=rooms, absences=[*absences(moves, granted), *observed(stays(steps), at_home)])
