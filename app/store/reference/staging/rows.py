"""A row of the centre's reference as it travels, and as the tables keep it: people in columns, the rest as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from app.policy.person import KINDS, Person
from app.store.cipher import Connection
from app.store.reference import terms
from app.store.reference.people import FIELDS, SECTION, joined
from app.store.reference.sections import CURRENT

PERSON = SECTION
"""The section that has a table of its own."""
_BASE = "coalesce((SELECT base FROM generation WHERE section = ?), 0)"
_IN_USE = f"born <= {CURRENT} AND died > {CURRENT} AND born >= {_BASE}"
_PEOPLE = f"""SELECT n, number, born, died, {", ".join(FIELDS)}, extra
    FROM json_each(?) AS wanted CROSS JOIN person ON number = wanted.value
    WHERE born = ? OR ({_IN_USE})"""  # noqa: S608 - constants
_ROWS = f"""SELECT n, reference.key, born, died, reference.value
    FROM json_each(?) AS wanted CROSS JOIN reference ON section = ? AND reference.key = wanted.value
    WHERE born = ? OR ({_IN_USE})"""  # noqa: S608 - constants
"""CROSS JOIN: key by key through the index. Left to itself, SQLite reads the whole table for every page."""
_NEW_PERSON = f"""INSERT INTO person (n, {", ".join(FIELDS)}, terms, extra, born)
    VALUES ({", ".join("?" * (len(FIELDS) + 4))})"""  # noqa: S608 - constants
_NEW_ROW = "INSERT INTO reference (n, section, key, value, born) VALUES (?, ?, ?, ?, ?)"

_DEFAULTS = dict(zip(FIELDS[-len(Person.__struct_defaults__) :], Person.__struct_defaults__, strict=True))


class Change(NamedTuple):
    """One row of a page. value: its JSON as it travels; None: the row is gone."""

    section: str
    key: str
    value: bytes | None


class Known(NamedTuple):
    """A row that is there: of the generation that is being staged, or in use. value: as it travelled."""

    n: int
    key: str
    born: int
    died: int
    value: bytes


def table(section: str) -> str:
    """Where the rows of a section are kept."""
    return "person" if section == PERSON else "reference"


def known(connection: Connection, section: str, keys: Iterable[str], generation: int) -> list[Known]:
    """What is there of these keys, in use or of `generation`."""
    wanted = msgspec.json.encode(list(keys)).decode()
    if section == PERSON:
        rows = connection.execute(_PEOPLE, (wanted, generation, section))
        return [Known(n, key, born, died, travelled(rest[:-1], rest[-1])) for n, key, born, died, *rest in rows]
    rows = connection.execute(_ROWS, (wanted, section, generation, section))
    return [Known(n, key, born, died, value.encode()) for n, key, born, died, value in rows]


def made(change: Change, generation: int) -> tuple[Any, ...]:
    """The columns of a new row. ValueError where its value is no text."""
    assert change.value is not None
    if change.section != PERSON:
        return (change.section, change.key, change.value.decode(), generation)
    person = person_of(change.key, change.value)
    extra = None if encoded(person) == change.value else change.value.decode()
    columns = (getattr(person, field) for field in FIELDS)
    return (*columns, joined(terms.of(person)), extra, generation)


def insert(connection: Connection, section: str, rows: Sequence[tuple[Any, ...]], last: int) -> None:
    """Write new rows behind the one of number `last`; columns as `made` gives them."""
    name = table(section)
    there = connection.execute(f"SELECT coalesce(max(n), 0) FROM {name}").fetchone()[0]  # noqa: S608 - two names
    sql = _NEW_PERSON if section == PERSON else _NEW_ROW
    connection.executemany(sql, ((n, *columns) for n, columns in enumerate(rows, max(there, last) + 1)))


def person_of(number: str, value: bytes) -> Person:
    """The person of a row, as far as this version understands it; of an unknown kind somebody from outside."""
    try:
        given = msgspec.json.decode(value, type=dict[str, Any])
    except ValueError:
        given = {}
    texts = {field: given[field] for field in FIELDS if isinstance(given.get(field), str)}
    if "kind" in given and given["kind"] not in KINDS:
        texts["kind"] = "visitor"
    return msgspec.convert({"name": "", **texts, "number": number}, Person)


def encoded(person: Person) -> bytes:
    """A person's value as it travels: what is not said is left out. msgspec's own omission depends on whether a text is
    the very object of the default, which one from a database is not."""
    said = {field: value for field in FIELDS if (value := getattr(person, field)) != _DEFAULTS.get(field)}
    return msgspec.json.encode(said)


def travelled(fields: Sequence[Any], extra: str | None) -> bytes:
    """The value of a person's row, from its columns."""
    if extra is not None:
        return extra.encode()
    return encoded(Person(**dict(zip(FIELDS, fields, strict=True))))
