"""A change of the centre's reference: all of it or nothing, in an order that is the order of the commits.

A change-set first locks the one row of the head, and holds it until it is committed. So the next one counts from it,
and whoever sees a version sees every version before it.
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

import msgspec

from app.errors import UserError
from app.i18n import tr
from app.server.hooks import outbox
from app.server.reference import horizon
from app.server.sql.port import Bulk, Connection
from app.store.reference.digest import SetDigest
from app.store.reference.staging.rows import Change
from app.sync.down.protocol import MOST_VALUE

HEAD = "reference"
CHUNK = 500
"""Rows looked up and written at a time."""
_ITEMS = Bulk("reference_item", {"section": "TEXT", "key": "TEXT", "value": "TEXT", "version": "WHOLE"})
_BEGUN = """INSERT INTO reference_head (name, version, total, counts) VALUES (?, 0, ?, '{}')
    ON CONFLICT (name) DO NOTHING"""


class Head(NamedTuple):
    """The present state: total as SetDigest keeps it, the rows of every section there ever was."""

    version: int
    total: bytes
    counts: dict[str, int]


class Who(NamedTuple):
    """By whom, what (a word of the command), why, and when: kept with the change-set for as long as it counts."""

    who: str
    what: str
    why: str
    at: datetime


def head(connection: Connection) -> Head:
    """The state that is committed, or that this transaction has made."""
    row = connection.row("SELECT version, total, counts FROM reference_head WHERE name = ?", (HEAD,))
    return Head(int(row[0]), bytes(row[1]), msgspec.json.decode(row[2], type=dict[str, int])) if row else _NOTHING


def locked(connection: Connection) -> Head:
    """The head, which nobody else moves before this transaction ends."""
    connection.execute(_BEGUN, (HEAD, b""))
    connection.execute("UPDATE reference_head SET version = version WHERE name = ?", (HEAD,))
    return head(connection)


def change(connection: Connection, by: Who, changes: Iterable[Change]) -> int:
    """Make these changes one version, and tell how many rows they touch; without any there is no version.

    UserError: a row is too large to travel.
    """
    before = locked(connection)
    version, counts, total, touched = before.version + 1, dict(before.counts), SetDigest(before.total), 0
    for chunk in _chunks(changes):
        touched += _write(connection, chunk, version, counts, total)
    if touched:
        connection.execute(
            "UPDATE reference_head SET version = ?, total = ?, counts = ? WHERE name = ?",
            (version, total.total(), msgspec.json.encode(counts).decode(), HEAD),
        )
        connection.execute(
            "INSERT INTO reference_change (version, mark, at, who, what, why, touched) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (version, secrets.token_hex(6), by.at.astimezone(UTC).isoformat(), by.who, by.what, by.why, touched),
        )
        horizon.forget(connection, by.at)
        outbox.levels_published(connection, version, by.at)
    return touched


def _chunks(changes: Iterable[Change]) -> Iterator[dict[tuple[str, str], Change]]:
    """Some changes at a time, of two of one row the later one."""
    rest = iter(changes)
    while chunk := list(islice(rest, CHUNK)):
        yield {(one.section, one.key): one for one in chunk}


def _write(
    connection: Connection, chunk: dict[tuple[str, str], Change], version: int, counts: dict[str, int], total: SetDigest
) -> int:
    there = dict(_there(connection, chunk))
    rows = []
    for place, one in chunk.items():
        before, after = there.get(place), _text(one)
        if after == before:
            continue
        counts.setdefault(one.section, 0)
        if before is not None:
            total.remove(*place, before.encode())
            counts[one.section] -= 1
        if after is not None:
            total.add(*place, after.encode())
            counts[one.section] += 1
        rows.append((*place, after, version))
    _forget(connection, [row[:2] for row in rows])
    connection.insert(_ITEMS, rows)
    return len(rows)


def _there(connection: Connection, places: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str | None]]:
    for section, keys in _by_section(places):
        marks = ", ".join("?" * len(keys))
        sql = f"SELECT key, value FROM reference_item WHERE section = ? AND key IN ({marks})"  # noqa: S608 - marks
        for key, value in connection.rows(sql, (section, *keys)):
            yield (section, key), value


def _forget(connection: Connection, places: Iterable[tuple[str, str]]) -> None:
    for section, keys in _by_section(places):
        marks = ", ".join("?" * len(keys))
        sql = f"DELETE FROM reference_item WHERE section = ? AND key IN ({marks})"  # noqa: S608 - marks
        connection.execute(sql, (section, *keys))


def _by_section(places: Iterable[tuple[str, str]]) -> Iterable[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for section, key in places:
        found.setdefault(section, []).append(key)
    return found.items()


def _text(one: Change) -> str | None:
    if one.value is None:
        return None
    if len(one.value) > MOST_VALUE or len(one.key) > 500:
        raise UserError(tr("“{key}”的内容太大，发不到各站，没有改动。请拆成几份。", key=one.key[:50]))
    return one.value.decode()


_NOTHING = Head(0, b"", {})
