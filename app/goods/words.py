"""What an item says, in a few words of the language in use, for a screen that shows all sixteen."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from app.access.sight import masked
from app.clock import campus
from app.goods.items import Item
from app.goods.state import PHASES, PROBLEMS, Delivery, Phase
from app.i18n import tr
from app.records.goods_items import CLASSES, COLORS, RESULTS, Deliverer, Disinfection, Line, Trip


def item_text(item: Item, values: Mapping[str, Any]) -> str:
    """What is known of an item; empty for nothing. A phone is masked: whoever passes by can read a screen."""
    value = values.get(item.name)
    if value in (None, "", ()):
        return tr(CLASSES[values["goods_class"]]) if item.name == "lines" and values.get("goods_class") else ""
    if item.name in _SAID:
        return _SAID[item.name](value, values)
    return _disinfection(value) if isinstance(value, Disinfection) else str(value)


def phase_word(phase: Phase) -> str:
    return tr(PHASES[phase])


def problem_word(problem: str) -> str:
    return tr(PROBLEMS[problem])


def called(delivery: Delivery) -> str:
    """What a delivery is called on a list: its plate, else its supplier, else its number."""
    lines: tuple[Line, ...] = delivery.values.get("lines", ())
    supplier = next((line.supplier for line in lines if line.supplier), "")
    return delivery.values.get("vehicle", "") or supplier or delivery.number


def lasted(since: datetime, now: datetime) -> str:
    """A clock: 04:07, or 1:04:07 from an hour on; days from a day on."""
    passed = max(now - since, timedelta())
    if passed.days:
        return tr("{days} 天", days=passed.days)
    minutes, seconds = divmod(int(passed.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _celsius(value: float, _values: Mapping[str, Any]) -> str:
    return f"{value:.1f} ℃"


def _deliverer(value: Deliverer, _values: Mapping[str, Any]) -> str:
    return f"{value.name} {masked(value.phone, 3, 4)}"


def _lines(value: tuple[Line, ...], values: Mapping[str, Any]) -> str:
    known = values.get("goods_class")
    return tr("{what} {count} 项", what=tr(CLASSES[known]) if known else "", count=len(value)).strip()


def _trip(value: Trip, _values: Mapping[str, Any]) -> str:
    return tr("{origin} {at} 出发", origin=value.origin, at=f"{campus(value.left_at):%H:%M}")


def _disinfection(value: Disinfection) -> str:
    return f"{value.concentration} · {value.operator} {campus(value.at):%H:%M}"


_SAID: dict[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "celsius": _celsius, "deliverer": _deliverer, "lines": _lines, "trip": _trip,
    "health_code": lambda value, _: tr(COLORS[value]), "travel_card": lambda value, _: tr(COLORS[value]),
    "test_report": lambda value, _: tr(RESULTS[value]),
}  # fmt: skip
