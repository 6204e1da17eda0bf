"""A day in numbers, per building, per college and for the campus: only counting, over lines that are already there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from app.dormitory.daily.disagree import Disagreement
from app.dormitory.resident import Resident
from app.dormitory.rounds.state import Line, State

Scope: TypeAlias = Literal["building", "college", "campus"]


class Part(NamedTuple):
    """One building, one college, or the campus (whose name is empty)."""

    scope: Scope
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """due to away, and late: people and rounds (人次), where due = measured + stated + missing; the rest: people.

    contradicted: whose records disagree and are not settled yet.
    """

    due: int = 0
    measured: int = 0
    stated: int = 0
    missing: int = 0
    late: int = 0
    away: int = 0
    residents: int = 0
    amended: int = 0
    contradicted: int = 0
    high: int = 0
    again: int = 0
    ill: int = 0
    observed: int = 0

    @property
    def quiet(self) -> bool:
        """Whether a person may say "zero" of it."""
        return not (self.high or self.ill or self.missing or self.contradicted)

    def plain(self) -> dict[str, int]:
        return asdict(self)


@dataclass(slots=True)
class _Tally:
    """rounds: how often, by state; people: who, by what is counted once a person."""

    rounds: dict[str, int] = field(default_factory=dict)
    people: dict[str, set[str]] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        self.rounds[line.status] = self.rounds.get(line.status, 0) + 1
        if line.late:
            self.rounds["late"] = self.rounds.get("late", 0) + 1
        for what in about(line):
            self.people.setdefault(what, set()).add(line.resident.number)

    def numbers(self, contradicted: set[str]) -> Numbers:
        rounds = {name: self.rounds.get(name, 0) for name in ("measured", "stated", "missing", "late", "away")}
        people = {
            name: len(self.people.get(name, ()))
            for name in ("residents", "amended", "high", "again", "ill", "observed")
        }
        return Numbers(
            due=rounds["measured"] + rounds["stated"] + rounds["missing"],
            contradicted=len(contradicted & self.people.get("residents", set())), **rounds, **people,
        )  # fmt: skip


def about(line: Line) -> Iterator[str]:
    """The numbers of people in which a line counts its person."""
    yield "residents"
    if line.amended:
        yield "amended"
    if line.fever.high:
        yield "high"
    if line.fever.state == "again":
        yield "again"
    if line.ill:
        yield "ill"
    if line.away == "observation":
        yield "observed"


def parts_of(resident: Resident) -> Iterator[Part]:
    """The parts in whose numbers a resident is counted."""
    yield Part("campus")
    if resident.building:
        yield Part("building", resident.building)
    if resident.college:
        yield Part("college", resident.college)


def counted(states: Sequence[State], found: Iterable[Disagreement]) -> dict[Part, Numbers]:
    """The numbers of every part. Somebody who moved between two rounds is counted in each round where he lived then."""
    tallies: dict[Part, _Tally] = {Part("campus"): _Tally()}
    for one in states:
        for line in one.lines:
            for part in parts_of(line.resident):
                tallies.setdefault(part, _Tally()).add(line)
    contradicted = {one.number for one in found if not one.settled}
    return {part: tally.numbers(contradicted) for part, tally in tallies.items()}
