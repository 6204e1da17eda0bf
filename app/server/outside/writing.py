"""A write for another system, in one transaction: it still may, has not done it before, and it is kept as an act."""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from app.server.dashboard import acts
from app.server.outside import tokens
from app.server.outside.endpoint import Call, Done
from app.server.outside.problem import ProblemError
from app.server.sql.port import Connection
from app.store.chain import moment

KEPT = timedelta(days=7)
"""How long an Idempotency-Key is remembered with its answer."""
Work = Callable[[Connection], tuple[Done, str]]
"""What is done: the answer, and the detail of the act."""


def write(call: Call, action: str, about: str, work: Work) -> Done:
    """Do it once. ProblemError: `token` where it was revoked meanwhile, `key` where the key was another request's."""

    def inside(connection: Connection) -> Done:
        if not tokens.still_opens(connection, call.token.id, call.now):
            raise ProblemError("token")
        before = _before(connection, call) if call.key else None
        if before:
            return before
        done, detail = work(connection)
        acts.note(connection, call.now, call.who, action, about, detail=detail)
        if call.key:
            _keep(connection, call, done)
        return done

    return call.engine.write(inside)


def refused(call: Call, action: str, error: ProblemError) -> None:
    """Keep as an act that a write came to nothing, and why."""
    call.engine.write(
        lambda connection: acts.note(connection, call.now, call.who, action, detail=f"{error.status} {error.code}")
    )


def _before(connection: Connection, call: Call) -> Done | None:
    """The answer that this key has had already. Whoever asks twice at once waits here: the token's row is held."""
    row = connection.row(
        "SELECT asked, status, answer, at FROM outside_key WHERE token = ? AND key = ?", (call.token.id, call.key)
    )
    if row is None or row[3] < moment(call.now - KEPT):
        return None
    if bytes(row[0]) != call.asked:
        raise ProblemError("key")
    return Done(bytes(row[2]) or None, int(row[1]))


def _keep(connection: Connection, call: Call, done: Done) -> None:
    connection.execute("DELETE FROM outside_key WHERE at < ?", (moment(call.now - KEPT),))
    content = b"" if done.content is None else msgspec.json.encode(done.content)
    connection.execute(
        "INSERT INTO outside_key (token, key, asked, status, answer, at) VALUES (?, ?, ?, ?, ?, ?)",
        (call.token.id, call.key, call.asked, done.status, content, moment(call.now)),
    )
