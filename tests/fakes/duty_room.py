"""A real post in a temporary home with a medical officer of its own, its clock in the test's hand."""

from datetime import datetime, timedelta
from pathlib import Path

from app.lane.lane import Lane
from app.policy.evidence import Item
from app.policy.person import Person
from app.station.local import LocalPost
from app.station.medical import MedicalPost
from app.store.ledger import Ledger
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, real_post
from tests.fakes.window import NOW, PEOPLE

OFFICER, SECOND = "赵校医", "钱校医"
PIN = "4444"
LIN, CHEN, TONG, SUN = PEOPLE


class DutyRoom:
    """The guard's lane refers; the officer decides."""

    def __init__(self, folder: Path) -> None:
        self.now: datetime = NOW
        self.post: LocalPost = real_post(folder, lambda: self.now)
        self.post.ledger = Ledger(self.post.database, lambda: self.now)
        self.post.people.upsert(PEOPLE)
        for name in (OFFICER, SECOND):
            self.post.accounts.add(name, "medical", PIN)
        self.medical = MedicalPost(self.post)
        self.lane = Lane(self.post, lambda: self.now, rests=True)
        self.as_(ADMINISTRATOR)
        self.post.set_level("open")
        self.later(seconds=1)
        self.as_(GUARD)

    def as_(self, name: str) -> None:
        self.post.sign_in(name, PINS.get(name, PIN))

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def comes(self, person: Person, *, celsius: float | None = None, bad: Item | None = None) -> str:
        """Somebody at the gate; the verdict."""
        self.lane.next_person()
        self.lane.identify(person.number)
        if bad:
            self.lane.look(bad, False)
        if celsius is not None:
            self.lane.measure(celsius, "typed", 1.0)
        newest = next(iter(self.post.ledger.entries("passage", newest_first=True, limit=1)))
        return str((newest.fact.body or {})["verdict"])

    def referred(self, person: Person) -> None:
        self.as_(GUARD)
        assert self.comes(person, bad="symptoms") == "refer"
        self.later(seconds=40)

    def close(self) -> None:
        self.post.close()
