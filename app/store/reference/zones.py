"""The zones of the campus (封控区、管控区、防控区) with who set them, why, and who lifted them; all are kept."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from app.policy.zone import Zone, ZoneKind
from app.store.database import Database
from app.store.reference.places import Places
from app.store.reference.rooms import covered, rooms_of
from app.store.reference.sections import Reference

SECTION = "zone"


class Zoned(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """place: the path of a place, or a building, floor or room as the list of people has it ("5", "5/3", "5/316").
    until: None: until it is lifted. lifted_…: who ended it, when and why."""

    id: str
    place: str
    kind: ZoneKind
    since: datetime
    until: datetime | None = None
    who: str
    why: str
    entered_at: datetime
    lifted_at: datetime | None = None
    lifted_by: str = ""
    lifted_why: str = ""

    @property
    def over(self) -> datetime | None:
        """When it ended, or will by itself."""
        return min(filter(None, (self.until, self.lifted_at)), default=None)

    def holds(self, now: datetime) -> bool:
        """Whether it is in force."""
        return self.since <= now and (self.over is None or now < self.over)

    def zone(self, rooms: Mapping[str, str]) -> Zone:
        """What a decision looks at. rooms: see app.store.reference.rooms."""
        return Zone(kind=self.kind, rooms=covered(self.place, rooms), since=self.since, until=self.over)


class Zones:
    """The zones of one database."""

    def __init__(self, database: Database) -> None:
        self._reference, self._places = Reference(database), Places(database)

    def all(self) -> list[Zoned]:
        """By the time they were set, those that are over too."""
        return sorted(self._reference.all(SECTION, Zoned).values(), key=lambda one: (one.entered_at, one.id))

    def put(self, one: Zoned) -> None:
        """Keep a zone, in place of the one of that id."""
        self._reference.put(SECTION, one.id, one)

    def in_rooms(self) -> tuple[Zone, ...]:
        """All of them as decisions look at them."""
        known = self.all()
        rooms = rooms_of(self._places.all()) if known else {}
        return tuple(one.zone(rooms) for one in known)
