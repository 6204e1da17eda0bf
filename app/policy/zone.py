"""Zones (封控区、管控区、防控区): buildings, floors and rooms that were closed or watched, from when to when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeAlias, get_args

import msgspec

from app.i18n import mark
from app.policy.room import room_of
from app.policy.times import moment

ZoneKind: TypeAlias = Literal["sealed", "controlled", "prevention"]
ZONE_KINDS: tuple[ZoneKind, ...] = get_args(ZoneKind)
"""The strictest first."""
ZONE_LABELS: dict[ZoneKind, str] = {
    "sealed": mark("封控区"), "controlled": mark("管控区"), "prevention": mark("防控区"),
}  # fmt: skip


class Zone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """rooms: what lies in it, each a building ("5"), a floor ("5/3") or a room ("5/316"). until: the end is left out;
    None: until it is lifted."""

    kind: ZoneKind
    rooms: tuple[str, ...]
    since: datetime
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is in force."""
        return moment(self.since) <= moment(now) and (self.until is None or moment(now) < moment(self.until))


def zone_of(zones: Iterable[Zone], place: str, now: datetime) -> ZoneKind | Literal[""]:
    """The strictest zone in which somebody with that place on the list of people lives; empty for none, and for
    somebody whose place is no room."""
    room = room_of(place)
    if room is None:
        return ""
    inside = {room.building, f"{room.building}/{room.floor}", f"{room.building}/{room.room}"}
    kinds = {one.kind for one in zones if one.holds(now) and not inside.isdisjoint(one.rooms)}
    return next((kind for kind in ZONE_KINDS if kind in kinds), "")
