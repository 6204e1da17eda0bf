"""A real post with visitors and vehicles, its clock in the test's hand, and a lane to send their people through."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.lane.lane import Lane
from app.policy.evidence import Direction, Item
from app.policy.person import Person
from app.station.local import LocalPost
from app.station.outsiders.vehicles import VehicleGate
from app.station.outsiders.visitors import Visitors
from app.store.reference.vehicles import Vehicle, Vehicles
from tests.fakes.homes import ADMINISTRATOR, PINS, real_post
from tests.fakes.window import NOW

HOST = Person(number="T1998006", name="孙国栋", kind="staff", college="后勤处", phone="10000000006")
OTHER_HOST = Person(number="T2003017", name="孙远", kind="staff", college="教务处", phone="10000000017")
DRIVER = Person(number="D0001", name="赵师傅", kind="driver", phone="10000002201")
VISITOR = {"name": "钱进", "phone": "10000003301", "host": HOST.number, "host_name": HOST.name, "purpose": "设备维修"}
LOOKS: tuple[Item, ...] = ("health-code", "travel-card", "test-report", "symptoms", "mask")
REGISTERED, ENDED, UNKNOWN = "吉A12345", "吉A54321", "吉A99999"


class Yard:
    """Somebody on duty at a post whose level asks a visitor for an approval and nothing else."""

    def __init__(self, folder: Path, level: str = "routine") -> None:
        self.now = NOW
        self.post: LocalPost = real_post(folder, lambda: self.now)
        self.sign_in(ADMINISTRATOR)
        self.post.people.replace([HOST, OTHER_HOST, DRIVER])
        self.post.set_level(level, "测试")
        Vehicles(self.post.database).put([
            Vehicle(plate=REGISTERED, owner="城郊合作社", kind="supplier"),
            Vehicle(plate=ENDED, owner="旧车主", until=NOW - timedelta(days=1)),
        ])  # fmt: skip
        self.visitors, self.vehicles = Visitors(self.post), VehicleGate(self.post)

    def sign_in(self, name: str) -> None:
        self.post.sign_in(name, PINS[name])

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def visit(self, **changed: Any) -> None:
        """A visit that was agreed on the telephone just now."""
        agreed = {"outcome": "agreed", "confirmed_at": self.now.isoformat()}
        self.visitors.register({**VISITOR, **agreed, **changed})

    def through(self, number: str, direction: Direction = "in", *, looks: Iterable[Item] = LOOKS) -> str:
        """Somebody goes to the lane, is measured and looked at like anybody; the verdict, empty where nobody is known
        by that number."""
        lane = Lane(self.post, lambda: self.now, name=self.post.settings.post_name, direction=direction)
        before = self.post.ledger.head().seq
        lane.identify(number)
        for item in looks:
            lane.look(item)
        lane.measure(36.5, "typed", float("inf"))
        lane.next_person()
        passages = list(self.post.ledger.entries("passage", since_seq=before))
        named = [one.fact.body or {} for one in passages if (one.fact.body or {}).get("person")]
        return str(named[-1]["verdict"]) if named else ""

    def close(self) -> None:
        self.post.close()
