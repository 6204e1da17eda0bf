"""Who lived where from when to when: the list of people, and the changes of residence that were recorded beside it."""

import dataclasses
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.clock import campus
from app.dormitory.resident import Absence, Resident
from app.policy.room import RoomName, room_of
from app.records.residence import Act, Residence
from app.records.said import said
from app.store.fact import Entry

KIND = "residence"
_NEVER: datetime | None = None


RoomKey = tuple[str, str]
"""Building and room."""


@dataclass(frozen=True, slots=True)
class Change:
    """One that stands. at: when it was entered; since: from when it holds. rooms: all that any change of this person
    names, those that were withdrawn too; undone: those that somebody was only said to have moved to."""

    id: str
    at: datetime
    operator: str
    said: Residence
    rooms: frozenset[RoomKey] = frozenset()
    undone: frozenset[RoomKey] = frozenset()

    @property
    def act(self) -> Act:
        return self.said.act

    @property
    def since(self) -> datetime:
        return campus(self.said.since)


class Moved(NamedTuple):
    """residents: a stay for each room. differing: those whose room the list of people has otherwise than their moves:
    it still has the room before (the move counts), or a third one (the list counts, as the newer word)."""

    residents: list[Resident]
    differing: list[tuple[Resident, Change]]


def changes(entries: Iterable[Entry]) -> list[Change]:
    """Those that were not withdrawn, by the time from which they hold."""
    found: dict[str, Change] = {}
    withdrawn = set()
    for entry in entries:
        says = said(entry.fact.body, Residence) if entry.fact.kind == KIND else None
        if says is None:
            continue
        withdrawn.add(says.withdraws)
        if says.act != "withdrawn":
            found[entry.fact.id] = Change(entry.fact.id, entry.fact.at, entry.fact.operator, says)
    rooms, undone = _rooms(found, withdrawn)
    standing = (
        dataclasses.replace(one, rooms=frozenset(rooms[one.said.person]), undone=frozenset(undone[one.said.person]))
        for id_, one in found.items()
        if id_ not in withdrawn
    )
    return sorted(standing, key=lambda one: (one.since, one.id))


def _rooms(
    found: Mapping[str, Change], withdrawn: Container[str]
) -> tuple[dict[str, set[RoomKey]], dict[str, set[RoomKey]]]:
    """By person: the rooms that changes name, and those that withdrawn ones alone lead to."""
    named, left = defaultdict[str, set[RoomKey]](set), defaultdict[str, set[RoomKey]](set)
    standing = defaultdict[str, set[RoomKey]](set)
    for id_, one in found.items():
        was, to = _plain(room_of(one.said.was)), _plain(room_of(one.said.to))
        named[one.said.person] |= {room for room in (was, to) if room}
        (left if id_ in withdrawn else standing)[one.said.person] |= {to} if to else set()
    for person, rooms in standing.items():
        left[person] -= rooms
    return named, left


def moved(residents: Iterable[Resident], found: Sequence[Change]) -> Moved:
    """The stays of everybody. Whoever never moved has one, without beginning and end; whoever is on the list of people
    no more lives nowhere."""
    of_person: dict[str, list[Change]] = {}
    for one in found:
        if one.act in ("moved", "left"):
            of_person.setdefault(one.said.person, []).append(one)
    stays: list[Resident] = []
    differing = []
    for resident in residents:
        own = of_person.get(resident.number, [])
        stays += _stays(resident, own) if own else [resident] if resident.building else []
        if own and _differs(resident, own[-1]):
            differing.append((resident, own[-1]))
    return Moved(stays, differing)


def _stays(resident: Resident, own: Sequence[Change]) -> list[Resident]:
    found = []
    room, since = _first(resident, own), _NEVER
    for one in own:
        found.append(_at(resident, room, since, one.since))
        room = room_of(one.said.to) if one.act == "moved" else None
        since = one.since if room else None
    if room is not None:
        found.append(_at(resident, _room(resident) if _third(resident, own) else room, since, None))
    return [one for one in found if one.building and one.since != one.until]


def _first(resident: Resident, own: Sequence[Change]) -> RoomName | None:
    """Where somebody lived before the first move: as the list of people has it, unless it knows of a move already."""
    moved_to = {_plain(room_of(one.said.to)) for one in own}
    was = room_of(own[0].said.was)
    if was is None or _plain(was) in own[0].undone:
        return _room(resident)
    known = _plain(_room(resident)) in moved_to or not resident.building or _third(resident, own)
    return was if known else _room(resident)


def _third(resident: Resident, own: Sequence[Change]) -> bool:
    """Whether the list of people names a room that no change does."""
    return bool(resident.building) and _plain(_room(resident)) not in own[-1].rooms


def _differs(resident: Resident, last: Change) -> bool:
    return last.act == "moved" and _plain(_room(resident)) != _plain(room_of(last.said.to))


def _plain(room: RoomName | None) -> RoomKey | None:
    return room and (room.building, room.room)


def _room(resident: Resident) -> RoomName:
    return RoomName(resident.building, resident.room, resident.bed)


def _at(resident: Resident, room: RoomName | None, since: datetime | None, until: datetime | None) -> Resident:
    name = room or RoomName("", "")
    return dataclasses.replace(
        resident, building=name.building, room=name.room, bed=name.bed, place=f"{name.building}/{name.room}",
        since=since, until=until,
    )  # fmt: skip


def present(stays: Iterable[Resident], now: datetime) -> list[Resident]:
    """Where everybody lives at a moment."""
    return [one for one in stays if (one.since is None or one.since <= now) and (one.until is None or now < one.until)]


def absences(found: Iterable[Change], granted: Iterable[Absence] = ()) -> list[Absence]:
    """The leaves that were recorded and those that were granted, each until somebody was back."""
    own = list(found)
    back: dict[str, list[datetime]] = {}
    for one in own:
        if one.act == "back":
            back.setdefault(one.said.person, []).append(one.since)
    recorded = [
        Absence(number=one.said.person, since=one.since, until=one.said.until) for one in own if one.act == "leave"
    ]
    return [_cut(one, back.get(one.number, ())) for one in (*granted, *recorded)]


def _cut(one: Absence, back: Iterable[datetime]) -> Absence:
    first = min((at for at in back if one.since <= at and (one.until is None or at < one.until)), default=None)
    return dataclasses.replace(one, until=first) if first else one
