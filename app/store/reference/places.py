"""Places of the campus and who answers for them (网格): campus, building, area, floor, room; the five heads (五长)."""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, get_args

import msgspec

from app.i18n import mark
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "place"
BETWEEN = "/"
"""Between two codes of a path: main/5/A/3/316."""
Duty: TypeAlias = Literal["principal", "dean", "building", "class", "room"]
DUTIES: tuple[Duty, ...] = get_args(Duty)
DUTY_LABELS: dict[Duty, str] = {
    "principal": mark("校长"), "dean": mark("院长"), "building": mark("楼长"), "class": mark("班长"),
    "room": mark("寝室长"),
}  # fmt: skip
STEPS: tuple[str, ...] = (mark("校区"), mark("楼栋"), mark("片区"), mark("楼层"), mark("房间"))
"""What a place is called by how many codes its path has."""


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who answers for a place, and how they are reached."""

    name: str
    phone: str = ""


class Place(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One place. path: codes from the campus down to it. heads: those that this very place has."""

    path: str
    title: str
    heads: dict[Duty, Head] = {}

    @property
    def above(self) -> str:
        """The path of what it lies in; empty for a campus."""
        return self.path.rpartition(BETWEEN)[0]

    @property
    def depth(self) -> int:
        """How many codes its path has: an index into STEPS, from 1 on."""
        return self.path.count(BETWEEN) + 1


class Places:
    """The places kept in one database."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)

    def of(self, path: str) -> Place | None:
        """The place with that path of codes."""
        return self._reference.get(SECTION, path, Place)

    def heads(self, path: str) -> dict[Duty, Head]:
        """Who answers for a place: its own heads, and for the duties it has none for those of what it lies in."""
        found: dict[Duty, Head] = {}
        for one in around(path):
            place = self.of(one)
            found = {**(place.heads if place else {}), **found}
        return found

    def put(self, places: Iterable[Place]) -> None:
        """Add these, or bring them up to date."""
        self._reference.put_all(SECTION, {one.path: one for one in places})

    def all(self) -> list[Place]:
        """All of them, each behind what it lies in."""
        return sorted(self._reference.all(SECTION, Place).values(), key=lambda one: one.path.split(BETWEEN))


def around(path: str) -> Iterator[str]:
    """The place itself, then whatever it lies in, up to the campus."""
    while path:
        yield path
        path = path.rpartition(BETWEEN)[0]
