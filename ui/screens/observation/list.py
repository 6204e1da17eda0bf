"""The cards of the observation's lists: who, where, what is due; and the rooms with what is free."""

from collections.abc import Sequence

from app.clock import campus
from app.dormitory.observe.rooms import Occupied
from app.dormitory.observe.rules import rules
from app.dormitory.observe.words import due_word, where_word
from app.i18n import tr
from app.records.observation_step import CAUSES
from app.station.observation import Observed
from app.store.reference.observation_rooms import SEXES
from ui.widgets.deliveries import DeliveryView
from ui.widgets.lines import Row

_TONES = {"high": "refuse", "room": "attention", "measure": "accent", "test": "accent", "release": "admit"}


def cards(some: Sequence[Observed], number: str) -> list[DeliveryView]:
    """In their order; `number` is in hand."""
    return [_card(one, one.stay.number == number) for one in some]


def _card(one: Observed, chosen: bool) -> DeliveryView:
    watched = one.watched
    first = watched.due[0] if watched.due else None
    tone = "quiet" if first is None else "refuse" if first.late else _TONES.get(first.what, "quiet")
    says = (lambda: due_word(first)) if first else (lambda: where_word(watched, one.title))
    day = f"{watched.day}/{rules().needed(one.stay.cause).days}"
    return DeliveryView(one.stay.number, one.person.name, one.stay.room, says, day, tone, chosen)


def released_cards(some: Sequence[Observed]) -> list[DeliveryView]:
    """Who was released, and when."""
    return [
        DeliveryView(
            one.stay.number, one.person.name, "", lambda one=one: one.stay.word,  # type: ignore[misc]
            f"{campus(one.stay.released_at or one.stay.since):%m-%d %H:%M}", "admit",
        )
        for one in some
    ]  # fmt: skip


def room_rows(rooms: Sequence[Occupied]) -> list[Row]:
    """A row for each room: its name, how many are in it, for whom it is."""
    return [Row(one.room.code, lambda one=one: _room(one), _ink(one)) for one in rooms]  # type: ignore[misc]


def _ink(one: Occupied) -> str:
    return "refuse_ink" if one.free < 0 else "ink_2" if one.free == 0 else "ink"


def _room(one: Occupied) -> tuple[str, str, str]:
    room = one.room
    about = "·".join(tr(label) for label in (SEXES.get(room.sex, ""), CAUSES.get(room.cause, "")) if label)
    return room.title, f"{len(one.stays)}/{room.capacity}", about
