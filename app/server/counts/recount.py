"""Counts a station's records anew: to prove the counts that were kept, or to mend them."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from app.clock import campus_hour
from app.server.counts.keeping import Beginning, add, beginning, filed
from app.server.counts.standing import Member, change
from app.server.reading import Said, read
from app.server.sql.port import Connection, Engine, Row

_PAGE = 1000
_RECORDS = (
    "SELECT incarnation, seq, entered_at, id, at, post, kind, what, schema, body FROM record"
    " WHERE station = ? AND (incarnation, seq) > (?, ?) ORDER BY incarnation, seq LIMIT ?"
)


class Wrong(NamedTuple):
    """One count that is not what the records say. Day and hour of the campus."""

    post: str
    kind: str
    what: str
    day: str
    hour: int
    kept: int
    right: int


class _Recount(NamedTuple):
    """counted: what there should be. mistaken: records by id whose `what` is not what their body says any more, since
    the program has learnt their kind meanwhile."""

    counted: Counter[Beginning]
    mistaken: dict[str, str]


def check(engine: Engine, station: str) -> list[Wrong]:
    """Where a station's counts differ from its records; empty where they are right."""
    return engine.read(lambda connection: _wrong(connection, station, _recount(connection, station).counted))


def mend(engine: Engine, station: str) -> list[Wrong]:
    """Count a station's records anew, as this version of the program reads them: what was wrong."""
    return engine.write(lambda connection: _mend(connection, station))


def _mend(connection: Connection, station: str) -> list[Wrong]:
    # Nothing of the station is filed meanwhile: its row is locked.
    connection.execute("UPDATE station SET name = name WHERE station = ?", (station,))
    anew = _recount(connection, station)
    wrong = _wrong(connection, station, anew.counted)
    for id_, said in anew.mistaken.items():
        connection.execute("UPDATE record SET what = ? WHERE station = ? AND id = ?", (said, station, id_))
    for table in ("tally", "total"):
        connection.execute(f"DELETE FROM {table} WHERE station = ?", (station,))  # noqa: S608 - names of ours
    add(connection, station, anew.counted)
    return wrong


def _recount(connection: Connection, station: str) -> _Recount:
    named: dict[str, str] = dict(_pairs(connection, station))
    counted: Counter[Beginning] = Counter()
    mistaken: dict[str, str] = {}
    for member, said in _records(connection, station):
        if said.corrects:
            named[member.id] = said.corrects
        if said.what != member.what:
            mistaken[member.id] = said.what
        counted[beginning(member._replace(what=said.what))] += 1
    bound = filed(connection, station, named.keys() | set(named.values()))
    bound = {id_: one._replace(what=mistaken.get(id_, one.what)) for id_, one in bound.items()}
    counted.subtract(map(beginning, bound.values()))
    standing, _ = change(named, bound, bound.keys())
    counted.update(map(beginning, standing))
    return _Recount(counted, mistaken)


def _pairs(connection: Connection, station: str) -> list[Row]:
    """The corrections that are known: what a forgotten record corrected stands here alone."""
    return connection.rows("SELECT id, corrects FROM correction WHERE station = ?", (station,))


def _records(connection: Connection, station: str) -> Iterator[tuple[Member, Said]]:
    after = ("", 0)
    while page := connection.rows(_RECORDS, (station, *after, _PAGE)):
        for _incarnation, _seq, *member, schema, body in page:
            one = Member(*member)
            yield one, Said(one.what) if body is None else _said(one.kind, schema, body)
        after = page[-1][:2]


def _said(kind: str, schema: int, body: str) -> Said:
    """What a body says; nothing where its kind was unknown when it came, and is known now, and is not like that."""
    try:
        return read(kind, schema, body.encode())
    except (ValueError, RecursionError):
        return Said()


def _wrong(connection: Connection, station: str, counted: Counter[Beginning]) -> list[Wrong]:
    """Both tables are held against the records; a wrong total shows as an hour that is none (empty day)."""
    right: Counter[Row] = Counter()
    for (post, kind, what, begin), number in counted.items():
        right[post, kind, what, *campus_hour(begin)] += number
        right[post, kind, what, "", 0] += number
    kept: Counter[Row] = Counter()
    for sql in (
        "SELECT post, kind, what, day, hour, count FROM tally WHERE station = ?",
        "SELECT post, kind, what, '', 0, count FROM total WHERE station = ?",
    ):
        kept.update({row[:5]: row[5] for row in connection.rows(sql, (station,))})
    places = sorted(kept.keys() | right.keys())
    return [Wrong._make((*place, kept[place], right[place])) for place in places if kept[place] != right[place]]
