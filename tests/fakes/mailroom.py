"""A real post with parcels, its clock in the test's hand, and people for whom they are."""

from datetime import timedelta
from pathlib import Path

from app.parcels.state import Parcel
from app.policy.person import Person
from app.station.local import LocalPost
from app.station.parcels import ParcelPost
from app.store.ledger import Ledger
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, real_post
from tests.fakes.window import NOW

LIN = Person(number="S2021080207", name="林小童", kind="student", college="临床医学院", phone="10000004321")
CHEN = Person(number="S2020050112", name="陈立", kind="student", college="护理学院", phone="10000007788")
OTHER = Person(number="S2020050113", name="陈立", kind="student", college="检验学院", phone="10000004321")
SHUNFENG, YUNDA = "顺丰", "韵达"
AGENT, CONCENTRATION, MINUTES = "75% 酒精", "75%", 3


class Mailroom:
    """A guard on duty at a post of that level."""

    def __init__(self, folder: Path, level: str = "closed") -> None:
        self.now = NOW
        self.post: LocalPost = real_post(folder, lambda: self.now)
        self.post.ledger = Ledger(self.post.database, lambda: self.now)
        self.post.people.upsert([LIN, CHEN, OTHER])
        self.level(level)
        self.parcels = ParcelPost(self.post)

    def as_(self, name: str) -> None:
        self.post.sign_in(name, PINS[name])

    def level(self, name: str) -> None:
        """Another level from now on."""
        self.as_(ADMINISTRATOR)
        self.later(seconds=1)
        self.post.set_level(name, "测试")
        self.as_(GUARD)

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def ready(self, recipient: str = LIN.number, waybill: str = "SF1001") -> Parcel:
        """One that came, was disinfected, and whose time is over."""
        one = self.parcels.arrive(SHUNFENG, waybill, recipient, "A-3")
        self.parcels.disinfect([one.key], AGENT, CONCENTRATION, MINUTES)
        self.later(minutes=MINUTES)
        return one

    def phase(self, key: str) -> str:
        """How one stands on the disk."""
        return next(one.phase for one in self.parcels.day() if one.key == key)

    def close(self) -> None:
        self.post.close()
