"""Who this ledger is: the station's id, and the incarnation of its database file.

An incarnation begins when a database file is first opened at its place on a machine. A file that was restored or
cloned, or is older than its anchor says, gets a new one: two machines can then never write the same place in a chain.
"""

import uuid
from typing import NamedTuple

from app.store.anchor import Anchor
from app.store.cipher import Connection
from app.store.database import Database


class Incarnation(NamedTuple):
    """One incarnation: its number in this database, its id, and the `n` of the row before its first."""

    number: int
    id: str
    machine: str
    base: int


def station(database: Database) -> str:
    """The station's id: random, made when it is first asked for."""
    known = database.rows("SELECT value FROM state WHERE name = 'station'")
    if not known:
        with database.write() as connection:
            connection.execute("INSERT OR IGNORE INTO state VALUES ('station', ?)", (str(uuid.uuid4()),))
        known = database.rows("SELECT value FROM state WHERE name = 'station'")
    return str(known[0][0])


def incarnations(connection: Connection) -> list[Incarnation]:
    """All incarnations of this file, the present one last."""
    rows = connection.execute("SELECT number, id, machine, base FROM incarnation ORDER BY number")
    return [Incarnation(*row) for row in rows]


def present(connection: Connection) -> Incarnation:
    """The incarnation that records are appended to."""
    sql = "SELECT number, id, machine, base FROM incarnation ORDER BY number DESC LIMIT 1"
    row = connection.execute(sql).fetchone()
    return Incarnation(*row)


def settle(database: Database, machine: str, anchor: Anchor) -> None:
    """Begin a new incarnation unless the present one was begun here and is as long as the anchor says."""
    with database.read() as connection:
        settled = _belongs(connection, machine, anchor)
    if settled:
        return
    with database.write() as connection:
        if not _belongs(connection, machine, anchor):
            begin(connection, machine)


def begin(connection: Connection, machine: str) -> Incarnation:
    """Begin a new incarnation after the last record there is."""
    base = connection.execute("SELECT coalesce(max(n), 0) FROM ledger").fetchone()[0]
    connection.execute(
        "INSERT INTO incarnation (id, machine, base) VALUES (?, ?, ?)", (str(uuid.uuid4()), machine, base)
    )
    return present(connection)


def _belongs(connection: Connection, machine: str, anchor: Anchor) -> bool:
    known = incarnations(connection)
    if not known or known[-1].machine != machine:
        return False
    head = anchor.read().get(known[-1].id)
    if head is None:
        return True
    row = connection.execute("SELECT chain_hash FROM ledger WHERE n = ?", (known[-1].base + head.seq,)).fetchone()
    return row is not None and row[0] == head.chain_hash
