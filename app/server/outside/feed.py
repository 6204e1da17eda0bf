"""One order of everything that was filed, for those who read on from where they were.

Records come in transactions of many stations at once, and none of them waits for another. So they are numbered
afterwards: whoever reads first gives the next numbers to the runs that are committed by then, behind a lock that no
batch ever needs. What is committed later gets a later number: a reader that has come to a number has missed nothing.
"""

import secrets
from collections.abc import Iterator
from typing import NamedTuple

from app.server import sharing
from app.server.sql.port import Bulk, Connection, Engine, Row

_MOST = 1_000
"""Runs numbered in one transaction."""
_HEAD = "records"
_FEED = Bulk(
    "feed",
    {"n": "WHOLE", "mark": "TEXT", "station": "TEXT", "incarnation": "TEXT", "first": "WHOLE", "last": "WHOLE"},
)  # fmt: skip
_NEXT = "SELECT n, mark, station, incarnation, first, last FROM feed WHERE n >= ? ORDER BY n LIMIT ?"


class Run(NamedTuple):
    """Records of one incarnation without gaps. mark: random, so that the feed of a restored centre is another one."""

    n: int
    mark: str
    station: str
    incarnation: str
    first: int
    last: int


def number(engine: Engine) -> None:
    """Give numbers to what has arrived since. UserError where the database takes no writes."""
    while engine.read(lambda connection: connection.row("SELECT id FROM arrival LIMIT 1")):
        engine.write(_number)


def runs(connection: Connection, n: int, most: int) -> Iterator[Run]:
    """The runs from number `n` on."""
    return (Run(*row) for row in connection.rows(_NEXT, (n, most)))


def mark_of(connection: Connection, n: int) -> str | None:
    """The mark of a run; None where there is none."""
    row = connection.row("SELECT mark FROM feed WHERE n = ?", (n,))
    return str(row[0]) if row else None


def _number(connection: Connection) -> None:
    last = _locked(connection)
    rows = connection.rows(
        "SELECT id, station, incarnation, first, last FROM arrival ORDER BY id, station LIMIT ?", (_MOST,)
    )
    numbered: list[Row] = [(n, secrets.token_hex(6), *place) for n, (_, *place) in enumerate(rows, last + 1)]
    connection.insert(_FEED, numbered)
    sharing.mark(connection, [sharing.Run(n, *place) for n, (_, *place) in enumerate(rows, last + 1)])
    for id_, station, *_ in rows:
        connection.execute("DELETE FROM arrival WHERE station = ? AND id = ?", (station, id_))
    connection.execute("UPDATE feed_head SET n = ? WHERE name = ?", (last + len(rows), _HEAD))


def _locked(connection: Connection) -> int:
    """The last number given, which nobody else moves before this transaction ends."""
    connection.execute("INSERT INTO feed_head (name, n) VALUES (?, 0) ON CONFLICT (name) DO NOTHING", (_HEAD,))
    connection.execute("UPDATE feed_head SET n = n WHERE name = ?", (_HEAD,))
    row = connection.row("SELECT n FROM feed_head WHERE name = ?", (_HEAD,))
    assert row is not None
    return int(row[0])
