"""Every row of the ledger in its order, for the proof; where some cannot be read, as many of the others as can."""

from collections.abc import Iterator
from itertools import islice

from app.store.cipher import Error
from app.store.proof.links import Proof
from app.store.proof.look import Look
from app.store.rows import SELECT, Row

STEP = 500
"""Rows between two words of how far it is."""
MOST_LOST = 50
"""Rows that cannot be read before we stop to try."""
_FIRST = -(2**63)
_ROWS = f"{SELECT.replace(' FROM', ', moved FROM')} NOT INDEXED"


def walk(look: Look, proof: Proof) -> Iterator[tuple[int, int]]:
    """Feeds all rows, and tells after every step how many were read of how many. Error where it cannot go on."""
    total = look.connection.execute("SELECT coalesce(max(n), 0) FROM ledger").fetchone()[0]
    rows, lost, more = _from(look, _FIRST), 0, True
    while more:
        before = proof.records
        try:
            proof.take(islice(rows, STEP))
        except Error as error:
            places = range(max(proof.n + 1, 1), min(max(proof.n, 0) + STEP, total) + 1)
            lost += _one_by_one(look, places, proof)
            if not places or lost > MOST_LOST:
                raise error from None
            rows = _from(look, places.stop)
        else:
            more = proof.records == before + STEP
        if proof.records > before:
            yield proof.records, max(total, proof.records)
    look.texts(str)


def _from(look: Look, first: int) -> Iterator[Row]:
    return iter(look.texts(bytes).execute(f"{_ROWS} WHERE n >= ? ORDER BY n", (first,)))


def _one_by_one(look: Look, places: range, proof: Proof) -> int:
    """Reads rows by their places; how many cannot be read."""
    lost = 0
    look.again()
    for n in places:
        try:
            row = look.texts(bytes).execute(f"{_ROWS} WHERE n = ?", (n,)).fetchone()
        except Error as error:
            proof.lost(n, error)
            look.again()
            lost += 1
            if lost > MOST_LOST:
                break
        else:
            proof.take(iter([row] if row else []))
    return lost
