"""Databases of every version of the schema, with data, as the program of that version wrote them.

`python -m tests.store.versions` writes the file of the newest one; those of older ones are never written again.
"""

from collections.abc import Callable
from pathlib import Path

from app.store.cipher import Connection
from app.store.database import connect
from app.store.migrations import NAMES, steps
from app.store.tables import Tables
from tests.fakes.ledgers import KEY

FOLDER = Path(__file__).parent
TABLES = """SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
    AND substr(name, 1, 1) != '_'"""


def file(name: str) -> Path:
    return FOLDER / f"{name}.sql"


def make(path: Path, done: int) -> None:
    """A database of the version after that many steps, with its data; without steps an empty one."""
    connection = connect(path, KEY, 1.0)
    if done:
        later = NAMES[done] if done < len(NAMES) else None
        steps.STEPS.apply(Tables(connection), stop_before=later)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(file(NAMES[done - 1]).read_text(encoding="utf-8"))
    connection.close()


def traced(path: Path, tracer: Callable[[str, object], None]) -> None:
    """Bring a database up to date, every statement told before it is done."""
    connection = connect(path, KEY, 1.0)
    try:
        steps.run(Tables(connection, tracer=tracer), path)
    finally:
        connection.close()


def rows(connection: Connection, columns: dict[str, list[str]] | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Table → its rows; only these columns of them."""
    found = {}
    for name in columns or [name for (name,) in connection.execute(TABLES)]:
        chosen = ", ".join(columns[name]) if columns else "*"
        found[name] = sorted(connection.execute(f"SELECT {chosen} FROM {name}").fetchall(), key=repr)
    return found


def columns(connection: Connection) -> dict[str, list[str]]:
    """Table → its columns."""
    names = [name for (name,) in connection.execute(TABLES)]
    return {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}
