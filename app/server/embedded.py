"""The centre's storage on SQLite, encrypted, in the home: enough for one campus, and nothing to set up."""

import secrets
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.i18n import tr
from app.server import doorway, intake, listing, schema
from app.server.judge import Judged
from app.server.place import START, Head, follow
from app.settings import Home
from app.store.cipher import Connection
from app.store.database import BUSY, Database
from app.store.faults import cannot_open, told
from app.store.secret.key import key_for
from app.sync.protocol import Answer, Batch, EnrolReply, EnrolRequest, Position


class Embedded:
    """`Storage` in one file. Several processes may have it open."""

    def __init__(self, path: Path, key: bytes) -> None:
        try:
            path.touch(mode=0o600, exist_ok=True)
        except OSError as error:
            raise cannot_open(path) from error
        self._database = Database(path, key, BUSY)
        schema.apply(self._database)
        with self._database.write() as connection:
            self._epoch = _lasting(connection, "epoch", uuid.uuid4().hex.encode()).decode()
            self._key = Ed25519PrivateKey.from_private_bytes(_lasting(connection, "key", secrets.token_bytes(32)))
            self._name = _lasting(connection, "name", tr("指挥中心").encode()).decode()

    @classmethod
    def of(cls, home: Home) -> "Embedded":
        """The centre of a home, made where there is none."""
        home.make()
        return cls(home.centre, key_for(home))

    def close(self) -> None:
        """Close the file; what is committed stays."""
        self._database.close()

    def take(self, batch: Batch, records: Sequence[Judged], received_at: datetime) -> Answer:
        """See Storage. The write lock is held from before the head is read, so that replays come one by one."""
        with self._database.write() as connection:
            head = _head(connection, batch.station, batch.incarnation)
            held = intake.held(connection, batch, records[0].seq - 1, head.seq)
            chain = follow(batch, records, head, {seq: one.chain_hash for seq, one in held.items()})
            filing = intake.Filing(connection, batch, received_at)
            statuses = filing.file(records, chain, held)
            if records[-1].seq > head.seq:
                _advance(connection, batch, records[-1].seq)
            doorway.seen(connection, batch.station, received_at, filing.offset_ms)
        return Answer(
            batch=batch.id, head=batch.head, epoch=self._epoch, stored=len(records) - len(statuses), statuses=statuses,
            server_time=received_at,
        )  # fmt: skip

    def position(self, station: str, incarnation: str, now: datetime) -> Position:
        """See Storage."""
        with told(self._database.path):
            head = _head(self._database.connection, station, incarnation)
        return Position(epoch=self._epoch, incarnation=incarnation, seq=head.seq, hash=head.hash, server_time=now)

    def station_of(self, token: str) -> str | None:
        """See Storage."""
        with told(self._database.path):
            return doorway.station_of(self._database.connection, token)

    def make_code(self, now: datetime | None = None) -> str:
        """See Storage."""
        with self._database.write() as connection:
            return doorway.make_code(connection, self._key, now or datetime.now(UTC))

    def enrol(self, request: EnrolRequest, now: datetime) -> EnrolReply:
        """See Storage."""
        with self._database.write() as connection:
            return doorway.enrol(connection, self._key, self._name, request, now)

    def records(self, station: str = "") -> Iterator[dict[str, Any]]:
        """See Storage. Reads in pages, so that the server can write meanwhile."""
        return listing.records(self._database, station)


def _lasting(connection: Connection, name: str, new: bytes) -> bytes:
    """What this centre has under `name`, `new` from the first time on."""
    connection.execute("INSERT INTO centre (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", (name, new))
    found: bytes = connection.execute("SELECT value FROM centre WHERE name = ?", (name,)).fetchone()[0]
    return found


def _head(connection: Connection, station: str, incarnation: str) -> Head:
    row = connection.execute(
        "SELECT seq, chain_hash FROM head WHERE station = ? AND incarnation = ?", (station, incarnation)
    ).fetchone()
    return Head(*row) if row else START


def _advance(connection: Connection, batch: Batch, seq: int) -> None:
    connection.execute(
        "INSERT INTO head (station, incarnation, seq, chain_hash) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (station, incarnation) DO UPDATE SET seq = excluded.seq, chain_hash = excluded.chain_hash",
        (batch.station, batch.incarnation, seq, batch.head),
    )
