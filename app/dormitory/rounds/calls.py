"""Whom to call about somebody who is missing, in the order of responsibility, and what has to be reported at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.dormitory.facts import Facts, Urgent
from app.dormitory.resident import Resident
from app.dormitory.rounds.state import Line, State


class Call(NamedTuple):
    """whose: "self", "room", "counsellor" or "building"."""

    whose: str
    name: str
    phone: str = ""


Heads = Mapping[str, Sequence[Call]]
"""Place, or building and room with a slash between → who answers for it, the nearest first."""


def calls(resident: Resident, heads: Heads | None = None, phones: Mapping[str, str] | None = None) -> list[Call]:
    """The resident first, then the room's head, the counsellor, and whoever answers for what is around the room.
    phones: of counsellors, by name."""
    found = [Call("self", resident.name, resident.phone)]
    around = [call for place in _around(resident) for call in (heads or {}).get(place, ())]
    found += [call for call in around if call.whose == "room" and call.name != resident.name]
    if resident.counsellor:
        found.append(Call("counsellor", resident.counsellor, (phones or {}).get(resident.counsellor, "")))
    return found + [call for call in around if call.whose != "room"]


def _around(resident: Resident) -> Iterable[str]:
    place = resident.place or "/".join(filter(None, (resident.building, resident.room)))
    while place:
        yield place
        place = place.rpartition("/")[0]


def owed(state: State, facts: Facts) -> list[Line]:
    """The lines that have to be reported at once and have not been: no report names their newest ground."""
    return [one for one in state.lines if one.urgent and not _told(one, facts.urgent)]


def grounds(line: Line) -> tuple[str, ...]:
    """The records that a report at once goes by."""
    ill = [one.id for one in line.measurements if one.ill] + [one.id for one in line.spoken if one.says == "ill"]
    return tuple(dict.fromkeys([*line.fever.high, *ill] if line.fever.state == "again" else ill or line.fever.high))


def _told(line: Line, reports: Iterable[Urgent]) -> bool:
    told = {ground for one in reports if one.number == line.resident.number for ground in one.grounds}
    return set(grounds(line)) <= told
