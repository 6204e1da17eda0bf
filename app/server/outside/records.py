"""Records out: page by page in the order in which they arrived, or of one kind and some days as a table."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, Struct

from app.clock import CAMPUS, EARLIEST, LATEST
from app.records.registry import kinds
from app.server.dashboard import acts
from app.server.outside import cursor, feed
from app.server.outside.cursor import After, Whole
from app.server.outside.endpoint import CSV, Call, Done, Endpoint, Sheet
from app.server.outside.problem import ProblemError
from app.server.outside.sight import PLAIN, body_for, open_kinds
from app.server.sql.port import Connection, Row
from app.store.chain import moment

MOST = 500
_LOOKED_AT = 5_000
"""Places of the feed that one page looks at: with `kind` it may come out short, and says that there is more."""
_RUNS = 200
_DAYS = 31
_COLUMNS = "id, kind, station, post, at, entered_at, received_at, body"
_IN_RUN = f"SELECT seq, {_COLUMNS} FROM record WHERE station = ? AND incarnation = ? AND seq BETWEEN ? AND ?"  # noqa: S608
_OF_DAYS = f"""SELECT incarnation, seq, {_COLUMNS} FROM record WHERE kind = ? AND at >= ? AND at < ?
    AND (at, station, incarnation, seq) > (?, ?, ?, ?) ORDER BY at, station, incarnation, seq LIMIT 500"""  # noqa: S608
_FRAME = ("id", "kind", "station", "post", "at", "entered_at", "received_at")
_KIND = Annotated[str, Meta(max_length=60, description="only of this kind")]


class RecordOut(Struct, frozen=True, kw_only=True):
    """A record. body: the fields that the token's scopes may see; null where its time is over and it was forgotten."""

    id: str
    kind: str
    station: str
    post: str
    at: datetime
    entered_at: datetime
    received_at: datetime
    body: dict[str, Any] | None


class RecordPage(Struct, frozen=True, kw_only=True):
    """next: the `after` to go on with, at once (more) or some other time. With `kind` a page may be empty and there
    still be more."""

    items: list[RecordOut]
    next: str
    more: bool


class RecordQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    after: After = ""
    limit: Annotated[int, Meta(ge=1, le=MOST)] = 200
    kind: _KIND = ""


class TableQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Annotated[str, Meta(min_length=1, max_length=60)]
    since: Annotated[date, Meta(description="first day of the campus")]
    days: Annotated[int, Meta(ge=1, le=_DAYS)] = 1


class _Place(Struct, frozen=True, array_like=True):
    """The last record that was looked at: run and seq. mark: of that run, which a restored centre does not have."""

    n: Whole = 0
    seq: Whole = 0
    mark: str = ""


class _Page(NamedTuple):
    rows: list[Row]
    place: _Place
    more: bool


def read_on(call: Call) -> Done:
    """A page."""
    query: RecordQuery = call.query
    wanted = [kind for kind in open_kinds() if query.kind in ("", kind)]
    feed.number(call.engine)
    found = call.engine.read(lambda connection: _page(connection, query, wanted))
    items = [_shown(call, row) for row in found.rows]
    return Done(RecordPage(items=items, next=cursor.written(found.place), more=found.more))


def table(call: Call) -> Sheet:
    """The records of one kind that happened on some days. That somebody took them is an act."""
    query: TableQuery = call.query
    if query.kind not in open_kinds():
        raise ProblemError("absent")
    about = f"{query.kind} {query.since} +{query.days}"
    call.engine.write(lambda connection: acts.note(connection, call.now, call.who, "api export", about))
    return Sheet(f"{query.kind}.csv", _rows(call, query))


def _page(connection: Connection, query: RecordQuery, wanted: list[str]) -> _Page:
    place = cursor.read(query.after, _Place) if query.after else _Place()
    if place.n and feed.mark_of(connection, place.n) != place.mark:
        raise ProblemError("cursor")
    rows: list[Row] = []
    left = _LOOKED_AT
    for run in feed.runs(connection, place.n, _RUNS):
        first = max(run.first, place.seq + 1) if run.n == place.n else run.first
        last = min(run.last, first + left - 1)
        found = _in_run(connection, run, first, last, wanted, query.limit - len(rows))
        rows += [row[1:] for row in found]
        full = len(rows) == query.limit
        place = _Place(run.n, found[-1][0] if full else last, run.mark)
        left -= last - first + 1
        if full or left <= 0:
            break
    return _Page(rows, place, _more(connection, place))


def _in_run(
    connection: Connection, run: feed.Run, first: int, last: int, wanted: list[str], most: int
) -> list[Row]:  # fmt: skip
    if first > last or not wanted:
        return []
    sql = f"{_IN_RUN} AND kind IN ({', '.join('?' * len(wanted))}) ORDER BY seq LIMIT ?"
    return connection.rows(sql, (run.station, run.incarnation, first, last, *wanted, most))


def _more(connection: Connection, place: _Place) -> bool:
    return any(run.n > place.n or run.last > place.seq for run in feed.runs(connection, place.n, 2))


def _rows(call: Call, query: TableQuery) -> Iterator[list[str]]:
    fields = [field.name for field in kinds()[query.kind].fields if not field.readers]
    if "health.read" not in call.token.scopes:
        fields = [name for name in fields if name in PLAIN.get(query.kind, frozenset()) | {"corrects"}]
    yield [*_FRAME, *fields]
    if not EARLIEST.date() < query.since < LATEST.date():
        return
    begin = datetime.combine(query.since, time(), CAMPUS)
    between = (query.kind, moment(begin), moment(begin + timedelta(days=query.days)))
    after: tuple[Any, ...] = ("", "", "", 0)
    while rows := call.engine.read(lambda connection: connection.rows(_OF_DAYS, (*between, *after))):  # noqa: B023
        for _, _, *row in rows:
            one = _shown(call, tuple(row))
            body = one.body or {}
            yield [*(str(part) for part in row[:-1]), *(_cell(body.get(name)) for name in fields)]
        incarnation, seq, _, _, station, _, at, *_ = rows[-1]
        after = (at, station, incarnation, seq)


def _shown(call: Call, row: Row) -> RecordOut:
    id_, kind, station, post, at, entered_at, received_at, body = row
    said = None if body is None else body_for(call.token.scopes, kind, msgspec.json.decode(body))
    return RecordOut(
        id=id_, kind=kind, station=station, post=post, at=datetime.fromisoformat(at),
        entered_at=datetime.fromisoformat(entered_at), received_at=datetime.fromisoformat(received_at), body=said,
    )  # fmt: skip


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


ENDPOINTS = (
    Endpoint(method="GET", path="/records", scope="records.read", gives=RecordPage, query=RecordQuery, answer=read_on,
             fails=("cursor",),
             about="Records in the order in which they arrived. Begin without `after`, go on with `next`."),
    Endpoint(method="GET", path="/records.csv", scope="records.read", gives=CSV, query=TableQuery, answer=table,
             fails=("absent",), about="The records of one kind that happened on some days, as a table."),
)  # fmt: skip
