"""Which buildings, floors and rooms somebody's account opens on the dormitory's map, by the account's name."""

from collections.abc import Sequence

from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "charge"


class Charges:
    """Those of one database."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)

    def of(self, account: str) -> tuple[str, ...]:
        """The places ("5", "5/3", "5/316", or the path of a place) that were named for an account."""
        return self._reference.get(SECTION, account, tuple[str, ...]) or ()

    def put(self, account: str, places: Sequence[str]) -> None:
        """Name these; with none nothing is named any more."""
        if places:
            self._reference.put(SECTION, account, list(places))
        else:
            self._reference.remove(SECTION, account)
