"""Rows of a section that are only ever added: each behind all there were, whatever the clock says."""

from typing import Generic, TypeVar

import msgspec

from app.store.database import Database
from app.store.reference.sections import Reference

T = TypeVar("T", bound=msgspec.Struct)


class Numbered(Generic[T]):
    """The versions of something, in the order in which they came."""

    def __init__(self, database: Database, section: str, type_: type[T]) -> None:
        self._database, self._section, self._type = database, section, type_
        self._reference = Reference(database)

    def all(self) -> list[T]:
        """The first one first."""
        return list(self._reference.all(self._section, self._type).values())

    def add(self, one: T) -> None:
        """Behind all others; CentresOwn where the section is the centre's."""
        with self._database.write():
            known = self._reference.all(self._section, msgspec.Raw)
            last = max((int(key) for key in known if key.isdecimal()), default=0)
            self._reference.put(self._section, f"{last + 1:08d}", one)
