"""The next page for a post: what was committed behind its cursor, and at the end the centre's seal."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from app.server.reference import horizon
from app.server.reference.changeset import Head
from app.server.reference.cursor import END, Cursor, read
from app.server.sql.port import Connection, Row
from app.store.reference.digest import SetDigest
from app.sync.down import protocol
from app.sync.down.protocol import ENOUGH, MOST_ROWS, Page, Seal, seal_words

Sign = Callable[[bytes], bytes]
_NEXT = """SELECT version, section, key, value FROM reference_item WHERE (version, section, key) > (?, ?, ?)
    AND (value IS NOT NULL OR version > ?) ORDER BY version, section, key LIMIT ?"""


def page(connection: Connection, present: Head, after: str) -> Page:
    """What stands behind `after`, as of the `present` state, and still without the seal where it is the last. Where
    `after` is no place of this centre's history, everything."""
    start = _known(connection, read(after))
    fresh = start is None
    start = start or Cursor(floor=present.version)
    rows = connection.rows(_NEXT, (start.version, start.section, start.key, start.floor, MOST_ROWS + 1))
    taken = _fitting(rows)
    if len(taken) < len(rows):
        version, section, key, _ = taken[-1]
        cursor = Cursor(version, section, key, start.floor, mark(connection, version))
    else:
        cursor = Cursor(present.version, END, END, 0, mark(connection, present.version))
    return Page(rows=_travelling(taken), cursor=str(cursor), fresh=fresh)


def last(one: Page) -> bool:
    """Whether a page is the last one, behind which the seal belongs."""
    cursor = read(one.cursor)
    return cursor is not None and cursor.section == END


def sealed(present: Head, token: str, nonce: bytes, now: datetime, sign: Sign) -> Seal:
    """The centre's word that a post which has taken everything up to `token` has the `present` state."""
    digest = SetDigest(present.total).digest()
    bare = Seal(token=token, counts=present.counts, digest=digest, at=now, nonce=nonce)
    return msgspec.structs.replace(bare, signature=sign(seal_words(bare)))


def _known(connection: Connection, cursor: Cursor | None) -> Cursor | None:
    """The cursor, if this centre's history leads on from it: a restored centre has another one, or none of that
    length, and what is gone for long is forgotten."""
    if cursor is None or mark(connection, cursor.version) != cursor.mark or horizon.behind(connection, cursor):
        return None
    return cursor


def mark(connection: Connection, version: int) -> str:
    """The mark of a version; of the empty beginning too, so that a centre made anew is another one."""
    if not version:
        row = connection.row("SELECT value FROM centre WHERE name = ?", ("epoch",))
        return bytes(row[0]).decode() if row else ""
    row = connection.row("SELECT mark FROM reference_change WHERE version = ?", (version,))
    return str(row[0]) if row else "?"


def _fitting(rows: list[Row]) -> list[Row]:
    """As many as make a page, at least one of what there is."""
    size = 0
    for count, row in enumerate(rows[:MOST_ROWS], 1):
        size += len(row[3] or "") + len(row[2])
        if size > ENOUGH:
            return rows[:count]
    return rows[:MOST_ROWS]


def _travelling(rows: list[Row]) -> list[protocol.Row]:
    return [
        protocol.Row(section, key, msgspec.Raw(b"null" if value is None else value.encode()))
        for _, section, key, value in rows
    ]
