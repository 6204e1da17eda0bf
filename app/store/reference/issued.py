"""The codes that were issued here and still hold, so that one can be revoked by what it was issued for."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from app.store.database import Database
from app.store.reference.sections import ISSUED_HERE, Reference


class Issued(msgspec.Struct, frozen=True):
    """number: of the person, the ticket or the point."""

    number: str
    expires_at: datetime


ISSUED = "issued-code"
"""The section of the codes that the centre knows of."""


class IssuedCodes:
    """The register of one database, by the codes' serials."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)

    def add(self, codes: Mapping[str, Issued], now: datetime) -> None:
        """Keep these, and forget what has expired."""
        known = self._reference.all(ISSUED_HERE, Issued)
        held = {token: one for token, one in known.items() if one.expires_at > now}
        if len(held) < len(known):
            self._reference.put_all(ISSUED_HERE, {**held, **codes}, replace=True)
        else:
            self._reference.put_all(ISSUED_HERE, dict(codes))

    def of(self, number: str, now: datetime) -> list[str]:
        """The serials of the codes for that number that still hold."""
        known = self._reference.all(ISSUED, Issued) | self._reference.all(ISSUED_HERE, Issued)
        return [token for token, one in known.items() if one.number == number and one.expires_at > now]
