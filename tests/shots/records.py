"""Invented records for the pictures."""

from datetime import timedelta
from typing import Any

from tests.fakes.window import NOW, PEOPLE

_TIME = NOW.isoformat()
_SPRAYED = {"agent": "84 消毒液", "concentration": "500 mg/L", "operator": "刘强", "at": _TIME}
GOODS: dict[str, Any] = {
    "outcome": "released", "celsius": 36.4, "health_code": "green", "travel_card": "green", "test_report": "negative",
    "deliverer": {"name": "赵师傅", "phone": "138****2201"}, "goods_class": "daily",
    "lines": [
        {"name": "大白菜", "quantity": 1200, "unit": "公斤", "supplier": "城郊合作社"},
        {"name": "鲜牛奶", "quantity": 300, "unit": "箱", "supplier": "光明乳业", "cold_chain": True},
    ],
    "vehicle": "吉A·D12345", "trip": {"origin": "白城市洮北区", "left_at": _TIME}, "people_disinfected": _SPRAYED,
    "vehicle_disinfected": _SPRAYED,
}  # fmt: skip


def _row(number: int) -> dict[str, Any]:
    person = PEOPLE[number % len(PEOPLE)]
    at = NOW - timedelta(seconds=23 * number)
    verdict = ("admit", "admit", "hold", "admit", "refer", "admit")[number % 6]
    return {
        "id": f"id-{number}", "seq": 20418 - number, "kind": "passage", "at": at, "entered_at": at, "operator": "周明",
        "post": "东门", "person": person.number, "name": person.name, "person_kind": person.kind,
        "college": person.college, "direction": "in", "verdict": verdict, "reasons": [], "needed": [], "celsius": 36.5,
        "level": "closed",
    }  # fmt: skip


ROWS = [_row(number) for number in range(200)]
