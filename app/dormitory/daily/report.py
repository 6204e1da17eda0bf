"""The report of a day: its rounds, its numbers by building and college, and what disagrees."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.dormitory.daily.count import Numbers, Part, counted
from app.dormitory.daily.disagree import OF_TESTS, Disagreement, disagreements
from app.dormitory.day import Plan, rounds
from app.dormitory.facts import Facts
from app.dormitory.rounds.state import House, Line, State, state
from app.policy.rule import Fever as Thresholds

_ORDER = ("building", "college", "campus")


@dataclass(frozen=True, slots=True)
class Report:
    """A day as the records have it at `now`. The rounds are those that have opened by then."""

    day: date
    now: datetime
    states: tuple[State, ...]
    disagreements: tuple[Disagreement, ...]
    counts: dict[Part, Numbers]

    def numbers(self, part: Part) -> Numbers:
        """Of a part in which nobody lives all are 0."""
        return self.counts.get(part, Numbers())

    def parts(self) -> list[Part]:
        """Every building and every college of which somebody is in a line, then the campus."""
        return sorted(self.counts, key=lambda part: (_ORDER.index(part.scope), len(part.of), part.of))

    def without_tests(self) -> "Report":
        """For whoever does not read test results: the numbers as they are, and nothing of why a test disagrees."""
        return replace(self, disagreements=tuple(one for one in self.disagreements if one.code not in OF_TESTS))

    def lines(self) -> Iterator[tuple[State, Line]]:
        return ((one, line) for one in self.states for line in one.lines)


def report(day: date, house: House, facts: Facts, thresholds: Thresholds, plan: Plan, now: datetime) -> Report:
    """The report of a day, by what is known at `now`."""
    opened = [one for one in rounds(plan, day) if one.opens <= now]
    states = [state(one, house, facts, thresholds, plan, now) for one in opened]
    if not states:
        return Report(day, now, (), (), counted((), ()))
    found = disagreements(states, facts, house.absences, thresholds, plan, now)
    return Report(day, now, tuple(states), tuple(found), counted(states, found))
