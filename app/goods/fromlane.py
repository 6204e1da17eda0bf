"""The four checks of a delivery, taken from the person in the goods lane instead of being typed."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from app.codes.claim import Claim
from app.policy.decision import Check
from app.policy.evidence import Temperature
from app.policy.person import Person
from app.records.goods_items import COLORS

_COLOURED: tuple[tuple[str, Literal["health-code", "travel-card"]], ...] = (
    ("health_code", "health-code"), ("travel_card", "travel-card"),
)  # fmt: skip


def checked(
    person: Person | None, temperature: Temperature | None, checks: Iterable[Check], claims: Iterable[Claim]
) -> dict[str, Any]:
    """Fields of a step, as plain data: whatever the lane knows of its deliverer, and nothing that it does not.

    A check that the level's policy took is green, or negative; what it did not take, or did not ask, stands as it was
    shown. A page that is invalid says nothing.
    """
    states = {check.item: check for check in checks}
    shown = [claim for claim in claims if claim.trust != "invalid"]
    found: dict[str, Any] = {}
    if temperature is not None:
        found["celsius"] = temperature.celsius
    for field, kind in _COLOURED:
        if color := _color(states.get(kind), [one for one in shown if one.kind == kind]):
            found[field] = color
    if result := _result(states.get("test-report"), shown):
        found["test_report"] = result
    if person is not None and person.name:
        found["deliverer"] = _deliverer(person)
    return found


def _color(check: Check | None, shown: list[Claim]) -> str:
    if check is not None and check.state == "done":
        return "green"
    seen = [claim.color for claim in shown if claim.color in COLORS]
    worst = [color for color in seen if color != "green"]
    if check is not None and check.state == "failed":
        return (worst or [""])[-1]  # a green one that the policy did not take has to be looked at
    return (worst or seen or [""])[-1]


def _result(check: Check | None, shown: list[Claim]) -> str:
    if check is not None and check.state == "done":
        return "negative"
    results = [test.result for claim in shown for test in claim.tests]
    if "positive" in results:
        return "positive"
    return "negative" if check is None and "negative" in results else ""


def _deliverer(person: Person) -> Mapping[str, str]:
    """The phone is asked for where the list has none."""
    plain = {"name": person.name, "phone": person.phone, "id_number": person.id_number}
    return plain if person.phone else {"name": person.name}
