"""Which record took the place of which: a correction is a new record that names the old one in `corrects`."""

from app.store.cipher import Connection
from app.store.fact import Fact


def last(connection: Connection, id_: str) -> str:
    """The record that stands for `id_` now: itself, or the last one in its row of corrections."""
    while row := connection.execute("SELECT by FROM corrected WHERE id = ?", (id_,)).fetchone():
        id_ = row[0]
    return id_


def note(connection: Connection, fact: Fact) -> str | None:
    """Keep what `fact` corrects, and return the id of the record whose place it takes; None where it corrects none.

    Two corrections of one record follow each other: the later one takes the earlier one's place.
    """
    named = (fact.body or {}).get("corrects")
    if not named or not isinstance(named, str):
        return None
    replaced = last(connection, named)
    connection.execute("INSERT INTO corrected VALUES (?, ?)", (replaced, fact.id))
    return replaced
