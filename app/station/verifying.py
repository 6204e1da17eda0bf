"""Records that disagree (数据不一致，待核实) at a post: listed with the records, settled by a person's note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from app.access.sight import record_for
from app.clock import campus_day
from app.dormitory.daily.disagree import OF_TESTS, Disagreement
from app.dormitory.daily.report import Report
from app.dormitory.facts import Facts
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call, calls
from app.errors import UserError
from app.i18n import tr
from app.records.registry import kind as kind_of
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.store.fact import Entry

Outcome: TypeAlias = Literal["explained", "mistaken", "open"]
DAYS = 2
"""Yesterday's are still to be settled."""


@dataclass(frozen=True, slots=True)
class Matter:
    """day: of whose report. records: those that disagree, in their order; notes: what was found out before."""

    day: date
    about: Disagreement
    resident: Resident
    records: tuple[Entry, ...]
    notes: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Matters:
    """open: to be verified, the oldest first; settled: the last one first. names: numbers of those who may be named.
    calls: whom to ask about somebody, by number, in the order of responsibility."""

    now: datetime
    open: tuple[Matter, ...]
    settled: tuple[Matter, ...]
    names: frozenset[str]
    calls: Mapping[str, Sequence[Call]]


class Verifying:
    """Of an open post; from any thread."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._dormitory = post, Dormitory(post)

    def among(self, report: Report) -> list[Disagreement]:
        """Those of a report that whoever is on duty may see: of rooms that are open to them, and what tests say only
        where they read tests."""
        opens, tests = self._dormitory.opens(), self._post.may_read("test-result")
        here = {line.resident.number for _, line in report.lines() if opens(line.resident)}
        return [one for one in report.disagreements if one.number in here and (tests or one.code not in OF_TESTS)]

    def read(self) -> Matters:
        """Those of today and yesterday."""
        self._post.permit("rounds.read")
        today, found = campus_day(self._post.clock()), []
        for day in (today - timedelta(days=ago) for ago in reversed(range(DAYS))):
            made, known = self._dormitory.report(day)
            here = {line.resident.number: line.resident for _, line in made.lines()}
            found += [self._matter(day, one, here[one.number], known) for one in self.among(made)]
        settled = [one for one in reversed(found) if one.about.settled]
        names = frozenset(one.resident.number for one in found if self._dormitory.sees(one.resident))
        open_ = tuple(one for one in found if not one.about.settled)
        residents = [one.resident for one in open_]
        heads, phones = self._dormitory.heads(), self._dormitory.phones(residents)
        whom = {one.number: calls(one, heads, phones) for one in residents}
        return Matters(self._post.clock(), open_, tuple(settled), names, whom)

    def _matter(self, day: date, one: Disagreement, resident: Resident, known: Facts) -> Matter:
        notes = [note.id for note in known.verified if note.number == one.number and note.records >= set(one.records)]
        return Matter(day, one, resident, self._entries(one.records), self._entries(notes))

    def _entries(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        role, found = self._post.role(), [entry for id_ in ids if (entry := self._post.ledger.entry(id_)) is not None]
        readable = (one for one in found if self._post.may_read(one.fact.kind))
        return tuple(record_for(role, kind_of(one.fact.kind), one) for one in readable)

    def settle(self, one: Matter, outcome: Outcome, answer: str) -> Entry:
        """What a person found out. UserError where it is none of those that whoever is on duty may see."""
        self._post.permit("rounds.enter")
        if not self._dormitory.sees(one.resident) or not self._dormitory.opens()(one.resident):
            raise UserError(tr("这位学生不由您负责，请由其辅导员或楼长核实。"))
        raw = {"person": one.about.number, "records": list(one.about.records), "outcome": outcome, "answer": answer}
        return self._post.enter("verification", raw)
