"""What the other posts of the centre go on from: a delivery on its way to the store, a fever at another gate.

Such records are marked when their run is numbered in the feed, and handed out in its order: a post that has come to a
place has missed nothing that was committed before.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta

from app.records.registry import kinds
from app.server.sql.port import Connection, Row
from app.sync.down.others import Other, Others
from app.sync.down.protocol import ENOUGH

MOST = 500
"""Records of one page."""
_MARKED = """INSERT INTO shared (n, station, incarnation, seq, kind, day)
    SELECT ?, station, incarnation, seq, kind, substr(received_at, 1, 10) FROM record
    WHERE station = ? AND incarnation = ? AND seq BETWEEN ? AND ? AND kind IN ({kinds})
    ON CONFLICT (station, incarnation, seq) DO NOTHING"""
_BEHIND = """SELECT shared.n, shared.seq, feed.mark, record.station, record.id, record.kind, record.schema, record.at,
        record.entered_at, record.operator, record.post, record.body
    FROM shared JOIN feed ON feed.n = shared.n
        JOIN record ON record.station = shared.station AND record.incarnation = shared.incarnation
            AND record.seq = shared.seq
    WHERE (shared.n, shared.seq) > (?, ?) AND shared.station <> ? AND record.body IS NOT NULL
    ORDER BY shared.n, shared.seq LIMIT ?"""
_LAST = "SELECT n, mark FROM feed ORDER BY n DESC LIMIT 1"
_DAY = "SELECT max(day) FROM shared WHERE n >= ?"
_BEFORE = "SELECT max(day) FROM shared WHERE day < ?"
_END = 2**53 - 1


class Run(NamedTuple):
    """A numbered run of the feed."""

    n: int
    station: str
    incarnation: str
    first: int
    last: int


class _Place(msgspec.Struct, frozen=True, array_like=True):
    """The last record that was handed out, or the end of the run `n`. mark: of that run, which the feed of a restored
    centre does not have."""

    n: Annotated[int, Meta(ge=0, lt=2**53)]
    seq: Annotated[int, Meta(ge=0, lt=2**53)]
    mark: str


def days() -> dict[str, int]:
    """Kinds that are shared, and for how many days."""
    return {one.name: one.shared for one in kinds().values() if one.shared is not None}


def mark(connection: Connection, runs: Sequence[Run]) -> None:
    """Mark what is shared of runs that were just numbered, and let go of what has been for long enough."""
    lasting = days()
    sql = _MARKED.format(kinds=", ".join("?" * len(lasting)))
    for run in runs:
        connection.put(sql, (*run, *lasting))
    if day := _settled(connection, runs):
        for kind, kept in lasting.items():
            connection.put("DELETE FROM shared WHERE kind = ? AND day < ?", (kind, _ago(day, kept)))


def _settled(connection: Connection, runs: Sequence[Run]) -> str:
    """The last day before that of these runs: a clock that jumped ahead lets go of nothing until the next day agrees,
    and of nothing any more once it is right again."""
    (new,) = connection.row(_DAY, (min((run.n for run in runs), default=0),)) or (None,)
    (before,) = connection.row(_BEFORE, (new,)) or (None,) if new else (None,)
    return before or ""


def _ago(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def page(connection: Connection, station: str, after: str) -> Others:
    """What others than this station wrote behind a place, the oldest first. A place that is none of this feed's leads
    to the beginning."""
    place = _place(connection, after)
    rows = connection.rows(_BEHIND, (place.n, place.seq, station, MOST + 1))
    some = list(_enough(rows[:MOST]))
    if more := len(rows) > len(some):
        last = _Place(*some[-1][:3])
    else:
        row = connection.row(_LAST)
        last = _Place(row[0], _END, row[1]) if row else _NOTHING
    return Others(records=[_other(row[3:]) for row in some], next=_written(last), more=more)


def _enough(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows until a page is full, one at least."""
    size = 0
    for row in rows:
        size += len(row[-1])
        if size > ENOUGH and size > len(row[-1]):
            return
        yield row


def _place(connection: Connection, after: str) -> _Place:
    try:
        place = msgspec.json.decode(bytes.fromhex(after), type=_Place)
    except ValueError:  # msgspec's own errors are such too
        return _NOTHING
    row = connection.row("SELECT mark FROM feed WHERE n = ?", (place.n,))
    return place if row and row[0] == place.mark else _NOTHING


def _written(place: _Place) -> str:
    return msgspec.json.encode(place).hex()


def _other(row: Sequence[Any]) -> Other:
    station, id_, kind, schema, at, entered_at, operator, post, body = row
    return Other(
        station=station, id=id_, kind=kind, schema=int(schema), at=datetime.fromisoformat(at),
        entered_at=datetime.fromisoformat(entered_at), operator=operator, post=post, body=msgspec.Raw(body.encode()),
    )  # fmt: skip


_NOTHING = _Place(0, 0, "")
