"""Forgets what is due: body, salt and operator go; kind, times, hashes and what a record counts as stay, so that its
chain still verifies and no count changes. In short transactions, each of which keeps in the audit what it did."""

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple

from app.caught import caught
from app.clock import campus
from app.server.dashboard import acts
from app.server.retention.due import BEGINNING, Guard, Old, Place, Round, old, rounds
from app.server.sql.port import Connection, Engine
from app.store.chain import content_hash

STEP = 200
"""Records looked at in one transaction."""
WHO = "Gatepost"
"""As the audit names the program itself."""
_FORGET = """UPDATE record SET body = NULL, salt = NULL, operator = '', content = ?
    WHERE station = ? AND incarnation = ? AND seq = ?"""
_COUNTED = "UPDATE act SET detail = ? WHERE id = ?"


class Step(NamedTuple):
    """kind: empty where it is not known which ones there are. forgotten: how many records were, in it. error: what
    went wrong, which ends the kind; what was done is done."""

    kind: str
    forgotten: int = 0
    error: Exception | None = None


def steps(engine: Engine, now: datetime, only: Collection[str] = ()) -> Iterator[Step]:
    """Does the work while it is gone through; whoever goes through it decides when the next step is. A kind that fails
    keeps no other from its turn. only: of these kinds, where some are named."""
    found: list[Round] = []
    if error := caught(lambda: found.extend(engine.read(partial(rounds, now=now)))):
        yield Step("", error=error)
    for round_ in found:
        if not only or round_.kind in only:
            yield from _Kind(engine, round_, now).steps()


class _Kind:
    """One kind in one run."""

    def __init__(self, engine: Engine, round_: Round, now: datetime) -> None:
        self._engine, self._round, self._now = engine, round_, now
        self._act, self._count = "", 0
        self._after: Place | None = BEGINNING

    def steps(self) -> Iterator[Step]:
        while self._after:
            before = self._count
            error = caught(self._go_on)
            yield Step(self._round.kind, self._count - before, error)
            if error:
                return

    def _go_on(self) -> None:
        assert self._after
        found = self._engine.read(partial(old, round_=self._round, after=self._after, most=STEP))
        if found:
            count, self._act = self._engine.write(partial(self._forget, found=found))
            self._count += count
        self._after = found[-1].place if found else None

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
