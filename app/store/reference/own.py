"""What a post has of its own, as it hands it over to a centre that has none; and what was set aside when a centre's
came in its place."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from app.store.database import Database
from app.store.reference.issued import ISSUED
from app.store.reference.keys import REVOCATIONS
from app.store.reference.people import FIELDS
from app.store.reference.sections import ISSUED_HERE, LOCAL, REVOKED_HERE
from app.store.reference.staging.rows import PERSON, Change, travelled
from app.store.retention.periods import SECTION as RETENTION

ACCOUNT = "account"
_AT_CENTRE = {ISSUED_HERE: ISSUED, REVOKED_HERE: REVOCATIONS}
_STAYS = (LOCAL, RETENTION)
"""How long this post keeps its records is its own affair."""


class Aside(NamedTuple):
    """A row of the post's own that the centre does not have, or has otherwise. value: the post's, there: the centre's,
    None where it has none."""

    section: str
    key: str
    since: datetime
    value: Any
    there: Any


def rows(database: Database) -> Iterator[Change]:
    """Everything, as of one moment: people, sections, issued codes, accounts."""
    with database.read() as connection:
        for *fields, extra in connection.execute(f"SELECT {', '.join(FIELDS)}, extra FROM people_now ORDER BY number"):  # noqa: S608
            yield Change(PERSON, fields[0], travelled(fields, extra))
        for section, key, value in connection.execute(
            "SELECT section, key, value FROM reference_now WHERE section NOT IN (?, ?)", _STAYS
        ):
            yield Change(_AT_CENTRE.get(section, section), key, value.encode())
        kept = connection.execute(
            "SELECT value FROM reference_now WHERE section = ? AND key = 'accounts'", (LOCAL,)
        ).fetchone()
        for account in msgspec.json.decode(kept[0])["accounts"] if kept else ():
            yield Change(ACCOUNT, account["name"], msgspec.json.encode(account))


def count(database: Database) -> tuple[int, int]:
    """How many rows of people that would be, and of anything else."""
    people = database.rows("SELECT count(*) FROM people_now")[0][0]
    others = database.rows("SELECT count(*) FROM reference_now WHERE section NOT IN (?, ?)", _STAYS)[0][0]
    return int(people), int(others)


def aside(database: Database) -> list[Aside]:
    """What was set aside, with what the centre has in its place now."""
    there = """SELECT value FROM reference_now WHERE section = aside.section AND key = aside.key"""
    found = database.rows(
        f"SELECT section, key, since, value, ({there}) FROM reference_aside AS aside ORDER BY section, key, since"  # noqa: S608
    )
    return [
        Aside(
            section,
            key,
            datetime.fromisoformat(since),
            msgspec.json.decode(value),
            _present(database, section, key, now),
        )
        for section, key, since, value, now in found
    ]


def count_aside(database: Database) -> int:
    """How much was set aside."""
    return int(database.rows("SELECT count(*) FROM reference_aside")[0][0])


def forget_aside(database: Database, number: str = "") -> None:
    """Somebody has it in a file, or does not want it; number: only what stands there of that person."""
    with database.write() as connection:
        connection.execute("DELETE FROM reference_aside WHERE ? IN ('', key)", (number,))


def _present(database: Database, section: str, key: str, now: str | None) -> Any:
    if section == PERSON:
        found = database.rows(f"SELECT {', '.join(FIELDS)}, extra FROM people_now WHERE number = ?", (key,))  # noqa: S608
        return msgspec.json.decode(travelled(found[0][:-1], found[0][-1])) if found else None
    return None if now is None else msgspec.json.decode(now)
