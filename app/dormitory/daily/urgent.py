"""Report at once (及时上报): fever in two measurements, and illness: who was told, and who has to be told by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from app.dormitory.day import Plan
from app.dormitory.facts import Facts, Urgent
from app.dormitory.rounds.calls import grounds
from app.dormitory.rounds.state import Line, State


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody in one round. cause, grounds: of the report; since: when the newest ground was found; deadline: until
    when it is told. told: the report that names all grounds, where there is one; late: it came behind the deadline."""

    state: State
    line: Line
    cause: Literal["fever", "illness"]
    grounds: tuple[str, ...]
    since: datetime
    deadline: datetime
    told: Urgent | None = None

    @property
    def number(self) -> str:
        return self.line.resident.number

    @property
    def late(self) -> bool:
        return self.told is not None and self.told.at > self.deadline

    def overdue(self, now: datetime) -> bool:
        """Whether nobody was told, and the time for it is over."""
        return self.told is None and now > self.deadline


def cases(states: Iterable[State], facts: Facts, plan: Plan) -> list[Case]:
    """Everybody in these rounds of whom something has to be told: who is owed first, then by time."""
    found = [_case(state, line, facts, plan) for state in states for line in state.lines if line.urgent]
    return sorted(found, key=lambda one: (one.told is not None, one.deadline, one.number))


def _case(state: State, line: Line, facts: Facts, plan: Plan) -> Case:
    ids = grounds(line)
    since = max(one.at for one in (*line.measurements, *line.spoken) if one.id in ids)
    told = _told(line.resident.number, ids, facts.urgent)
    within = timedelta(minutes=plan.urgent.within_minutes)
    cause: Literal["fever", "illness"] = "fever" if line.fever.state == "again" else "illness"
    return Case(state, line, cause, ids, since, since + within, told)


def _told(number: str, ids: Sequence[str], reports: Iterable[Urgent]) -> Urgent | None:
    """The first report by which all of them were named; several may share them."""
    named: set[str] = set()
    for one in sorted((each for each in reports if each.number == number), key=lambda each: each.at):
        named |= set(one.grounds)
        if named >= set(ids):
            return one
    return None


def record(case: Case, told: str, note: str = "") -> dict[str, object]:
    """The report as plain data. told: to whom."""
    return {
        "person": case.number, "cause": case.cause, "celsius": case.line.fever.celsius, "told": told,
        "grounds": list(case.grounds), "note": note,
    }  # fmt: skip
