"""The centre's storage: what the API, the pages and the command line ask of it, over either engine."""

import secrets
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.i18n import tr
from app.server import doorway, intake, listing, migrations, sharing, tokens
from app.server.judge import Pieces
from app.server.outside import feed
from app.server.outside.arrivals import arrived
from app.server.place import START, Head, Way
from app.server.reference import condition, handing, taken
from app.server.reference.shelf import Shelf
from app.server.refusals import RefusedError
from app.server.sql.port import Connection, Engine
from app.sync.down.others import Others
from app.sync.down.protocol import Handed
from app.sync.protocol import Answer, Batch, EnrolReply, EnrolRequest, Position, Status, TokenReply, TokenRequest

_RENEW = "UPDATE centre SET value = ? WHERE name = ?"
_STANDING = """SELECT (SELECT value FROM centre WHERE name = 'epoch'), head.seq, head.chain_hash FROM station
    LEFT JOIN head ON head.station = station.station AND head.incarnation = ? WHERE station.station = ?"""
_ADVANCE = """INSERT INTO head (station, incarnation, seq, chain_hash) VALUES (?, ?, ?, ?)
    ON CONFLICT (station, incarnation) DO UPDATE SET seq = excluded.seq, chain_hash = excluded.chain_hash"""


class Storage:
    """Every method is one transaction, may be called from any thread, and is durable when it returns.

    engine: for those who keep other things in the same database.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        migrations.apply(engine)
        self._key, self._name = engine.write(_identity)
        self._shelf = Shelf(self._key.sign)

    def awake(self) -> None:
        """UserError where the database does not answer."""
        self.engine.read(lambda connection: connection.row("SELECT name FROM centre WHERE name = ?", ("epoch",)))

    def renew_epoch(self) -> None:
        """Called when the centre begins to serve: its database may have been put back from a copy, and nothing in it
        says so. Stations that hear of another epoch ask how far the centre has them."""
        self.engine.write(lambda connection: connection.execute(_RENEW, (uuid.uuid4().hex.encode(), "epoch")))

    def close(self) -> None:
        """Give the database back; what is committed stays."""
        self.engine.close()

    def take(self, batch: Batch, received_at: datetime) -> Answer:
        """File a batch: judge its records, check its position, store, move the station's head, commit. RefusedError:
        nothing stored."""
        try:
            pieces = Pieces(batch.records, self.engine.piece)
            statuses, epoch = self.engine.write(lambda connection: _take(connection, batch, pieces, received_at))
        except RefusedError as error:
            error.echo(batch.id)
            raise
        return Answer(
            batch=batch.id, head=batch.head, epoch=epoch, stored=len(batch.records) - len(statuses), statuses=statuses,
            server_time=received_at,
        )  # fmt: skip

    def position(self, station: str, incarnation: str, now: datetime) -> Position:
        """How far one incarnation of a station has come."""
        head, epoch = self.engine.read(lambda connection: (_head(connection, station, incarnation), _epoch(connection)))
        return Position(epoch=epoch, incarnation=incarnation, seq=head.seq, hash=head.hash, server_time=now)

    def station_of(self, token: str, now: datetime) -> str:
        """The station a bearer token belongs to. RefusedError where it does not open: why, and a challenge to sign."""
        try:
            return self.engine.read(lambda connection: tokens.station_of(connection, token, now))
        except RefusedError as error:
            challenge = tokens.challenge(self._key, now)
            raise RefusedError("token", error.refusal.detail, challenge=challenge) from error

    def renew(self, request: TokenRequest, now: datetime) -> TokenReply:
        """Another token for a station that signed a challenge. RefusedError where it is none of ours any more."""
        return self.engine.write(lambda connection: tokens.renew(connection, self._key, request, now))

    def make_code(self, now: datetime | None = None, replaces: str = "") -> str:
        """A new one-time enrolment code. replaces: the name of the station whose broken PC it is to follow."""
        at = now or datetime.now(UTC)
        return self.engine.write(lambda connection: doorway.make_code(connection, self._key, at, replaces))

    def enrol(self, request: EnrolRequest, now: datetime) -> EnrolReply:
        """Take a station in. RefusedError says what is wrong with its code or proof."""
        return self.engine.write(lambda connection: doorway.enrol(connection, self._key, self._name, request, now))

    def reference(self, after: str, nonce: bytes, now: datetime) -> bytes:
        """The next page of what the centre publishes, in gzip; the last one carries its seal."""
        return self._shelf.page(self.engine, after, nonce, now)

    def asked(self, station: str, after: str, now: datetime, says: Mapping[str, str] | None = None) -> None:
        """A station asks for what comes behind `after`: it has what comes before. says: how it is."""
        taken.note(self.engine, station, after, now, condition.read(says or {}))

    def others(self, station: str, after: str) -> Others:
        """What other stations wrote and this one goes on from, behind a place."""
        feed.number(self.engine)
        return self.engine.read(lambda connection: sharing.page(connection, station, after))

    def hand_over(self, station: str, part: Handed, now: datetime) -> None:
        """A part of a post's own reference. RefusedError: the centre has one, or it is damaged."""
        self.engine.write(lambda connection: handing.take(connection, station, part, now))

    def records(self, station: str = "") -> Iterator[dict[str, Any]]:
        """Everything the centre holds, or has of one station: by station, incarnation and seq, each once.

        Read in pages, so that the server can write meanwhile.
        """
        return listing.records(self.engine, station)


def _identity(connection: Connection) -> tuple[Ed25519PrivateKey, str]:
    """Who this centre is, made up the first time: key and name; and the first epoch."""
    _lasting(connection, "epoch", uuid.uuid4().hex.encode())
    key = Ed25519PrivateKey.from_private_bytes(_lasting(connection, "key", secrets.token_bytes(32)))
    return key, _lasting(connection, "name", tr("指挥中心").encode()).decode()


def _epoch(connection: Connection) -> str:
    """As it stands in the database: several processes may serve one."""
    row = connection.row("SELECT value FROM centre WHERE name = ?", ("epoch",))
    return bytes(row[0]).decode() if row else ""


def _lasting(connection: Connection, name: str, new: bytes) -> bytes:
    """What this centre has under `name`, `new` from the first time on."""
    connection.execute("INSERT INTO centre (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", (name, new))
    row = connection.row("SELECT value FROM centre WHERE name = ?", (name,))
    assert row is not None
    return bytes(row[0])


def _take(connection: Connection, batch: Batch, pieces: Pieces, received_at: datetime) -> tuple[list[Status], str]:
    """Batches of one station come one by one: the row of the station is changed first, and so locked."""
    filing = intake.Filing(connection, batch, received_at)
    doorway.seen(connection, batch.station, received_at, filing.offset_ms)
    head, epoch = _standing(connection, batch)
    held = intake.held(connection, batch, pieces.first - 1, head.seq)
    way = Way(batch, pieces.first, head, {seq: one.chain_hash for seq, one in held.items()})
    for records in pieces:
        filing.file(records, way.along(records), held)
    last = way.arrived()
    filed = filing.end()
    arrived(connection, batch.station, batch.incarnation, filed.records, received_at)
    if last > head.seq:
        connection.put(_ADVANCE, (batch.station, batch.incarnation, last, batch.head))
    return filed.statuses, epoch


def _standing(connection: Connection, batch: Batch) -> tuple[Head, str]:
    """The head of a batch's incarnation and the centre's epoch, in one question. RefusedError: no such station."""
    row = connection.row(_STANDING, (batch.incarnation, batch.station))
    if row is None:
        raise RefusedError("token", "no such station")
    epoch, *head = row
    return Head(*head) if head[0] else START, bytes(epoch).decode()


def _head(connection: Connection, station: str, incarnation: str) -> Head:
    row = connection.row(
        "SELECT seq, chain_hash FROM head WHERE station = ? AND incarnation = ?", (station, incarnation)
    )
    return Head(*row) if row else START
