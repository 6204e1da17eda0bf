"""A post hands its own reference over to a centre that has none: collected apart, and taken as one change-set."""

from collections.abc import Iterator
from datetime import datetime

from app.server.reference import restricting
from app.server.reference.changeset import Who, change, head, locked
from app.server.reference.readable import readable
from app.server.refusals import RefusedError
from app.server.sql.port import Bulk, Connection
from app.store.reference.digest import SetDigest
from app.store.reference.staging.rows import Change
from app.sync.down.protocol import MOST_ROWS, MOST_VALUE, Handed

_HANDED = Bulk("reference_handed", {"station": "TEXT", "section": "TEXT", "key": "TEXT", "value": "TEXT"})
_NEXT = """SELECT section, key, value FROM reference_handed WHERE station = ? AND (section, key) > (?, ?)
    ORDER BY section, key LIMIT ?"""


def take(connection: Connection, station: str, part: Handed, now: datetime) -> None:
    """File one part; with the last one it becomes this centre's reference.

    RefusedError: `owned` where the centre has one of its own, `hash` where it is not what the post counted together,
    `malformed` for rows that are a post's own affair, or that no post could read.
    """
    if head(connection).version:
        raise RefusedError("owned", "this centre has a reference of its own")
    if len(part.rows) > MOST_ROWS:
        raise RefusedError("malformed", f"more than {MOST_ROWS} rows")
    if any(len(bytes(row.value)) > MOST_VALUE for row in part.rows):
        raise RefusedError("large", f"a row of more than {MOST_VALUE} bytes")
    for row in part.rows:
        if not readable(row.section, row.key, bytes(row.value)):
            raise RefusedError("malformed", f"a row of {row.section[:40]!r} that no post could read")
    if part.first:
        _forget(connection, station)
    connection.insert(_HANDED, [(station, row.section, row.key, bytes(row.value).decode()) for row in part.rows])
    if part.digest is not None:
        _adopt(connection, station, part.digest, now)


def _adopt(connection: Connection, station: str, digest: bytes, now: datetime) -> None:
    if locked(connection).version:
        raise RefusedError("owned", "somebody else was faster")
    change(connection, Who(station, "hand-over", "", now), _all(connection, station))
    if SetDigest(head(connection).total).digest() != digest:
        raise RefusedError("hash", "not what the post counted together")
    change(connection, Who(station, "hand-over", "", now), restricting.narrowed(connection))
    _forget(connection, station)


def _all(connection: Connection, station: str) -> Iterator[Change]:
    after = ("", "")
    while rows := connection.rows(_NEXT, (station, *after, MOST_ROWS)):
        yield from (Change(section, key, value.encode()) for section, key, value in rows)
        after = rows[-1][:2]


def _forget(connection: Connection, station: str) -> None:
    connection.execute("DELETE FROM reference_handed WHERE station = ?", (station,))
