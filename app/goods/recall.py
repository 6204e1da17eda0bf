"""Regular drivers and suppliers: what was registered the last time, by plate or phone, to be confirmed anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.goods.sheets import plate
from app.goods.step import Step
from app.records.goods import Goods
from app.records.goods_items import values_of

SHORTEST = 4
"""Letters of a plate or phone that are enough to look for."""
_AGAIN = ("goods_class", "vehicle", "carrier", "means", "route", "store")


@dataclass(frozen=True, slots=True)
class Last:
    """values: of the fields that are likely the same again, by field; never what has to be measured, seen or done anew.
    suppliers: of its lines. times: how often it came."""

    values: dict[str, Any]
    suppliers: tuple[str, ...]
    times: int


def last(steps: Iterable[Step], text: str) -> Last | None:
    """The newest delivery of that plate or phone; None where nobody like that has come."""
    wanted = plate(text)
    if len(wanted) < SHORTEST:
        return None
    found = [step for step in steps if isinstance(step.said, Goods) and _is(step.said, wanted)]
    if not found:
        return None
    said = max(found, key=lambda one: one.order).said
    values = {name: value for name, value in values_of(said).items() if name in _AGAIN}
    if said.deliverer:
        values["deliverer"] = said.deliverer
    if said.trip:
        values["trip"] = said.trip
    suppliers = tuple(dict.fromkeys(line.supplier for line in said.lines if line.supplier))
    return Last(values, suppliers, len(found))


def _is(said: Goods, wanted: str) -> bool:
    phone = said.deliverer.phone if said.deliverer else ""
    return wanted in (plate(said.vehicle), plate(phone))
