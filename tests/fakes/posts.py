"""A post in memory: people, keys and a level, and an append that remembers. And a clock that a test turns by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import convert

from app.codes.claim import Claim
from app.codes.trust import Trust
from app.errors import UserError
from app.lane.results import claim_of
from app.medical.state import Patient, patient_of
from app.medical.step import step_of
from app.policy.evidence import Approval, Denial, Site
from app.policy.level import Level, levels
from app.policy.person import Person
from app.records.test_result import Result
from app.store.fact import Draft, Entry, Fact
from app.store.passages import Passed

START = datetime(2022, 4, 10, 6, 40, tzinfo=UTC)
LIN = Person(number="2019000001", name="林晓彤", kind="student", college="临床医学院")
CHEN = Person(number="2019000002", name="陈立", kind="student", college="护理学院")
WU = Person(number="T00003", name="吴敏", kind="staff", college="后勤处", id_number="990000199001010003")


class HandClock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class MemoryPost:
    """`full`: the disk takes nothing more."""

    clock: HandClock
    keys: Trust
    level_name: str = "open"
    people: list[Person] = field(default_factory=lambda: [LIN, CHEN, WU])
    granted: dict[str, tuple[Approval, ...]] = field(default_factory=dict)
    denied: dict[str, tuple[Denial, ...]] = field(default_factory=dict)
    last: dict[str, Passed] = field(default_factory=dict)
    watched: set[str] = field(default_factory=set)
    written: list[Entry] = field(default_factory=list)
    full: bool = False
    measures_at: Site = "forehead"

    @property
    def patients(self) -> "MemoryPatients":
        return MemoryPatients(self)

    def person(self, number: str) -> Person | None:
        return next((one for one in self.people if number and number in (one.number, one.id_number)), None)

    def approvals(self, number: str) -> tuple[Approval, ...]:
        return self.granted.get(number, ())

    def denials(self, person: Person) -> tuple[Denial, ...]:
        return self.denied.get(person.number, ())

    def observed(self, number: str) -> bool:
        return number in self.watched

    def tests(self, number: str, since: datetime) -> tuple[Claim, ...]:
        corrected = {(entry.fact.body or {}).get("corrects") for entry in self.written}
        kept = [
            convert(entry.fact.body, Result)
            for entry in self.written
            if entry.fact.kind == "test-result" and entry.fact.at >= since and entry.fact.id not in corrected
        ]
        return tuple(claim_of(one) for one in kept if one.person == number)

    def last_passage(self, number: str) -> Passed | None:
        return self.last.get(number)

    def trust(self) -> Trust:
        return self.keys

    def level(self) -> Level:
        return levels()[self.level_name]

    def reference_at(self) -> datetime | None:
        return None

    def reference_version(self) -> str:
        return "1"

    def operator(self) -> str:
        return "周明"

    def append(self, draft: Draft) -> Entry:
        if self.full:
            raise UserError("磁盘已满")
        seq = len(self.written) + 1
        fact = Fact(
            id=f"r{seq}", kind=draft.kind, schema=draft.schema, at=draft.at or self.clock(), entered_at=self.clock(),
            mono=0.0, boot="b", operator=draft.operator, post=draft.post, policy=draft.policy, body=draft.body,
            salt=b"s" * 16,
        )  # fmt: skip
        entry = Entry(fact=fact, station="s", incarnation="i", seq=seq, fact_hash=bytes(32), chain_hash=bytes(32))
        self.written.append(entry)
        return entry

    @property
    def passages(self) -> list[dict[str, Any]]:
        return self.of("passage")

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The bodies of all records of one kind."""
        return [entry.fact.body or {} for entry in self.written if entry.fact.kind == kind]


@dataclass
class MemoryPatients:
    """As the medical duty room's board does."""

    post: MemoryPost

    def of(self, key: str) -> Patient | None:
        steps = [step for entry in self.post.written if (step := step_of(entry.fact)) and step.key == key]
        return patient_of(steps) if steps else None
