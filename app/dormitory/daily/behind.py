"""What stands behind a number of the report: the lines of the rounds, and the records that disagree."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from app.dormitory.daily.count import Part, about, parts_of
from app.dormitory.daily.disagree import Disagreement
from app.dormitory.daily.report import Report
from app.dormitory.rounds.state import Line, State

PEOPLE = ("residents", "amended", "contradicted", "high", "again", "ill", "observed")
"""Numbers that count people; the others count people and rounds (人次)."""
_STATUS = ("measured", "stated", "missing", "away")


class Behind(NamedTuple):
    """A line of a round; of whoever is counted once a person, the first of theirs with all that disagrees."""

    state: State
    line: Line
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of the records it goes by, each once."""
        own = (one.id for one in (*self.line.measurements, *self.line.spoken))
        return tuple(dict.fromkeys((*own, *(id_ for one in self.disagreements for id_ in one.records))))


def behind(report: Report, part: Part, name: str) -> list[Behind]:
    """As many as the number says. name: of a field of Numbers."""
    open_ = {one.number for one in report.disagreements if not one.settled}
    found = _lines(report, part, _test(name, open_))
    if name not in PEOPLE:
        return list(found)
    once: dict[str, Behind] = {}
    for one in found:
        once.setdefault(one.line.resident.number, one)
    if name != "contradicted":
        return list(once.values())
    return [one._replace(disagreements=_of(report, number)) for number, one in once.items()]


def _lines(report: Report, part: Part, fits: Callable[[Line], bool]) -> Iterator[Behind]:
    for state, line in report.lines():
        if part in parts_of(line.resident) and fits(line):
            yield Behind(state, line)


def _test(name: str, contradicted: set[str]) -> Callable[[Line], bool]:
    if name in _STATUS:
        return lambda line: line.status == name
    if name == "due":
        return lambda line: line.status != "away"
    if name == "late":
        return lambda line: line.late
    if name == "contradicted":
        return lambda line: line.resident.number in contradicted
    return lambda line: name in about(line)


def _of(report: Report, number: str) -> tuple[Disagreement, ...]:
    return tuple(one for one in report.disagreements if one.number == number and not one.settled)
