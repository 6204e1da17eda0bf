"""The history of a record: what stood in its place before it, and what took its place after it."""

from collections.abc import Collection, Iterator

import msgspec

from app.store.cipher import Connection
from app.store.database import Database

_REPLACED = "SELECT id FROM corrected WHERE id IN (SELECT value FROM json_each(?))"
_BEFORE = "SELECT json_extract(body, '$.corrects'), body IS NULL FROM ledger WHERE id = ? AND moved IS NULL"


def versions(database: Database, id_: str) -> list[str]:
    """The ids of all records that stood where this one stands, the first of them first; none where there is none of
    that id."""
    with database.read() as connection:
        found = [list(_back(connection, id_))[-1]]
        while row := connection.execute("SELECT by FROM corrected WHERE id = ?", (found[-1],)).fetchone():
            found.append(row[0])
    return found


def superseded(database: Database, ids: Collection[str]) -> frozenset[str]:
    """Those of `ids` whose place another record took."""
    rows = database.rows(_REPLACED, (msgspec.json.encode(list(ids)).decode(),))
    return frozenset(id_ for (id_,) in rows)


def _back(connection: Connection, id_: str) -> Iterator[str]:
    """The record, and what each one corrected, to the first. A correction names the record that somebody
    meant, which may not be the last one that stood there. What was forgotten names nothing: only the index knows."""
    seen: set[str] = set()
    while id_ and id_ not in seen:
        seen.add(id_)
        yield id_
        id_ = _before(connection, id_)


def _before(connection: Connection, id_: str) -> str:
    named, forgotten = connection.execute(_BEFORE, (id_,)).fetchone() or (None, False)
    if not forgotten:
        return str(named or "")
    row = connection.execute("SELECT id FROM corrected WHERE by = ?", (id_,)).fetchone()
    return str(row[0]) if row else ""
