"""Passages counted per campus day as they are written, so that no screen has to read through the history.

The table holds the records up to `tallied`; what came after is counted when somebody looks, and every so often brought
into the table: to write its page with each record would be a seventh of the work of an append.
"""

from collections import Counter
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple, TypeAlias

import msgspec

from app.clock import campus_hour
from app.store.cipher import Connection
from app.store.database import Database

KIND = "passage"
EVERY = 64
"""Places in the file after which what is not counted yet is brought into the table."""
Place: TypeAlias = tuple[str, int, str, str, str]
"""Where a passage is counted: campus day, hour, direction, verdict, judged."""
_ADD = """INSERT INTO tally (day, hour, direction, verdict, judged, count) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count"""
_NEW = f"""SELECT at, body FROM ledger NOT INDEXED WHERE n > coalesce((SELECT max(n) FROM tallied), 0)
    AND kind = '{KIND}' AND moved IS NULL AND body IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM corrected WHERE corrected.id = ledger.id)"""  # noqa: S608 - constants
_PLACE = "SELECT n, at, body FROM ledger WHERE id = ? AND moved IS NULL AND kind = ? AND body IS NOT NULL"


class Said(msgspec.Struct):
    """Of a body, what is counted or names another record: of any type, since nothing else was asked when it was
    written."""

    direction: Any = ""
    verdict: Any = ""
    judged: Any = ""
    corrects: Any = ""


said = msgspec.json.Decoder(Said).decode


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
        wanted = day.isoformat()
        counts = self._counts("SELECT day, hour, direction, verdict, judged, count FROM tally WHERE day = ?", wanted)
        return [Tally(*place[1:], count) for place, count in sorted(counts.items()) if place[0] == wanted and count]

    def admitted(self, direction: str, day: date) -> int:
        """How many went through in this direction on one campus day."""
        return sum(tally.passages for tally in self.day(day) if tally.direction == direction and tally.admitted)

    def inside(self) -> int:
        """How many more went in than out since the ledger began; below 0 where the first ones lived inside."""
        counts = self._counts(
            """SELECT '', 0, direction, verdict, judged, sum(count) FROM tally
            WHERE verdict = 'admit' OR judged = 'admit' GROUP BY direction, verdict, judged"""
        )
        tallies = (Tally(*place[1:], count) for place, count in counts.items())
        return sum(one.passages if one.direction == "in" else -one.passages for one in tallies if one.admitted)

    def _counts(self, sql: str, *values: str) -> Counter[Place]:
        with self._database.read() as connection:
            counts = uncounted(connection)
            for *place, count in connection.execute(sql, values):
                counts[tuple(place)] += count
        return counts


def count(connection: Connection, top: int, written: int) -> None:
    """Bring what is not counted yet into the table, where the last `written` records, up to the place `top`, have
    filled the measure; in their append's own transaction."""
    if top // EVERY != (top - written) // EVERY:
        settle(connection)


def settle(connection: Connection) -> None:
    """Bring everything into the table."""
    connection.executemany(_ADD, [(*place, number) for place, number in uncounted(connection).items()])
    counted(connection)


def counted(connection: Connection) -> None:
    """The table has every record there is."""
    connection.execute("DELETE FROM tallied")
    connection.execute("INSERT INTO tallied SELECT coalesce(max(n), 0) FROM ledger")


def uncounted(connection: Connection) -> Counter[Place]:
    """What of the ledger is not in the table yet."""
    found: Counter[Place] = Counter()
    for at, body in connection.execute(_NEW):
        with suppress(ValueError):  # verify says what is wrong with it
            found[place_of(at, body)] += 1
    return found


def take_back(connection: Connection, id_: str) -> None:
    """A record was corrected: it counts no more, if it is in the table already."""
    row = connection.execute(_PLACE, (id_, KIND)).fetchone()
    if row is not None and row[0] <= _tallied(connection):
        connection.execute(_ADD, (*place_of(row[1], row[2]), -1))


def forget(connection: Connection, id_: str) -> None:
    """A record is about to be forgotten: a passage that counts still does, but nobody can count it again."""
    row = connection.execute(_PLACE, (id_, KIND)).fetchone()
    if row is None or connection.execute("SELECT 1 FROM corrected WHERE id = ?", (id_,)).fetchone():
        return
    if row[0] > _tallied(connection):
        settle(connection)
    where = "day = ? AND hour = ? AND direction = ? AND verdict = ? AND judged = ?"
    sql = f"UPDATE tally SET forgotten = forgotten + 1 WHERE {where}"  # noqa: S608 - constants
    connection.execute(sql, place_of(row[1], row[2]))


def place_of(at: str, body: str | bytes) -> Place:
    """Where a passage is counted; ValueError where its time or its body is none."""
    what = said(body)
    return (*campus_hour(at[:13]), str(what.direction or ""), str(what.verdict or ""), str(what.judged or ""))


def _tallied(connection: Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(n), 0) FROM tallied").fetchone()[0])
