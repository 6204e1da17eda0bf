"""The campus's places matched with the list of people: who has no room, and which rooms are not known."""

from collections.abc import Iterator
from typing import NamedTuple

from app.dormitory.roster import Placed, housed, placed
from app.i18n import tr
from app.policy.person import Person
from app.station.local import LocalPost
from app.store.reference.places import Places
from app.store.reference.rooms import rooms_of


class Matched(NamedTuple):
    """homeless: those of the list of people whose place is no room; placed: the others, and what does not match."""

    homeless: list[Person]
    placed: Placed


def matched(post: LocalPost) -> Matched:
    """As both are now."""
    found = housed(post.people.all())
    return Matched(found.unmatched, placed(found.residents, rooms_of(Places(post.database).all())))


def notes(found: Matched) -> Iterator[str]:
    """A sentence for each thing that does not match, and one for all."""
    for room in found.placed.unknown:
        yield tr("名单上的 {room} 不在地点表中", room=room)
    for path in found.placed.empty:
        yield tr("{path} 没有住人", path=path)
    yield tr("名单上 {rooms} 间不在表中，{empty} 间没有住人，{people} 人没有写明房间。",
             rooms=len(found.placed.unknown), empty=len(found.placed.empty), people=len(found.homeless))  # fmt: skip
