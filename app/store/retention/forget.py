"""Forgetting: what a record says goes, that it was and what it was hashed to stays. Inside the transaction of its
caller, who has written the order for it."""

from collections.abc import Sequence

from app.store import tallies
from app.store.chain import content_hash
from app.store.cipher import Connection
from app.store.retention.orders import Sum
from app.store.rows import COLUMNS, Row

_N, _ID, _OPERATOR, _BODY, _SALT, _FACT_HASH = (
    COLUMNS.index(name) for name in ("n", "id", "operator", "body", "salt", "fact_hash")
)
_FORGET = "UPDATE ledger SET body = NULL, salt = NULL, operator = '', content = ?, forgotten = ? WHERE n = ?"
REPACKED = 2
"""SQLite joins half-empty pages of a table only where a row is deleted, not where one shrinks. So every second row is
put back as a new one, which frees nearly what all would (18.7 MB of passages become 10.5 instead of 10.3)."""
_ALL = ", ".join([*COLUMNS, "moved"])
_WHOLE = f"SELECT {_ALL} FROM ledger WHERE n = ?"  # noqa: S608 - constants
_AGAIN = f"INSERT INTO ledger ({_ALL}) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"  # noqa: S608 - constants
_COPY = "SELECT n FROM ledger INDEXED BY ledger_moved WHERE moved = ?"


def order_place(connection: Connection, id_: str) -> int:
    """The `n` of the record that is the order."""
    row = connection.execute("SELECT n FROM ledger WHERE id = ? AND moved IS NULL", (id_,)).fetchone()
    return int(row[0])


def total(rows: Sequence[Row]) -> Sum:
    """What the record of forgetting these rows has to say."""
    found = Sum()
    for row in rows:
        found.add(row[_FACT_HASH])
    return found


def forget(connection: Connection, row: Row, order: int) -> None:
    """Forget one present record, and its copies in the places it was moved from. order: the `n` of the record that
    says why."""
    tallies.forget(connection, row[_ID])
    content = content_hash(row[_SALT], row[_BODY].encode(), row[_OPERATOR])
    place: tuple[int] | None = (row[_N],)
    while place is not None:
        connection.execute(_FORGET, (content, order, place[0]))
        if place[0] % REPACKED == 0:
            _put_back(connection, place[0])
        place = connection.execute(_COPY, place).fetchone()


def _put_back(connection: Connection, n: int) -> None:
    kept = connection.execute(_WHOLE, (n,)).fetchone()
    connection.execute("DELETE FROM ledger WHERE n = ?", (n,))
    connection.execute(_AGAIN, kept)
