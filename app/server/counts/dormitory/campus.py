"""Who lives where, who is on leave and who is to be called, as the centre's reference has it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from app.dormitory.resident import Absence, Resident
from app.dormitory.roster import resident_of
from app.dormitory.rounds.calls import Call, Heads
from app.policy.evidence import Approval
from app.policy.person import RESIDENTS, Person
from app.policy.rule import Fever
from app.server.counts import inforce
from app.server.reference.published import Published
from app.store.reference import approvals, people, places
from app.store.reference.places import Place
from app.store.reference.rooms import rooms_of

_CALLED = ("room", "building")


class Campus(NamedTuple):
    """version: of the reference. residents: by number, those without a room too, who may have moved into one. leaves:
    of those who have one at some time. heads, phones: whom to call, see app.dormitory.rounds.calls. places: all of
    them; rooms: see app.store.reference.rooms."""

    version: int
    residents: Mapping[str, Resident]
    leaves: Mapping[str, tuple[Absence, ...]]
    heads: Heads
    phones: Mapping[str, str]
    places: tuple[Place, ...]
    rooms: Mapping[str, str]


NOBODY = Campus(-1, {}, {}, {}, {}, (), {})


def campus(published: Published, version: int) -> Campus:
    """As the version of the reference has it that is the present one."""
    roster = [one for _, one in published.all(people.SECTION, Person)]
    grid = tuple(one for _, one in published.all(places.SECTION, Place))
    found = [resident_of(one) for one in roster if one.kind in RESIDENTS]
    granted = published.all(approvals.SECTION, tuple[Approval, ...])
    leaves = {number: away for number, some in granted if (away := tuple(_leaves(number, some)))}
    heads = {
        one.path: [Call(duty, head.name, head.phone) for duty, head in one.heads.items() if duty in _CALLED]
        for one in grid if one.heads
    }  # fmt: skip
    known = {one.number: one for one in found}
    return Campus(version, known, leaves, heads, _phones(roster, found), grid, rooms_of(grid))


def thresholds(published: Published, now: datetime) -> Fever:
    """From when on a temperature is high, by the level that the centre has put into force for all posts."""
    level = inforce.level(published, now)
    return level.fever_from if level else Fever()


def _leaves(number: str, granted: Iterable[Approval]) -> Iterable[Absence]:
    return (Absence(number=number, since=one.valid_from, until=one.valid_to) for one in granted if one.kind == "leave")


def _phones(roster: Iterable[Person], residents: Iterable[Resident]) -> dict[str, str]:
    """Of the residents' counsellors, by name; of a name that two of the staff have, nobody's."""
    wanted = {one.counsellor for one in residents}
    staff = [one for one in roster if one.kind == "staff" and one.name in wanted]
    names = Counter(one.name for one in staff)
    return {one.name: one.phone for one in staff if names[one.name] == 1}
