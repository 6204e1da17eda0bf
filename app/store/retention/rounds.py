"""Retention (个人信息保护法, PIPL, art. 19 and 47): what a record says is forgotten when its time is over and the
centre has it, in steps so short that nobody at a lane waits for them.

The time counts from the later of the fact and its entry. What a hold covers, what was not acknowledged, and what lies
in quarantine waits.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from app.clock import campus
from app.records.forgetting import Forgetting
from app.records.registry import kind as kind_of
from app.store.chain import moment
from app.store.cipher import Connection
from app.store.database import Database
from app.store.fact import Draft, Entry
from app.store.retention.forget import forget, order_place
from app.store.retention.guarding import Guard
from app.store.retention.orders import KIND, Sum
from app.store.retention.periods import Periods
from app.store.retention.room import give_back
from app.store.rows import COLUMNS, Row, entry_of

STEP = 0.003
"""Seconds of work in one transaction, beside its commit."""
BATCH = 40
_N, _ID, _AT, _ENTERED, _FACT_HASH = (COLUMNS.index(name) for name in ("n", "id", "at", "entered_at", "fact_hash"))
_KEPT = "FROM ledger INDEXED BY ledger_at WHERE moved IS NULL AND forgotten IS NULL AND kind = ?"
_OLD = f"SELECT {', '.join(COLUMNS)} {_KEPT} AND at < ? AND (at, n) > (?, ?) ORDER BY at, n LIMIT ?"
Append = Callable[[Draft], Entry]


class Line(NamedTuple):
    """How one kind stands. days: kept for, None for ever; due: to be forgotten at the next run; held, waiting: whose
    time is over too, but which a hold covers, or which the centre does not have yet."""

    kind: str
    days: int | None
    records: int
    oldest: datetime | None
    due: int = 0
    held: int = 0
    waiting: int = 0


class _Round(NamedTuple):
    """One kind in one run: what is older than `before` goes."""

    kind: str
    before: str
    now: datetime


class Retention:
    """The retention of one database.

    append: writes a record, as whoever acts; centre: whether there is one that has to acknowledge first.
    """

    def __init__(self, database: Database, append: Append, post: str, operator: str = "", *, centre: bool) -> None:
        self._database, self._append = database, append
        self._post, self._operator = post, operator
        self._centre = centre

    def lines(self, now: datetime) -> list[Line]:
        """Every kind that there are records of, or a period for."""
        with self._database.read() as connection:
            return [self._line(connection, kind, days, now) for kind, days in Periods(self._database).all().items()]

    def steps(self, now: datetime) -> Iterator[tuple[str, int]]:
        """Does the work while it is gone through: after every step the kind, and how many were forgotten in it.

        Whoever goes through it decides when the next step is. A StoreFault ends it; what was done is done.
        """
        for kind, days in Periods(self._database).all().items():
            if days is not None:
                before = moment(campus(now) - timedelta(days=days))
                yield from self._forget_kind(_Round(kind, before, now))
        yield from self.tidy()

    def tidy(self) -> Iterator[tuple[str, int]]:
        """Give the disk back what was forgotten; the last part of `steps`."""
        for _ in give_back(self._database):
            yield "", 0

    def _forget_kind(self, round_: _Round) -> Iterator[tuple[str, int]]:
        order, place, done = "", 0, Sum()
        last: tuple[str, int] | None = ("", 0)
        while last is not None:
            until = time.perf_counter() + STEP
            with self._database.write() as connection:
                rows, last = self._due(connection, round_, last)
                if rows and not order:
                    order = self._note(round_, act="ordered")
                    place = order_place(connection, order)
                before = done.count
                for row in rows:
                    forget(connection, row, place)
                    done.add(row[_FACT_HASH])
                    if time.perf_counter() > until and row is not rows[-1]:
                        last = row[_AT], row[_N]
                        break
            yield round_.kind, done.count - before
        if order:
            self._note(round_, act="done", order=order, count=done.count, digest=done.digest)

    def _due(
        self, connection: Connection, round_: _Round, after: tuple[str, int]
    ) -> tuple[list[Row], tuple[str, int] | None]:
        """Of the next old records those that may go, and where to go on; None at the end."""
        rows = connection.execute(_OLD, (round_.kind, round_.before, *after, BATCH)).fetchall()
        guard = Guard(self._database, connection, round_.now, centre=self._centre)
        due = [
            row for row in rows
            if row[_ENTERED] < round_.before and not guard.waiting(row[_N], row[_ID])
            and not guard.hold(entry_of(row, "", "").fact)
        ]  # fmt: skip
        return due, (rows[-1][_AT], rows[-1][_N]) if len(rows) == BATCH else None

    def _note(self, round_: _Round, **said: Any) -> str:
        """Writes a record of what is done; its id."""
        before = datetime.fromisoformat(round_.before)
        made = Forgetting(basis="retention", of=round_.kind, before=before, **said)
        return self._append(draft_of(made, self._operator, self._post)).fact.id

    def _line(self, connection: Connection, kind: str, days: int | None, now: datetime) -> Line:
        records, oldest = connection.execute(f"SELECT count(*), min(at) {_KEPT}", (kind,)).fetchone()
        line = Line(kind, days, records, datetime.fromisoformat(oldest) if oldest else None)
        if days is None:
            return line
        guard = Guard(self._database, connection, now, centre=self._centre)
        before, found = moment(campus(now) - timedelta(days=days)), Counter[str]()
        for row in connection.execute(_OLD, (kind, before, "", 0, -1)):
            if row[_ENTERED] >= before:
                continue
            held = guard.hold(entry_of(row, "", "").fact)
            found["held" if held else "waiting" if guard.waiting(row[_N], row[_ID]) else "due"] += 1
        return line._replace(due=found["due"], held=found["held"], waiting=found["waiting"])


def draft_of(made: Forgetting, operator: str, post: str) -> Draft:
    """The record of forgetting, as it is to be written."""
    kind = kind_of(KIND)
    return Draft(kind=kind.name, body=kind.body(made), operator=operator, post=post, schema=kind.version)
