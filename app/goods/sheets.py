"""What is known of a delivery when something more was noted: whose a check was, and what a change takes away.

The four checks and the disinfection of people are the deliverer's: another one has to be checked anew. The disinfection
of the vehicle is that vehicle's. A fever stays a fever: a lower reading afterwards gets nobody past the medical duty
room. Lines are added; everything else is replaced by what came later.
"""

from collections.abc import Mapping
from typing import Any

from app.records.goods_items import FEVER_FROM, Deliverer

OF_DELIVERER = ("celsius", "health_code", "travel_card", "test_report", "people_disinfected")
OF_VEHICLE = ("vehicle_disinfected",)


def together(known: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """`known` and then `given`, both by field."""
    values = dict(known)
    if another(known.get("deliverer"), given.get("deliverer")):
        values = {name: value for name, value in values.items() if name not in OF_DELIVERER}
    if given.get("vehicle") and known.get("vehicle") and plate(given["vehicle"]) != plate(known["vehicle"]):
        values = {name: value for name, value in values.items() if name not in OF_VEHICLE}
    fever = values.get("celsius") or 0.0
    for name, value in given.items():
        values[name] = (*values.get("lines", ()), *value) if name == "lines" else value
    if fever >= FEVER_FROM:
        values["celsius"] = max(fever, values["celsius"])
    return values


def another(before: Deliverer | None, now: Deliverer | None) -> bool:
    """Whether somebody else drives now than before; a mended phone number makes nobody another."""
    return before is not None and now is not None and before.name != now.name


def plate(text: str) -> str:
    """A plate without the blanks and dots that people write into it."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
