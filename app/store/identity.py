"""Who this ledger is: the station's id, and the incarnation of its database file.

An incarnation begins when a database file is first opened at its place on a machine. A file that was restored or
cloned, or is older than its anchor says, gets a new one: two machines can then never write the same place in a chain.
"""

import uuid
from typing import Literal, NamedTuple

from app.store.anchor import Anchor
from app.store.chain import GENESIS
from app.store.cipher import Connection
from app.store.database import Database
from app.store.heads import Head


class Incarnation(NamedTuple):
    """One incarnation.

    number: in this database; base: the `n` of the row before its first; kept: how many of its records are still in
    their first place, None for all; anchored: whether the anchor has a line of it.
    """

    number: int
    id: str
    machine: str
    base: int
    kept: int | None
    anchored: bool


_COLUMNS = "number, id, machine, base, kept, anchored"


def station(database: Database) -> str:
    """The station's id: random, made when it is first asked for."""
    return lasting(database, "station", str(uuid.uuid4()))


def lasting(database: Database, name: str, new: str) -> str:
    """What this database has under `name`: `new` from the first time on."""
    known = database.rows("SELECT value FROM state WHERE name = ?", (name,))
    if not known:
        with database.write() as connection:
            connection.execute("INSERT OR IGNORE INTO state VALUES (?, ?)", (name, new))
        known = database.rows("SELECT value FROM state WHERE name = ?", (name,))
    return str(known[0][0])


def incarnations(connection: Connection) -> list[Incarnation]:
    """All incarnations of this file, the present one last."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM incarnation ORDER BY number")  # noqa: S608 - constants
    return [Incarnation(*row) for row in rows]


def present(connection: Connection) -> Incarnation:
    """The incarnation that records are appended to."""
    sql = f"SELECT {_COLUMNS} FROM incarnation ORDER BY number DESC LIMIT 1"  # noqa: S608 - constants
    row = connection.execute(sql).fetchone()
    return Incarnation(*row)


def moved(connection: Connection) -> bool:
    """Whether any incarnation was given up, and its records moved."""
    return connection.execute("SELECT 1 FROM incarnation WHERE kept IS NOT NULL").fetchone() is not None


def settle(database: Database, machine: str, anchor: Anchor) -> None:
    """Begin a new incarnation unless the present one was begun here, and is as long as the anchor says."""
    with database.read() as connection:
        if _standing(connection, machine, anchor) == "sound":
            return
    with database.write() as connection:
        standing = _standing(connection, machine, anchor)
        if standing == "unanchored":
            _anchor(connection, anchor)
        elif standing == "parted":
            begin(connection, machine, anchor)


def begin(connection: Connection, machine: str, anchor: Anchor) -> Incarnation:
    """Begin a new incarnation after the last record there is.

    The anchor knows it first: of the two, an anchor that names an incarnation without records can do no harm.
    """
    id_ = str(uuid.uuid4())
    anchored = anchor.begin(Head(id_, 0, GENESIS))
    base = connection.execute("SELECT coalesce(max(n), 0) FROM ledger").fetchone()[0]
    sql = "INSERT INTO incarnation (id, machine, base, anchored) VALUES (?, ?, ?, ?)"
    connection.execute(sql, (id_, machine, base, anchored))
    return present(connection)


def heads(connection: Connection) -> list[Head]:
    """How far every incarnation has come."""
    sql = """SELECT i.id, coalesce(l.seq, 0), coalesce(l.chain_hash, ?) FROM incarnation i LEFT JOIN ledger l ON l.n =
        (SELECT max(n) FROM ledger WHERE n > i.base AND n <= (SELECT coalesce(min(base), 1 << 62) FROM incarnation later
            WHERE later.number > i.number)) ORDER BY i.number"""
    return [Head(*row) for row in connection.execute(sql, (GENESIS,))]


def _standing(connection: Connection, machine: str, anchor: Anchor) -> Literal["sound", "unanchored", "parted"]:
    """How the present incarnation stands to this place and its anchor. unanchored: all that is missing is the line
    that could not be written when it began. parted: this may be a copy, or older than what was once here."""
    known = incarnations(connection)
    if not known or known[-1].machine != machine:
        return "parted"
    own, beside, remembered = known[-1], anchor.read(), anchor.remembered()
    for head in (beside.get(own.id), remembered.get(own.id)):
        if head is not None and not _reaches(connection, own, head):
            return "parted"
    if not own.anchored:
        return "unanchored"
    return "sound" if own.id in beside else "parted"


def _reaches(connection: Connection, own: Incarnation, head: Head) -> bool:
    if head.seq == 0:
        return True
    row = connection.execute("SELECT chain_hash FROM ledger WHERE n = ?", (own.base + head.seq,)).fetchone()
    return row is not None and row[0] == head.chain_hash


def _anchor(connection: Connection, anchor: Anchor) -> None:
    head = heads(connection)[-1]
    if anchor.begin(head):
        connection.execute("UPDATE incarnation SET anchored = 1 WHERE id = ?", (head.incarnation,))
