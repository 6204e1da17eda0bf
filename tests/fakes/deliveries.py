"""Deliveries of goods for tests: every item well done, steps at times of their own, and a real post's goods."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from app.goods.step import Step
from app.records.registry import kind
from app.station.goods.post import GoodsPost
from app.station.local import LocalPost
from app.store.ledger import Ledger
from tests.fakes.homes import ADMINISTRATOR, PINS, real_post
from tests.fakes.window import NOW

SPRAYED: dict[str, Any] = {
    "agent": "含氯消毒剂（84 消毒液）", "concentration": "500 mg/L", "operator": "刘强", "at": NOW.isoformat(),
    "minutes": 30,
}  # fmt: skip
RICE = {"name": "大米", "quantity": 40, "unit": "袋", "supplier": "城郊合作社"}
OIL = {"name": "豆油", "quantity": 12.5, "unit": "箱"}
DELIVERER = {"name": "赵师傅", "phone": "10000002201"}
ITEMS: dict[str, dict[str, Any]] = {
    "celsius": {"celsius": 36.4}, "health_code": {"health_code": "green"}, "travel_card": {"travel_card": "green"},
    "test_report": {"test_report": "negative"}, "deliverer": {"deliverer": DELIVERER},
    "lines": {"goods_class": "daily", "lines": [RICE, OIL]}, "vehicle": {"vehicle": "吉A·D12345"},
    "trip": {"trip": {"origin": "白城市洮北区", "left_at": (NOW - timedelta(hours=1)).isoformat()}},
    "people_disinfected": {"people_disinfected": {**SPRAYED, "minutes": 1}},
    "vehicle_disinfected": {"vehicle_disinfected": SPRAYED}, "goods_disinfected": {"goods_disinfected": SPRAYED},
    "area_disinfected": {"area_disinfected": SPRAYED}, "carrier": {"carrier": "驻校教师 林远"},
    "means": {"means": "平板车"}, "route": {"route": "西门—三食堂"}, "store": {"store": "三食堂库房"},
}  # fmt: skip
"""Item → the fields of a step that does it well."""
WHOLE: dict[str, Any] = {name: value for one in ITEMS.values() for name, value in one.items()}
NUMBER = "W220410-482913-7"


def step(at: int, act: str = "noted", /, **raw: Any) -> Step:
    """A step of the delivery NUMBER, so many minutes after NOW."""
    return _step(at, act, kind("goods-step").read({"delivery": NUMBER, "act": act, **raw}))


def decided(at: int, outcome: str = "released", /, **changed: Any) -> Step:
    """Its release or refusal; unchecked, as a ledger may hold it."""
    body = {**WHOLE, "outcome": outcome, "delivery": NUMBER, **changed}
    said = msgspec.convert(
        {name: value for name, value in body.items() if value is not None}, kind("goods").type, strict=False
    )
    return _step(at, outcome, said)


def _step(at: int, act: str, said: Any) -> Step:
    """Its id is of its time first, as a ledger's ids are."""
    told = sha256(msgspec.json.encode(said)).hexdigest()[:8]
    return Step(f"step-{at:03}-{act}-{told}", NOW + timedelta(minutes=at), "周明", "西门", said)


def counted(*lines: tuple[str, float, str]) -> list[dict[str, Any]]:
    return [{"name": name, "quantity": quantity, "unit": unit} for name, quantity, unit in lines]


ALL_THERE = counted(("大米", 40, "袋"), ("豆油", 12.5, "箱"))


class Dock:
    """A real post in a temporary home, its clock in the test's hand, with somebody on duty at its goods."""

    def __init__(self, folder: Path, *, signs: bool = True) -> None:
        self.now: datetime = NOW
        self.folder = folder
        self.post: LocalPost = real_post(folder, lambda: self.now)
        if signs:
            self.post.begin_issuing()
        self.begin()

    def begin(self, name: str = ADMINISTRATOR) -> None:
        """As the program finds it when it starts: nothing is remembered but what the ledger has."""
        self.post.ledger = Ledger(self.post.database, lambda: self.now)
        self.post.sign_in(name, PINS[name])
        self.goods = GoodsPost(self.post)

    def killed(self) -> None:
        """The program is gone without a word, and starts again."""
        self.post.close()
        self.post = LocalPost.open(self.post.home, lambda: self.now)
        self.begin()

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def arrived(self, items: Iterable[str] = ITEMS, *, minutes: float = 31) -> str:
        """A delivery with these items done, its disinfectants having acted; its number."""
        number = self.goods.open().number
        for item in items:
            self.goods.note(number, ITEMS[item])
        self.later(minutes=minutes)
        return number

    def released(self) -> str:
        number = self.arrived()
        self.goods.release(number)
        return number

    def close(self) -> None:
        self.post.close()
