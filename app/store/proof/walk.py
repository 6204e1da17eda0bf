"""Every row of the ledger in its order, for the proof; where some cannot be read, as many of the others as can."""

from collections.abc import Iterator

from app.store.cipher import Error
from app.store.proof.links import Proof
from app.store.proof.look import Look
from app.store.proof.recount import Recount
from app.store.rows import COLUMNS, SELECT, Row

STEP = 500
"""Rows read at a time."""
MOST_LOST = 50
"""Rows that cannot be read before we stop to try."""
_FIRST = -(2**63)
_ROWS = f"{SELECT.replace(' FROM', ', moved FROM')} NOT INDEXED"
_ID, _KIND, _AT, _BODY = (COLUMNS.index(name) for name in ("id", "kind", "at", "body"))


def walk(look: Look, proof: Proof, derived: Recount) -> Iterator[tuple[int, int]]:
    """Feeds all rows, and tells after every step how many were read of how many. Error where it cannot go on."""
    total = look.connection.execute("SELECT coalesce(max(n), 0) FROM ledger").fetchone()[0]
    first, lost = _FIRST, 0
    while first <= total:
        try:
            rows = look.connection.execute(f"{_ROWS} WHERE n >= ? ORDER BY n LIMIT ?", (first, STEP)).fetchall()
        except Error as error:
            first = max(first, 1)
            lost += _one_by_one(look, range(first, min(first + STEP, total + 1)), proof, derived)
            if lost > MOST_LOST:
                raise error from None
            first += STEP
        else:
            for row in rows:
                _feed(row, proof, derived)
            first = rows[-1][0] + 1 if rows else total + 1
        yield proof.records, max(total, proof.records)


def _one_by_one(look: Look, places: range, proof: Proof, derived: Recount) -> int:
    """Reads rows by their places; how many cannot be read."""
    lost = 0
    look.again()
    for n in places:
        try:
            row = look.connection.execute(f"{_ROWS} WHERE n = ?", (n,)).fetchone()
        except Error as error:
            proof.lost(n, error)
            look.again()
            lost += 1
            if lost > MOST_LOST:
                break
        else:
            if row is not None:
                _feed(row, proof, derived)
    return lost


def _feed(row: Row, proof: Proof, derived: Recount) -> None:
    moved = row[-1]
    proof.row(row[:-1], moved)
    if moved is None:
        derived.take(row[_ID], row[_KIND], row[_AT], row[_BODY])
