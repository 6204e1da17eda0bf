"""The campus's public keys, by which its codes are believed, and the codes that were revoked."""

from datetime import datetime

import msgspec

from app.store.database import Database
from app.store.reference.sections import REVOKED_HERE, Reference

KEYS = "campus-key"
REVOCATIONS = "revocation"
"""Those that the centre publishes."""


class CampusKey(msgspec.Struct, frozen=True, kw_only=True):
    """One trusted public key. public: its raw or encoded bytes, as the issuer's module understands them."""

    id: str
    public: bytes
    label: str = ""
    added_at: datetime | None = None


class Keys:
    """The trusted keys and the revocations of one database."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)

    def trust(self, key: CampusKey) -> None:
        """Trust a key, or replace the one of that id."""
        self._reference.put(KEYS, key.id, key)

    def distrust(self, id_: str) -> None:
        """Trust a key no longer."""
        self._reference.remove(KEYS, id_)

    def trusted(self) -> dict[str, CampusKey]:
        """All trusted keys by id."""
        return self._reference.all(KEYS, CampusKey)

    def revoke(self, token: str, why: str) -> None:
        """Revoke the code with this serial here, whatever a centre publishes: a code known to be lost must not be good
        again because the centre's list came in place of the post's."""
        self._reference.put(REVOKED_HERE, token, why)

    def revoked(self, token: str) -> bool:
        """Whether the code with this serial was revoked, whatever is said of why."""
        return any(self._reference.get(section, token, object) is not None for section in (REVOCATIONS, REVOKED_HERE))

    def revocations(self) -> dict[str, str]:
        """All revoked serials, and why."""
        return self._reference.all(REVOCATIONS, str, lambda _: "") | self._reference.all(REVOKED_HERE, str)
