"""Who lives where and when, who is away, and which zones hold: what the rounds and the reports are computed from.

Small types of their own: the campus's places, the roster and the approvals are turned into them by app.station.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.policy.room import floor_of
from app.policy.zone import ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """One person's stay in one room. Somebody who moves has one for each room.

    number: of the roster (学工号). building, room: as people say them ("5", "316"). place: codes from the campus down
    to the room, with slashes between, where the campus's places are known. since, until: when the stay began and ended
    (the end left out); None for one that has always been, or goes on.
    """

    number: str
    name: str
    building: str = ""
    room: str = ""
    bed: str = ""
    place: str = ""
    college: str = ""
    class_name: str = ""
    counsellor: str = ""
    phone: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def touches(self, start: datetime, end: datetime) -> bool:
        """Whether any of the stay lies in the time from `start` to `end`, both included."""
        return (self.since is None or self.since <= end) and (self.until is None or self.until > start)

    def lies_in(self, place: str) -> bool:
        """Whether the room is that place or in it: the path of a place, or a building, a floor or a room ("5", "5/3",
        "5/316")."""
        said = (self.building, f"{self.building}/{self.floor}", f"{self.building}/{self.room}")
        return bool(place) and (self.place == place or self.place.startswith(f"{place}/") or place in said)

    @property
    def floor(self) -> str:
        """By the room's number."""
        return floor_of(self.room)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody is known to be elsewhere: on leave, observed in another building, in a hospital. The end is left out."""

    number: str
    since: datetime
    until: datetime | None = None
    why: Literal["leave", "observation", "elsewhere"] = "leave"

    def covers(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A place that was closed or watched, from when to when (the end left out)."""

    place: str
    kind: ZoneKind
    since: datetime
    until: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


def living(residents: Iterable[Resident], start: datetime, end: datetime) -> dict[str, Resident]:
    """Everybody who lived here at any moment from `start` to `end`, by number, each in the room they came into last.

    One entry a person, however often they moved meanwhile: nobody is in two rooms' lists, and nobody in none.
    """
    found: dict[str, Resident] = {}
    for one in residents:
        if one.touches(start, end):
            before = found.get(one.number)
            if before is None or _later(one, before):
                found[one.number] = one
    return found


def _later(one: Resident, other: Resident) -> bool:
    """A stay whose beginning nobody knows is the earlier one; of two that began together the one that goes on."""
    if one.since != other.since:
        return other.since is None or (one.since is not None and one.since > other.since)
    return other.until is not None and (one.until is None or one.until > other.until)
