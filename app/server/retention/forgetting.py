"""Forgets what is due: body, salt and operator go; kind, times, hashes and what a record counts as stay, so that its
chain still verifies and no count changes. In short transactions, each of which keeps in the audit what it did."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from app.clock import campus
from app.server.dashboard import acts
from app.server.retention.due import BEGINNING, Guard, Old, Round, old, rounds
from app.server.sql.port import Connection, Engine
from app.store.chain import content_hash

STEP = 200
"""Records looked at in one transaction."""
WHO = "Gatepost"
"""As the audit names the program itself."""
_FORGET = """UPDATE record SET body = NULL, salt = NULL, operator = '', content = ?
    WHERE station = ? AND incarnation = ? AND seq = ?"""
_COUNTED = "UPDATE act SET detail = ? WHERE id = ?"


def steps(engine: Engine, now: datetime) -> Iterator[int]:
    """Does the work while it is gone through: after every step, how many records were forgotten in it.

    Whoever goes through it decides when the next step is. A UserError ends it; what was done is done.
    """
    for round_ in engine.read(lambda connection: rounds(connection, now)):
        yield from _Kind(engine, round_, now).steps()


class _Kind:
    """One kind in one run."""

    def __init__(self, engine: Engine, round_: Round, now: datetime) -> None:
        self._engine, self._round, self._now = engine, round_, now
        self._act, self._count = "", 0

    def steps(self) -> Iterator[int]:
        after = BEGINNING
        while found := self._engine.read(partial(old, round_=self._round, after=after, most=STEP)):
            count, self._act = self._engine.write(partial(self._forget, found=found))
            self._count += count
            yield count
            after = found[-1].place

    def _forget(self, connection: Connection, found: list[Old]) -> tuple[int, str]:
        """How many of them were forgotten, and the act that says so."""
        guard = Guard(connection, self._now)
        due = [one for one in found if not guard.spares(one, self._round.before)]
        for one in sorted(due):
            content = content_hash(one.salt, one.body.encode(), one.operator)
            connection.put(_FORGET, (content, one.station, one.incarnation, one.seq))
        return len(due), self._noted(connection, len(due)) if due else self._act

    def _noted(self, connection: Connection, more: int) -> str:
        """One act for a kind in a run, whose count grows with what is done."""
        detail = f"{self._count + more} < {campus(self._round.before):%Y-%m-%d %H:%M}"
        if not self._act:
            return acts.note(connection, self._now, WHO, "forgotten", self._round.kind, detail=detail)
        connection.put(_COUNTED, (detail, self._act))
        return self._act
