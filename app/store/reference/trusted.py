"""What an administrator trusts for foreign certificates: certificates, authorities, keys, lists of revocations."""

from collections.abc import Iterable

from app.codes.trustlist_entry import TrustEntry
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "trust"


class Trusted:
    """The entries of one database."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)

    def add(self, entries: Iterable[TrustEntry]) -> int:
        """Keep these; how many are new. The same thing given twice is kept once."""
        given = {entry.key: entry for entry in entries}
        fresh = given.keys() - self._reference.all(SECTION, TrustEntry).keys()
        self._reference.put_all(SECTION, {key: given[key] for key in fresh})
        return len(fresh)

    def all(self) -> list[TrustEntry]:
        """Everything that is trusted."""
        return list(self._reference.all(SECTION, TrustEntry).values())
