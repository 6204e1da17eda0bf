"""Approvals by person number: to come back, to go out, to visit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.clock import campus_day
from app.policy.evidence import Approval
from app.policy.plate import plain
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "approval"


class Appointment(NamedTuple):
    """A visit that was agreed on. number: of whoever comes; of a visitor their ID number or phone."""

    number: str
    approval: Approval


class Approvals:
    """The approvals kept in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reference = Reference(database)

    def of(self, number: str) -> tuple[Approval, ...]:
        """The approvals of one person, those that are over too: `decide` says which of them counts."""
        return self._reference.get(SECTION, number, tuple[Approval, ...]) or ()

    def visits(self, day: date) -> list[Appointment]:
        """The visits of a campus day, by the time they begin."""
        found = [
            Appointment(number, one)
            for number, some in self.all().items()
            for one in some
            if one.kind == "visit" and campus_day(one.valid_from) <= day <= campus_day(one.valid_to)
        ]
        return sorted(found, key=lambda one: (one.approval.valid_from, one.number))

    def grant(self, number: str, approval: Approval) -> None:
        """Add an approval; the same one a second time changes nothing."""
        with self._database.write():
            known = self.of(number)
            if approval not in known:
                self._reference.put(SECTION, number, (*known, approval))

    def replace(self, approvals: Mapping[str, Sequence[Approval]]) -> None:
        """Put these in place of all approvals there are."""
        self._reference.put_all(SECTION, {number: list(some) for number, some in approvals.items()}, replace=True)

    def put(self, appointments: Iterable[Appointment], numbers: Collection[str]) -> None:
        """All approvals of the people of these numbers, in place of those they have."""
        found: dict[str, list[Approval]] = {number: [] for number in numbers}
        for one in appointments:
            if one.number in found:
                found[one.number].append(one.approval)
        self._reference.put_all(SECTION, found)

    def withdraw(self, number: str) -> None:
        """Take back all approvals of one person."""
        self._reference.remove(SECTION, number)

    def all(self) -> dict[str, tuple[Approval, ...]]:
        """Everyone's approvals by person number."""
        return self._reference.all(SECTION, tuple[Approval, ...])


def number_of(visitor: str) -> str:
    """The number under which a visitor's approvals stand: the ID number or phone as it is typed or read anywhere."""
    return plain(visitor)
