"""Signed checkpoints: how far the ledger had come at a time, in one line that can be printed and kept elsewhere.

    GPC1 base32(version 1 byte ‖ station 16 ‖ incarnation 16 ‖ seq 8 ‖ Unix seconds 8 ‖ chain hash 32 ‖ signature 64)

Numbers are big-endian; the signature is Ed25519 over PREFIX and what stands before it. The station's key is in its
encrypted database and goes with it into backups. Base32 (RFC 4648) has no digit that a hand mistakes for a letter, and
is the dense mode of a QR code. One checkpoint a day is added to a file beside the database by itself.
"""

import base64
import struct
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.clock import campus, campus_day
from app.errors import UserError
from app.i18n import tr
from app.store import identity
from app.store.cipher import Connection
from app.store.database import Database
from app.store.ledger import Ledger

PREFIX = b"gatepost checkpoint 1\n"
MARK = "GPC1"
_PARTS = struct.Struct(">B16s16sQQ32s")
_SIZE = _PARTS.size + 64
_KEY = "checkpoint-key"


class Checkpoint(NamedTuple):
    """One checkpoint; `at` in whole seconds."""

    station: str
    incarnation: str
    seq: int
    at: datetime
    chain_hash: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """The line, in groups of eight letters."""
        letters = base64.b32encode(self._content() + self.signature).decode().rstrip("=")
        return " ".join([MARK, *(letters[start : start + 8] for start in range(0, len(letters), 8))])

    @property
    def day(self) -> str:
        """When it was made, as it is shown."""
        return f"{campus(self.at):%Y-%m-%d %H:%M}"

    def signed_by(self, public: bytes | None) -> bool:
        """Whether the station with this public key made it."""
        if public is None:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(self.signature, PREFIX + self._content())
        except InvalidSignature:
            return False
        return True

    def _content(self) -> bytes:
        station, incarnation = uuid.UUID(self.station).bytes, uuid.UUID(self.incarnation).bytes
        return _PARTS.pack(1, station, incarnation, self.seq, int(self.at.timestamp()), self.chain_hash)


def parse(text: str) -> Checkpoint:
    """A checkpoint as somebody copied it: blanks, hyphens and the letters' case do not count. UserError for any other
    text."""
    letters = "".join(text.replace("-", "").split()).upper()
    try:
        if not letters.startswith(MARK):
            raise ValueError
        letters = letters.removeprefix(MARK)
        raw = base64.b32decode(letters + "=" * (-len(letters) % 8))
        version, station, incarnation, seq, seconds, chain_hash = _PARTS.unpack(raw[: _PARTS.size])
        if version != 1 or len(raw) != _SIZE:
            raise ValueError
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError, struct.error):
        raise UserError(tr("这不是检查点。检查点以 GPC1 开头，请完整抄录，或用打印的二维码。")) from None
    return Checkpoint(
        str(uuid.UUID(bytes=station)), str(uuid.UUID(bytes=incarnation)), seq, at, chain_hash, raw[_PARTS.size :]
    )


def make(database: Database, ledger: Ledger, now: datetime) -> Checkpoint:
    """A checkpoint of the ledger as it is now."""
    key = _key(database)
    head = ledger.head()
    at = now.astimezone(UTC).replace(microsecond=0)
    bare = Checkpoint(ledger.station, head.incarnation, head.seq, at, head.chain_hash, b"")
    return bare._replace(signature=key.sign(PREFIX + bare._content()))


def make_daily(database: Database, ledger: Ledger, now: datetime) -> Checkpoint | None:
    """Add today's to the file beside the database; None where it is there already. What cannot be written is left for
    the next time."""
    done = kept(database.path)
    if done and campus_day(done[-1].at) == campus_day(now):
        return None
    made = make(database, ledger, now)
    with suppress(OSError), _file(database.path).open("ab") as file:
        file.write(f"\n{made.text}\n".encode())
    return made


def kept(database: Path) -> list[Checkpoint]:
    """What stands in the file beside the database, the oldest first; a torn line is passed over."""
    found = []
    try:
        lines = _file(database).read_bytes().splitlines()
    except OSError:
        return []
    for line in lines:
        with suppress(UserError):
            found.append(parse(line.decode("ascii", "replace")))
    return found


def public_key(connection: Connection) -> bytes | None:
    """The key by which this station's checkpoints are known; None where it never made one."""
    row = connection.execute("SELECT value FROM state WHERE name = ?", (_KEY,)).fetchone()
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(row[0])).public_key().public_bytes_raw()
    except (TypeError, ValueError):
        return None


def _key(database: Database) -> Ed25519PrivateKey:
    seed = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(identity.lasting(database, _KEY, seed)))


def _file(database: Path) -> Path:
    return database.with_suffix(".checkpoints")
