"""Approvals by person number: to come back, to go out, to visit."""

from collections.abc import Mapping, Sequence

from app.policy.evidence import Approval
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "approval"


class Approvals:
    """The approvals kept in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reference = Reference(database)

    def of(self, number: str) -> tuple[Approval, ...]:
        """The approvals of one person, those that are over too: `decide` says which of them counts."""
        return self._reference.get(SECTION, number, tuple[Approval, ...]) or ()

    def grant(self, number: str, approval: Approval) -> None:
        """Add an approval; the same one a second time changes nothing."""
        with self._database.write():
            known = self.of(number)
            if approval not in known:
                self._reference.put(SECTION, number, (*known, approval))

    def replace(self, approvals: Mapping[str, Sequence[Approval]]) -> None:
        """Put these in place of all approvals there are."""
        self._reference.put_all(SECTION, {number: list(some) for number, some in approvals.items()}, replace=True)

    def withdraw(self, number: str) -> None:
        """Take back all approvals of one person."""
        self._reference.remove(SECTION, number)

    def all(self) -> dict[str, tuple[Approval, ...]]:
        """Everyone's approvals by person number."""
        return self._reference.all(SECTION, tuple[Approval, ...])
