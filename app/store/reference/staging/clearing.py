"""What a swap leaves behind: rows that are in use no more. What was the post's own and differs is set aside first."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from app.store.chain import moment
from app.store.cipher import Connection
from app.store.database import Database
from app.store.migrations.generations import NEVER
from app.store.reference.people import FIELDS, entries
from app.store.reference.sections import CURRENT
from app.store.reference.staging import index, progress
from app.store.reference.staging.progress import Clearing
from app.store.reference.staging.rows import PERSON, travelled
from app.store.reference.staging.stride import Stride

SOME = 500
"""Rows in one transaction at most."""
_BASE = "coalesce((SELECT base FROM generation WHERE generation.section = {}), 0)"
_PEOPLE_BASE = _BASE.format("'person'")
_HIDDEN_PEOPLE = f"""SELECT n, 'person', number, {", ".join(FIELDS)}, extra FROM person
    WHERE n > ? AND born < {_PEOPLE_BASE} ORDER BY n LIMIT ?"""  # noqa: S608 - constants
_HIDDEN_ROWS = f"""SELECT n, section, key, value FROM reference
    WHERE n > ? AND born < {_BASE.format("reference.section")} ORDER BY n LIMIT ?"""  # noqa: S608 - constants
_DEAD = f"died <= {CURRENT} AND died < {NEVER}"
"""The second part is always true, and lets SQLite take the index of those that died."""
_DEAD_PEOPLE = f"SELECT n, terms, id_number FROM person WHERE {_DEAD} LIMIT ?"  # noqa: S608 - constants
_DEAD_ROWS = f"SELECT n FROM reference WHERE {_DEAD} LIMIT ?"  # noqa: S608 - constants
_OLD_TERMS = f"SELECT base FROM person_term WHERE base < {_PEOPLE_BASE} LIMIT 1"  # noqa: S608 - constants
_FORGET_TERM = f"DELETE FROM person_term WHERE base = {_PEOPLE_BASE} AND term = ? AND person = ?"  # noqa: S608 - constants


def steps(database: Database) -> Iterator[int]:
    """Clear away, in short steps; goes on where it was. OvertakenError where somebody else has gone on."""
    left = progress.load(database, Clearing)
    if left is None:
        return
    if left.anew:
        yield from _hidden(database, left, "person", _HIDDEN_PEOPLE)
        yield from _hidden(database, left, "reference", _HIDDEN_ROWS)
    yield from _dead(database)
    while old := database.rows(_OLD_TERMS):
        yield from index.removed(database, old[0][0])
    with database.write() as connection:
        progress.still(database, Clearing, left)
        progress.drop(connection, Clearing)


def _hidden(database: Database, left: Clearing, table: str, sql: str) -> Iterator[int]:
    """Rows from before their section began anew."""
    last, stride = 0, Stride(SOME)
    while found := database.rows(sql, (last, stride.rows)):
        with stride.write(database, len(found)) as connection:
            progress.still(database, Clearing, left)
            own = [_plain(row) for row in found if row[1] in left.own]
            _set_aside(connection, own, moment(left.since))
            delete(connection, table, [row[0] for row in found])
        last = found[-1][0]
        yield 0


def _dead(database: Database) -> Iterator[int]:
    """Rows that others have taken the place of."""
    stride = Stride(index.FEW)
    while people := database.rows(_DEAD_PEOPLE, (stride.rows,)):
        gone = sorted((term, n) for n, words, id_number in people for term in entries(words, id_number))
        with stride.write(database, len(people)) as connection:
            connection.executemany(_FORGET_TERM, gone)
            delete(connection, "person", [row[0] for row in people])
        yield 0
    stride = Stride(SOME)
    while rows := database.rows(_DEAD_ROWS, (stride.rows,)):
        with stride.write(database, len(rows)) as connection:
            delete(connection, "reference", [row[0] for row in rows])
        yield 0


def delete(connection: Connection, table: str, numbers: Sequence[int]) -> None:
    """Delete rows by their `n`."""
    connection.executemany(f"DELETE FROM {table} WHERE n = ?", ((n,) for n in numbers))  # noqa: S608 - two names


def _plain(row: tuple[Any, ...]) -> tuple[str, str, str]:
    """Section, key and value of a hidden row."""
    value = travelled(row[3:-1], row[-1]).decode() if row[1] == PERSON else row[3]
    return row[1], row[2], value


def _set_aside(connection: Connection, own: Sequence[tuple[str, str, str]], since: str) -> None:
    """Keep those of the post's own rows that the centre does not have, or has otherwise."""
    differ = [row for row in own if not _same(row[2], _present(connection, row[0], row[1]))]
    connection.executemany(
        "INSERT OR REPLACE INTO reference_aside (section, key, value, since) VALUES (?, ?, ?, ?)",
        ((*row, since) for row in differ),
    )


def _present(connection: Connection, section: str, key: str) -> str | None:
    """What the centre has under that key."""
    if section == PERSON:
        sql = f"SELECT {', '.join(FIELDS)}, extra FROM people_now WHERE number = ?"  # noqa: S608 - constants
        row = connection.execute(sql, (key,)).fetchone()
        return travelled(row[:-1], row[-1]).decode() if row else None
    row = connection.execute("SELECT value FROM reference_now WHERE section = ? AND key = ?", (section, key)).fetchone()
    return str(row[0]) if row else None


def _same(one: str, other: str | None) -> bool:
    return one == other or (other is not None and msgspec.json.decode(one) == msgspec.json.decode(other))
