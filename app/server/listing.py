"""What the centre holds, as `gatepost server records` prints it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from app.server.sql.port import Connection, Engine, Row

PAGE = 500

_COLUMNS = ("station", "incarnation", "seq", "id", "kind", "at", "entered_at", "operator", "post", "received_at")
_PAGE = (
    f"SELECT {', '.join(_COLUMNS)}, body, '' AS why, NULL AS raw FROM record"  # noqa: S608 - constants of this file
    " WHERE (station, incarnation, seq) > (?, ?, ?)"
    " UNION ALL SELECT station, incarnation, seq, NULL, NULL, NULL, NULL, NULL, NULL, received_at, NULL, why, raw"
    " FROM aside"
    " WHERE (station, incarnation, seq) > (?, ?, ?) AND raw IS NOT NULL"
    " ORDER BY station, incarnation, seq LIMIT ?"
)


def records(engine: Engine, station: str) -> Iterator[dict[str, Any]]:
    """One object a record, in pages: no transaction stays open between two of them.

    station: only that one's, where it is given. `id` is the station's own. What is in quarantine has `quarantined`:
    why, and whatever of it could be read.
    """
    after: tuple[str, str, int] = (station, "", 0)
    while True:
        page = engine.read(partial(_page, after))
        for row in page:
            if station and row[0] != station:
                return
            yield _plain(row)
        if len(page) < PAGE:
            return
        after = page[-1][:3]


def _page(after: tuple[str, str, int], connection: Connection) -> list[Row]:
    return connection.rows(_PAGE, (*after, *after, PAGE))


def _plain(row: tuple[Any, ...]) -> dict[str, Any]:
    *values, body, why, raw = row
    known = {name: value for name, value in zip(_COLUMNS, values, strict=True) if value is not None}
    if why:
        return {**_readable(raw), **known, "quarantined": why}
    if body is None:
        return {**known, "forgotten": True}
    return {**msgspec.json.decode(body), **known}


def _readable(raw: bytes) -> dict[str, Any]:
    """The id and kind of a record in quarantine, where they can be read."""
    try:
        fact = msgspec.json.decode(raw)["fact"]
        return {name: fact[name] for name in ("id", "kind") if isinstance(fact.get(name), str)}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
