"""Counts what was filed, in the transaction that files it. A station's transactions come one by one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.clock import campus_hour
from app.server.counts.standing import Member, change
from app.server.sql.port import Bulk, Connection

_EVER = {"station": "TEXT", "post": "TEXT", "kind": "TEXT", "what": "TEXT"}
_HOUR = _EVER | {"day": "TEXT", "hour": "WHOLE"}
TALLY = Bulk("tally", _HOUR | {"count": "WHOLE"}, key=tuple(_HOUR), adding=("count",))
TOTAL = Bulk("total", _EVER | {"count": "WHOLE"}, key=tuple(_EVER), adding=("count",))
_CORRECTION = Bulk("correction", {"station": "TEXT", "id": "TEXT", "corrects": "TEXT"})
_AWAITED = Bulk("awaited", {"station": "TEXT", "id": "TEXT"})

Beginning = tuple[str, str, str, str]
"""Post, kind, what, and a moment as far as its hour."""


def keep(
    connection: Connection, station: str, new: Sequence[Beginning], ids: Sequence[str], corrections: Mapping[str, str]
) -> None:
    """Count records that have just been filed: where each counts, and its id. corrections: of those that correct one,
    its id → the id it names."""
    counted = Counter(new)
    connection.insert(_CORRECTION, [(station, one, other) for one, other in corrections.items()])
    awaited = {row[0] for row in connection.rows("SELECT id FROM awaited WHERE station = ?", (station,))}
    bound = corrections.keys() | awaited.intersection(ids)
    if bound:
        _rearrange(connection, station, bound, set(ids), counted)
    add(connection, station, counted)


def add(connection: Connection, station: str, counted: Mapping[Beginning, int]) -> None:
    """Add to the counts of a station."""
    hours: Counter[tuple[str, str, str, str, int]] = Counter()
    ever: Counter[tuple[str, str, str]] = Counter()
    for (post, kind, what, begin), number in counted.items():
        hours[(post, kind, what, *campus_hour(begin))] += number
        ever[post, kind, what] += number
    connection.insert(TALLY, [(station, *place, number) for place, number in hours.items() if number])
    connection.insert(TOTAL, [(station, *place, number) for place, number in ever.items() if number])


def _rearrange(
    connection: Connection, station: str, bound: Iterable[str], new: set[str], counted: Counter[Beginning]
) -> None:
    """Of records that correct each other only the last one counts."""
    named = _network(connection, station, bound)
    members = named.keys() | set(named.values()) | set(bound)
    there = filed(connection, station, members)
    connection.insert(_AWAITED, [(station, one) for one in members - there.keys()])
    for one in sorted(there.keys() & new):
        connection.execute("DELETE FROM awaited WHERE station = ? AND id = ?", (station, one))
        counted[beginning(there[one])] -= 1
    standing, stood = change(named, there, new)
    counted.update(map(beginning, standing))
    counted.subtract(map(beginning, stood))


def _network(connection: Connection, station: str, ids: Iterable[str]) -> dict[str, str]:
    """Every correction (its id → the id it names) that hangs together with one of `ids`."""
    named: dict[str, str] = {}
    seen = set(ids)
    left = list(seen)
    while left:
        one = left.pop()
        found = connection.rows(
            "SELECT id, corrects FROM correction WHERE station = ? AND (id = ? OR corrects = ?)", (station, one, one)
        )
        named.update(found)
        fresh = {name for pair in found for name in pair} - seen
        seen |= fresh
        left += fresh
    return named


def filed(connection: Connection, station: str, ids: Iterable[str]) -> dict[str, Member]:
    """Those of `ids` that are filed."""
    sql = "SELECT entered_at, id, at, post, kind, what FROM record WHERE station = ? AND id = ?"
    rows = (connection.row(sql, (station, one)) for one in ids)
    return {row[1]: Member(*row) for row in rows if row}


def beginning(one: Member) -> Beginning:
    """Where a record is counted."""
    return one.post, one.kind, one.what, one.at[:13]
