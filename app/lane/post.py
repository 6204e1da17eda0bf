"""What a lane asks of the post it stands at."""

from datetime import datetime
from typing import Protocol

from app.codes.claim import Claim
from app.codes.trust import Trust
from app.medical.state import Patient
from app.policy.evidence import Approval, Denial, Site
from app.policy.level import Level
from app.policy.person import Person
from app.store.fact import Draft, Entry
from app.store.passages import Passed


class Patients(Protocol):
    """Those of whom the medical duty room knows."""

    def of(self, key: str) -> Patient | None:
        """Somebody by their number, or by what tells somebody unknown from another."""


class Post(Protocol):
    """The station as a lane sees it; answers come from the local database, at once."""

    @property
    def patients(self) -> Patients: ...

    @property
    def measures_at(self) -> Site:
        """Where this post's thermometer measures."""

    def person(self, number: str) -> Person | None:
        """The person of that number (学工号) or identity card number."""

    def approvals(self, number: str) -> tuple[Approval, ...]: ...

    def denials(self, person: Person) -> tuple[Denial, ...]:
        """What the list of restricted passage has of a person."""

    def observed(self, number: str) -> bool:
        """Whether a person is observed (留观) and was not released."""

    def tests(self, number: str, since: datetime) -> tuple[Claim, ...]:
        """The test results kept with a person and recorded since then, as claims."""

    def last_passage(self, number: str) -> Passed | None:
        """The last time that this person went through here, if it was not long ago."""

    def trust(self) -> Trust:
        """The keys and revocations codes are checked against."""

    def level(self) -> Level:
        """The control level in force."""

    def reference_at(self) -> datetime | None:
        """When the list of people was last complete; None where the post stands alone."""

    def reference_version(self) -> str: ...

    def operator(self) -> str:
        """Who is on duty."""

    def append(self, draft: Draft) -> Entry:
        """Writes durably: when it returns, the record is on the disk."""
