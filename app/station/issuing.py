"""Issuing campus codes where the signing key lives: at a stand-alone post, in its administrator's home."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.codes import campus_key, campus_sign
from app.codes.trust import Trust, key_id
from app.errors import UserError
from app.i18n import tr
from app.policy.person import Person
from app.station.documents import LocalDocuments
from app.store.database import Database
from app.store.keys import CampusKey, Keys
from app.store.trusted import Trusted

if TYPE_CHECKING:
    from app.codes.trustlist_entry import TrustFile

VALID = timedelta(days=30)
"""How long a code issued here holds: a bearer token, so not for long; its revocations are on the same PC."""
BACKDATED = timedelta(minutes=5)
_KEY = "signing-key"


class Issuing:
    """The post's own signing key, and what the post trusts."""

    def __init__(self, database: Database) -> None:
        self._keys, self._trusted = Keys(database), Trusted(database)
        self._documents = LocalDocuments(database)

    def trust(self) -> Trust:
        """The keys and revocations that codes are checked against."""
        keys = {one.id: one.public for one in self._keys.trusted().values()}
        own = Trust(keys, frozenset(), frozenset(self._keys.revocations()))
        return own.with_foreign(self._trusted.all())

    def trust_file(self, data: bytes, name: str) -> "tuple[int, TrustFile]":
        """Trust what is in a file of whatever kind; how many entries are new, and what the file gave and did not."""
        from app.codes.trustlist import read_trust_file

        found = read_trust_file(data, name)
        return self._trusted.add(found.entries), found

    def begin(self, now: datetime) -> None:
        """Make this post an issuer: a new random key, trusted here."""
        key = campus_key.make()
        public = campus_key.public_bytes(key)
        self._documents.put(_KEY, {"pem": campus_key.to_pem(key).decode()})
        self._keys.trust(CampusKey(id=key_id(public), public=public, label=tr("本站签发"), added_at=now))

    def issue(self, person: Person, now: datetime, valid: timedelta = VALID) -> str:
        """The payload of a new campus code for `person`, valid for that long from `now`."""
        return campus_sign.sign(
            person.number, person.name, self._key(), not_before=now - BACKDATED, not_after=now + valid,
            person_kind=person.kind, college=person.college,
        )  # fmt: skip

    def _key(self) -> Ed25519PrivateKey:
        kept = self._documents.get(_KEY)
        if kept is None:
            raise UserError(tr("本站没有签发密钥，校园码由指挥中心签发。"))
        return campus_key.from_pem(kept["pem"].encode())
