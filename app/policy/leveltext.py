"""A control level as the text of its file, for levels that were made in a form."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from app.policy.level import LevelFile
from app.policy.rule import Demand, Rule, ZoneRule

_HEAD = ("name", "title", "strictness", "reference_hours", "shown_hours", "positive_days", "parcels", "takeaway")


def write(file: LevelFile) -> str:
    """The text that `parse` reads as this level. What a key that is left out means anyway is left out."""
    return "\n".join(_lines(file)) + "\n"


def _lines(file: LevelFile) -> Iterator[str]:
    yield from _pairs({name: getattr(file, name) for name in _HEAD})
    yield from _table("fever_from", msgspec.structs.asdict(file.fever_from))
    if file.second_measurement is not None:
        yield from _table("second_measurement", msgspec.structs.asdict(file.second_measurement))
    for kind, meanings in file.colors.items():
        yield from _table(f"colors.{_key(kind)}", meanings)
    for name, demand in file.demands.items():
        yield from _table(f"demands.{_key(name)}", {"item": demand.item, **_given(demand, Demand(item=demand.item))})
    for rule in file.rules:
        yield from ("", "[[rules]]")
        yield from _pairs({**_given(rule, Rule()), "demands": rule.demands})
    for zoned in file.zones:
        yield from ("", "[[zones]]")
        yield from _pairs({**_given(zoned, ZoneRule(zone=zoned.zone)), "zone": zoned.zone, "demands": zoned.demands})


def _table(name: str, values: Mapping[Any, Any]) -> Iterator[str]:
    yield from ("", f"[{name}]")
    yield from _pairs(values)


def _pairs(values: Mapping[Any, Any]) -> Iterator[str]:
    for key, value in values.items():
        if value is not None:
            yield f"{_key(key)} = {_value(value)}"


def _given(made: msgspec.Struct, usual: msgspec.Struct) -> dict[str, Any]:
    """The fields that are not as they are without saying so."""
    return {
        name: getattr(made, name)
        for name in made.__struct_fields__
        if getattr(made, name) != getattr(usual, name)
    }  # fmt: skip


def _key(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    """A basic string of TOML: JSON's but for DEL, which TOML wants escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
