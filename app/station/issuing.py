"""Issuing campus codes where the signing key lives: at a stand-alone post, in its administrator's home."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.codes import campus_key
from app.codes.campus_sign import sign, sign_point, sign_ticket, token_of
from app.codes.campus_things import ControlPoint, GoodsTicket
from app.codes.trust import Trust, key_id
from app.errors import UserError
from app.i18n import tr
from app.policy.person import Person
from app.station.documents import LocalDocuments
from app.store.database import Database
from app.store.reference.issued import Issued, IssuedCodes
from app.store.reference.keys import CampusKey, Keys
from app.store.reference.trusted import Trusted

if TYPE_CHECKING:
    from app.codes.trustlist_entry import TrustFile

VALID = timedelta(days=30)
"""How long a person's code issued here holds: a bearer token, so not for long; its revocations are on the same PC."""
TICKET_VALID = timedelta(days=7)
POINT_VALID = timedelta(days=3650)
"""A sign on a wall: what its code says is no secret, and it can be revoked."""
BACKDATED = timedelta(minutes=5)
_KEY = "signing-key"


class Issuing:
    """The post's own signing key, and what the post trusts."""

    def __init__(self, database: Database) -> None:
        self._keys, self._trusted, self._issued = Keys(database), Trusted(database), IssuedCodes(database)
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

    def can_sign(self) -> bool:
        """Whether the signing key is here."""
        return self._documents.get(_KEY) is not None

    def signer(self, now: datetime) -> "Signer":
        """Signs codes with the post's own key; UserError where it has none."""
        kept = self._documents.get(_KEY)
        if kept is None:
            raise UserError(tr("本站没有签发密钥，校园码由指挥中心签发。"))
        return Signer(campus_key.from_pem(kept["pem"].encode()), now)

    def register(self, signer: "Signer") -> None:
        """Keep what `signer` has signed, so that it can be revoked."""
        self._issued.add(signer.signed, signer.now)

    def issued(self, number: str, now: datetime) -> list[str]:
        """The serials of the codes issued here for that number that still hold."""
        return [token for token in self._issued.of(number, now) if not self._keys.revoked(token)]

    def revoke(self, token: str, why: str) -> None:
        """The code with that serial does not hold any more."""
        self._keys.revoke(token, why)


class Signer:
    """Signs codes, valid from now on, and remembers their serials."""

    def __init__(self, key: Ed25519PrivateKey, now: datetime) -> None:
        self._key, self.now = key, now
        self.signed: dict[str, Issued] = {}

    def person(self, person: Person, valid: timedelta) -> str:
        """The payload of a new code for `person`."""
        payload = sign(
            person.number, person.name, self._key, not_before=self.now - BACKDATED, not_after=self.now + valid,
            person_kind=person.kind, college=person.college,
        )  # fmt: skip
        return self._kept(payload, person.number, self.now + valid)

    def ticket(self, ticket: GoodsTicket, start: datetime, end: datetime) -> str:
        """The same for a delivery that may come from `start` to `end`."""
        payload = sign_ticket(ticket, self._key, not_before=start - BACKDATED, not_after=end)
        return self._kept(payload, ticket.number, end)

    def point(self, point: ControlPoint, valid: timedelta) -> str:
        """The same for a control point."""
        end = self.now + valid
        payload = sign_point(point, self._key, not_before=self.now - BACKDATED, not_after=end)
        return self._kept(payload, point.number, end)

    def _kept(self, payload: str, number: str, until: datetime) -> str:
        self.signed[token_of(payload)] = Issued(number, until)
        return payload
