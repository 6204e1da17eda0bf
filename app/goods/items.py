"""The sixteen items in the order of the work, and how each of them stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from app.i18n import mark, tr
from app.records.goods_items import CHECK, DISINFECT, REGISTER, SHEETS, SPECIFY, faults

State: TypeAlias = Literal["done", "missing", "bad"]
GROUPS = (CHECK, REGISTER, DISINFECT, SPECIFY)


@dataclass(frozen=True, slots=True)
class Item:
    """name: of its (last) field; fields: those of a record that make it up; group: its sheet; label: in Chinese."""

    name: str
    fields: tuple[str, ...]
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one item stands; why: a sentence for whatever is not done."""

    item: Item
    state: State
    why: str = ""


_SHORT = {"celsius": mark("体温"), "lines": mark("物资")}
"""What an item is called under the head of its sheet, where its field is called otherwise."""


def _items() -> tuple[Item, ...]:
    found = []
    for name, (group, label) in SHEETS.items():
        if name == "goods_class":
            continue
        fields = ("goods_class", "lines") if name == "lines" else (name,)
        found.append(Item(name, fields, group, _SHORT.get(name, label)))
    return tuple(found)


ITEMS = _items()
NAMED = {item.name: item for item in ITEMS}
OF_FIELD = {field: item for item in ITEMS for field in item.fields}


def standings(values: Mapping[str, Any]) -> tuple[Standing, ...]:
    """All sixteen, in their order. values: what is known, by field."""
    wrong: dict[str, str] = {}
    for problem in faults(values):
        wrong.setdefault(OF_FIELD[problem.field].name, problem.sentence)
    return tuple(_standing(item, values, wrong.get(item.name, "")) for item in ITEMS)


def _standing(item: Item, values: Mapping[str, Any], why: str) -> Standing:
    if not why:
        return Standing(item, "done")
    missing = any(values.get(name) in (None, "", ()) for name in item.fields)
    return Standing(item, "missing" if missing else "bad", why)


def label(item: Item) -> str:
    """Its name in the language in use."""
    return tr(item.label)
