"""Which approvals were used: the passages that arrive are looked through once, in the order of their places."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from app.server.reference.approvals import kept
from app.server.reference.approvals.flow import LEADS, NotYours
from app.server.reference.approvals.kept import Application, By
from app.server.sql.port import Connection, Engine

LATEST = timedelta(days=90)
"""How late a passage may arrive and still mark what it used."""
MOST = 5_000
"""Passages looked at in one go; the rest at the next look."""
_BEHIND = """SELECT head.station, head.incarnation, coalesce(looked_through.seq, 0), head.seq FROM head
    LEFT JOIN looked_through ON looked_through.station = head.station AND looked_through.incarnation = head.incarnation
    WHERE looked_through.seq IS NULL OR looked_through.seq < head.seq ORDER BY head.station, head.incarnation"""
_PASSAGES = """SELECT seq, id, at, operator, body FROM record WHERE station = ? AND incarnation = ? AND seq > ?
    AND seq <= ? AND kind = 'passage' AND body IS NOT NULL ORDER BY seq LIMIT ?"""
_SEEN = """INSERT INTO looked_through (station, incarnation, seq) VALUES (?, ?, ?)
    ON CONFLICT (station, incarnation) DO UPDATE SET seq = excluded.seq"""


class _Body(msgspec.Struct):
    person: str = ""
    direction: str = ""
    verdict: str = ""
    judged: str = ""


class Gone(NamedTuple):
    """Somebody who went through a gate."""

    number: str
    direction: str
    at: datetime
    operator: str
    record: str
    """Station and id, with a slash between."""


def look(engine: Engine, now: datetime) -> None:
    """Look through what has arrived since the last time; marks what was used."""
    if engine.read(lambda connection: connection.row(_BEHIND)):
        engine.write(lambda connection: _look(connection, now - LATEST))


def _look(connection: Connection, since: datetime) -> None:
    waiting: dict[str, list[Application]] = {}
    for one in kept.approved(connection, since):
        waiting.setdefault(one.number, []).append(one)
    left = MOST
    for station, incarnation, after, head in connection.rows(_BEHIND):
        rows = connection.rows(_PASSAGES, (station, incarnation, after, head, left)) if waiting else []
        _mark(connection, waiting, (_gone(station, row[1:]) for row in rows))
        seen = rows[-1][0] if len(rows) == left else head
        connection.execute(_SEEN, (station, incarnation, seen))
        left -= len(rows)
        if not left:
            return


def _mark(connection: Connection, waiting: dict[str, list[Application]], gone: Iterable[Gone | None]) -> None:
    for passage in gone:
        if passage is None:
            continue
        some = waiting.get(passage.number, [])
        fits = next((one for one in some if _uses(passage, one)), None)
        if fits:
            some.remove(fits)
            with suppress(NotYours):  # somebody has just withdrawn it
                kept.move(connection, fits, "used", By(passage.operator, "", passage.at, passage.record))


def _uses(passage: Gone, one: Application) -> bool:
    return passage.direction == LEADS[one.kind] and one.valid_from <= passage.at <= one.valid_to


def _gone(station: str, row: tuple[str, ...]) -> Gone | None:
    id_, at, operator, body = row
    try:
        said = msgspec.json.decode(body, type=_Body)
    except ValueError:  # a passage of a newer version, which says something else
        return None
    if "admit" not in (said.verdict, said.judged) or not said.person:
        return None
    return Gone(said.person, said.direction, datetime.fromisoformat(at), operator, f"{station}/{id_}")
