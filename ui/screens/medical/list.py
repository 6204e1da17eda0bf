"""The cards of the medical duty room's list: who, how they stand, how long they wait."""

from collections.abc import Sequence
from datetime import datetime

from app.clock import campus
from app.goods.words import lasted
from app.i18n import tr
from app.medical.state import Patient
from app.medical.words import called, phase_word
from ui.widgets.deliveries import DeliveryView


def cards(some: Sequence[Patient], key: str, now: datetime) -> list[DeliveryView]:
    """In their order; `key` is in hand."""
    return [_card(one, one.key == key, now) for one in some]


def _card(one: Patient, chosen: bool, now: datetime) -> DeliveryView:
    tone = {"referred": "refuse", "taken": "accent", "released": "admit"}.get(one.phase, "quiet")
    due = one.phase == "kept" and one.until is not None and one.until <= now
    clock = f"{campus(one.last):%H:%M}" if one.phase == "released" else lasted(one.came or now, now)
    return DeliveryView(
        one.key, called(one), one.number[-4:], lambda: _says(one, due), clock, "refuse" if due else tone, chosen
    )


def _says(one: Patient, due: bool) -> str:
    if one.phase == "taken":
        return tr("{who} 处置中", who=one.taken_by)
    if one.phase == "kept":
        return tr("留观到时，请查看") if due else tr("留观 · {where}", where=one.where)
    return phase_word(one)
