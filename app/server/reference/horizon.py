"""How long the centre remembers what is gone from its reference: a post that was away for longer begins with nothing,
and has the same state in the end. Without it every person who ever left would stay as a row for ever."""

from datetime import UTC, datetime, timedelta

from app.server.reference.cursor import END, Cursor
from app.server.sql.port import Connection
from app.store.reference.levels import SECTION as LEVEL

KEPT = timedelta(days=90)
"""Longer than the long vacation, over which a post may be switched off."""
MANY = 2_000
"""Rows that one change-set forgets at most: its transaction stays short."""
_NAME = "horizon"
_LAST = "SELECT max(version) FROM reference_change WHERE at < ?"
_GONE = """SELECT version, section, key FROM reference_item WHERE value IS NULL AND version <= ? AND section <> ?
    ORDER BY version, section, key LIMIT ?"""
_FORGET = """DELETE FROM reference_item WHERE value IS NULL AND (version, section, key) <= (?, ?, ?)
    AND section <> ?"""
_MOVE = """INSERT INTO reference_head (name, version, total, counts) VALUES (?, ?, ?, '{}')
    ON CONFLICT (name) DO UPDATE SET version = excluded.version"""


def forget(connection: Connection, now: datetime) -> None:
    """Forget some of what is gone for longer than KEPT; in the transaction of a change-set, which comes one by one.
    The history of levels stays whole: its keys count what there ever was."""
    row = connection.row(_LAST, ((now - KEPT).astimezone(UTC).isoformat(),))
    if row is None or row[0] is None:
        return
    gone = connection.rows(_GONE, (row[0], LEVEL, MANY))
    if gone:
        connection.execute(_FORGET, (*gone[-1], LEVEL))
        connection.execute(_MOVE, (_NAME, gone[-1][0], b""))


def behind(connection: Connection, cursor: Cursor) -> bool:
    """Whether something behind this cursor is forgotten, so that what follows it is not everything."""
    row = connection.row("SELECT version FROM reference_head WHERE name = ?", (_NAME,))
    told = cursor.version if cursor.section == END else cursor.version - 1
    return row is not None and max(told, cursor.floor) < row[0]
