"""Counts out: what the centre keeps per station, post, kind, sort and hour of a day of the campus."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.server.counts.what import read
from app.server.outside import cursor
from app.server.outside.cursor import After, Whole
from app.server.outside.endpoint import CSV, Call, Done, Endpoint, Sheet
from app.server.outside.sight import count_for
from app.server.sql.port import Row

_NEXT = """SELECT station, post, kind, what, hour, count FROM tally WHERE day = ? AND count <> 0
    AND (station, post, kind, what, hour) > (?, ?, ?, ?, ?) ORDER BY station, post, kind, what, hour LIMIT ?"""
_PAGE = 1_000


class CountOut(Struct, frozen=True, kw_only=True):
    """How many records of one sort one post of a station had in an hour. direction: in or out; outcome: a verdict, what
    became of a delivery, a result; judged: what the guard decided; empty where there is none, or it is not for these
    scopes. Several lines may look the same then: add them up."""

    station: str
    post: str
    kind: str
    direction: str
    outcome: str
    judged: str
    fever: bool
    hour: Annotated[int, Meta(ge=0, le=23)]
    number: int


class CountPage(Struct, frozen=True, kw_only=True):
    """next: the `after` to go on with while there is more."""

    day: date
    items: list[CountOut]
    next: str
    more: bool


class CountQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    day: Annotated[date, Meta(description="a day of the campus")]
    after: After = ""
    limit: Annotated[int, Meta(ge=1, le=_PAGE)] = _PAGE


class DayQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    day: Annotated[date, Meta(description="a day of the campus")]


class _Place(Struct, frozen=True, array_like=True):
    station: str = ""
    post: str = ""
    kind: str = ""
    what: str = ""
    hour: Whole = 0


def read_on(call: Call) -> Done:
    """A page of a day."""
    query: CountQuery = call.query
    place = cursor.read(query.after, _Place) if query.after else _Place()
    rows = _rows(call, query.day, place, query.limit + 1)
    last = _Place(*rows[: query.limit][-1][:5]) if rows else place
    items = list(_shown(call, rows[: query.limit]))
    tag = call.unless_known([tuple(row) for row in rows])
    page = CountPage(day=query.day, items=items, next=cursor.written(last), more=len(rows) > query.limit)
    return Done(page, tag=tag)


def table(call: Call) -> Sheet:
    """A day as a table."""
    return Sheet(f"counts-{call.query.day}.csv", _lines(call))


def _lines(call: Call) -> Iterator[list[str]]:
    yield list(CountOut.__struct_fields__)
    place = _Place()
    while rows := _rows(call, call.query.day, place, _PAGE):
        for one in _shown(call, rows):
            yield [str(getattr(one, name)) for name in CountOut.__struct_fields__]
        place = _Place(*rows[-1][:5])


def _rows(call: Call, day: date, place: _Place, limit: int) -> list[Row]:
    values: tuple[Any, ...] = (
        day.isoformat(), place.station, place.post, place.kind, place.what, place.hour, limit,
    )  # fmt: skip
    return call.engine.read(lambda connection: connection.rows(_NEXT, values))


def _shown(call: Call, rows: list[Row]) -> Iterator[CountOut]:
    for station, post, kind, what, hour, number in rows:
        seen = count_for(call.token.scopes, kind, read(what))
        if seen is not None:
            yield CountOut(
                station=station, post=post, kind=kind, direction=seen.direction, outcome=seen.outcome,
                judged=seen.judged, fever=seen.fever, hour=hour, number=number,
            )  # fmt: skip


ENDPOINTS = (
    Endpoint(method="GET", path="/counts", scope="counts.read", gives=CountPage, query=CountQuery, answer=read_on,
             fails=("cursor",), tagged=True, about="What was counted on a day of the campus, by hour."),
    Endpoint(method="GET", path="/counts.csv", scope="counts.read", gives=CSV, query=DayQuery, answer=table,
             about="The same as a table."),
)  # fmt: skip
