"""Passages counted per campus day as they are written, so that no screen has to read through the history."""

from datetime import date
from typing import Any, NamedTuple

from app.clock import campus
from app.store.cipher import Connection
from app.store.database import Database
from app.store.fact import Fact

KIND = "passage"
_ADD = """INSERT INTO tally (day, hour, direction, verdict, judged, count) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count"""


class Tally(NamedTuple):
    """How many passages there were in one hour of a campus day. judged: what the guard decided beside `undecided`."""

    hour: int
    direction: str
    verdict: str
    judged: str
    passages: int

    @property
    def admitted(self) -> bool:
        """Whether these people went through."""
        return self.verdict == "admit" or self.judged == "admit"


class Tallies:
    """The counts, as the screens and reports ask for them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def day(self, day: date) -> list[Tally]:
        """The counts of one campus day, by hour."""
        sql = """SELECT hour, direction, verdict, judged, count FROM tally WHERE day = ? AND count != 0
            ORDER BY hour, direction, verdict, judged"""
        return [Tally(*row) for row in self._database.rows(sql, (day.isoformat(),))]

    def admitted(self, direction: str, day: date) -> int:
        """How many went through in this direction on one campus day."""
        return sum(tally.passages for tally in self.day(day) if tally.direction == direction and tally.admitted)

    def inside(self) -> int:
        """How many more went in than out since the ledger began; below 0 where the first ones lived inside."""
        sql = """SELECT coalesce(sum(CASE direction WHEN 'in' THEN count ELSE -count END), 0) FROM tally
            WHERE verdict = 'admit' OR judged = 'admit'"""
        return int(self._database.rows(sql)[0][0])


def count(connection: Connection, fact: Fact, corrected: Fact | None) -> None:
    """Count a fact in its append's own transaction; what it corrects is taken back."""
    if corrected is not None:
        _add(connection, corrected, -1)
    _add(connection, fact, +1)


def forget(connection: Connection, fact: Fact) -> None:
    """A passage that counts is about to be forgotten: it still counts, but nobody can count it again."""
    place = key(fact)
    if place is None or connection.execute("SELECT 1 FROM corrected WHERE id = ?", (fact.id,)).fetchone():
        return
    where = "day = ? AND hour = ? AND direction = ? AND verdict = ? AND judged = ?"
    connection.execute(f"UPDATE tally SET forgotten = forgotten + 1 WHERE {where}", place)  # noqa: S608 - constants


def key(fact: Fact) -> tuple[str, int, str, str, str] | None:
    """Where a fact is counted: campus day, hour, direction, verdict, judged; None where it is not."""
    if fact.kind != KIND or fact.body is None:
        return None
    moment = campus(fact.at)
    body: dict[str, Any] = fact.body
    direction, verdict, judged = body.get("direction"), body.get("verdict"), body.get("judged")
    return moment.date().isoformat(), moment.hour, str(direction or ""), str(verdict or ""), str(judged or "")


def _add(connection: Connection, fact: Fact, number: int) -> None:
    place = key(fact)
    if place is not None:
        connection.execute(_ADD, (*place, number))
