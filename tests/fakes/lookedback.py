"""A real post with two weeks of passages, in which somebody met others at the gate; in a temporary home."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.station.denying import Denying
from app.station.granting import Granting
from app.station.local import LocalPost
from app.station.lookback import LookBack
from app.station.tracing.desk import Tracing
from app.store.fact import Draft
from tests.fakes.deliveries import OIL, RICE, WHOLE
from tests.fakes.homes import LEADER, PINS, real_post
from tests.fakes.window import NOW, PEOPLE

DUTY, MEDICAL = "赵干部", "吴校医"
LIN, CHEN, TONG, SUN = (person.number for person in PEOPLE)
WHY = "卫健部门流调，3 号楼病例"


class LookedBack:
    """The post, its clock in the test's hand, with a leader on duty."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.post: LocalPost = real_post(folder / "home", lambda: self.now)
        self.post.accounts.add(DUTY, "duty", "2468")
        self.post.accounts.add(MEDICAL, "medical", "2468")
        self.post.people.upsert(PEOPLE)
        self.granting, self.look_back = Granting(self.post), LookBack(self.post)
        self.tracing = Tracing(self.post)
        self.denying = Denying(self.post)
        self.post.sign_in(LEADER, PINS[LEADER])

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def pass_(self, number: str, minutes: float, post: str = "东门", **more: object) -> str:
        """Somebody passes so many minutes before now; the id of the record."""
        name = next((person.name for person in PEOPLE if person.number == number), "")
        body = {"person": number, "name": name, "direction": "in", "verdict": "admit", "judged": "", **more}
        draft = Draft(kind="passage", body=body, operator="周明", post=post, at=self.ago(minutes))
        return self.post.ledger.append(draft).fact.id

    def ago(self, minutes: float) -> datetime:
        return self.now - timedelta(minutes=minutes)

    def weeks(self) -> None:
        """Every morning of a week Lin comes, and others just before or after."""
        for day in range(7):
            at = day * 24 * 60
            self.pass_(LIN, at + 30)
            self.pass_(CHEN, at + 28.4)
            self.pass_(SUN, at + 36.4 - day)
            if day % 3 == 0:
                self.pass_(TONG, at + 30.2, direction="out")
        self.pass_("V-2207", 2 * 24 * 60 + 33, name="访客甲")

    def vehicles(self) -> None:
        """Two weeks of one vehicle, with two drivers and a visit, and of another on the same days."""
        for day in (1, 4, 9):
            self.drove(day, "吉A·D12345", "赵师傅", phone="10000002201", owner="城郊合作社")
            self.drove(day, "吉AF21035", "钱师傅")
        self.drove(2, "吉ad12345", "孙师傅", verdict="refuse", reason="driver")
        self.write("visit", 3, {
            "name": "赵师傅", "phone": "10000002201", "host": CHEN, "host_name": "陈浩", "purpose": "送教材",
            "valid_from": f"{self.now:%Y-%m-%d}T08:00:00+08:00", "valid_to": f"{self.now:%Y-%m-%d}T09:00:00+08:00",
            "vehicle": "吉A D12345", "outcome": "agreed",
        })  # fmt: skip

    def drove(self, day: int, plate: str, driver: str, **more: object) -> None:
        body = {"plate": plate, "direction": "in", "verdict": "admit", "driver_name": driver, "driver_phone": ""}
        phone = str(more.pop("phone", ""))
        self.write("vehicle-passage", day, {**body, "driver_phone": phone, **more})

    def write(self, kind: str, day: int, body: dict[str, Any]) -> str:
        """A record of so many days ago; its id."""
        draft = Draft(kind=kind, body=body, operator="周明", post="西门", at=self.ago(day * 24 * 60))
        return self.post.ledger.append(draft).fact.id

    def delivered(self, day: int, number: str, *, released: bool = True) -> None:
        """A delivery of rice and oil by the first vehicle: two steps, and the release."""
        lines = [RICE, OIL]
        self.write("goods-step", day, {"delivery": number, "act": "opened"})
        self.write("goods-step", day, {"delivery": number, "act": "noted", "lines": lines, "goods_class": "daily"})
        self.write("goods-step", day, {"delivery": number, "act": "noted", "vehicle": "吉A·D12345"})
        if released:
            self.write("goods", day, {**WHOLE, "outcome": "released", "delivery": number})

    def close(self) -> None:
        self.post.close()
