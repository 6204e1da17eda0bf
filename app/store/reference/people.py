"""The list of people: put in by thousands, found in milliseconds by whatever a guard remembers of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from app.policy.person import Person
from app.store.cipher import Connection
from app.store.database import Database
from app.store.migrations.generations import IDENTITY
from app.store.reference import terms
from app.store.reference.owned import mine
from app.store.reference.sections import CURRENT, touch

SECTION = "person"
FIELDS = Person.__struct_fields__
_SELECT = f"SELECT {', '.join(FIELDS)} FROM people_now"  # noqa: S608 - constants
_EVERYTHING = f"SELECT n, {', '.join(FIELDS)}, terms FROM people_now"  # noqa: S608 - constants
_INSERT = f"""INSERT INTO person (n, {", ".join(FIELDS)}, terms, born)
    VALUES ({", ".join("?" * (len(FIELDS) + 2))}, {CURRENT})"""  # noqa: S608 - constants
_BASE = "coalesce((SELECT base FROM generation WHERE section = 'person'), 0)"
_UPDATE = f"UPDATE person SET {', '.join(f'{field} = ?' for field in FIELDS)}, terms = ?, extra = NULL WHERE n = ?"  # noqa: S608
_ID_NUMBER = 1 + FIELDS.index("id_number")
"""Where it stands in a row of everything."""
_LAST = "\U0010ffff"
ENOUGH = 20_000
CHUNK = 20_000
"""People written at a time; their terms are sorted first, which makes one pass through the index of a thousand."""


class Changes(NamedTuple):
    """How many people an import added, changed, and found as they were; and how many were taken off the list."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


class People:
    """The people of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, number: str) -> Person | None:
        """The person of that number (学工号)."""
        rows = self._database.rows(f"{_SELECT} WHERE number = ?", (number,))
        return _person(rows[0]) if rows else None

    def by_id_number(self, id_number: str) -> Person | None:
        """The person of that identity card number; None for an empty one, or where two people have it."""
        if not id_number:
            return None
        columns = ", ".join(f"one.{field}" for field in FIELDS)
        sql = f"""SELECT {columns} FROM person_term CROSS JOIN people_now AS one ON one.n = person_term.person
            WHERE base = {_BASE} AND term = ? LIMIT 2"""  # noqa: S608 - constants
        rows = self._database.rows(sql, (IDENTITY + id_number,))
        return _person(rows[0]) if len(rows) == 1 else None

    def count(self) -> int:
        """How many there are."""
        return int(self._database.rows("SELECT count(*) FROM people_now")[0][0])

    def all(self) -> list[Person]:
        """Everyone, by number."""
        return [_person(row) for row in self._database.rows(f"{_SELECT} ORDER BY number")]

    def upsert(self, people: Iterable[Person]) -> Changes:
        """Add these, or bring them up to date, in one step; CentresOwn where the list is the centre's. Of two with the
        same number the later one counts."""
        return self._put(people, replace=False)

    def replace(self, people: Iterable[Person]) -> Changes:
        """Make these the whole list, in one step."""
        return self._put(people, replace=True)

    def remove(self, numbers: Iterable[str]) -> int:
        """Take these off the list; how many were on it."""
        with self._database.write() as connection:
            mine(self._database, SECTION)
            rows = [row for one in numbers for row in connection.execute(f"{_EVERYTHING} WHERE number = ?", (one,))]
            _remove(connection, rows)
            if rows:
                touch(connection)
        return len(rows)

    def search(self, text: str, limit: int = 50) -> list[Person]:
        """People whom every word of `text` fits: the name or a part, pinyin or initials, the number's beginning or
        end, the room. Whole matches come first; nobody for an empty text."""
        words = terms.plain(text).split()
        if not words:
            return []
        found: dict[int, Person] = {}
        if len(words) > 1:  # "zhang wei" is first of all 张伟, and then whoever has both words somewhere
            self._collect(found, "".join(words), [], limit)
            words.sort(key=self._frequency)
        if len(found) < limit:
            self._collect(found, words[0], words[1:], limit)
        return list(islice(found.values(), limit))

    def _collect(self, found: dict[int, Person], word: str, others: Sequence[str], limit: int) -> None:
        for begin in terms.wanted(word):
            for n, *fields in self._candidates(begin, others, limit):
                found.setdefault(n, _person(fields))

    def _frequency(self, word: str) -> int:
        """How many terms begin like `word`; counting ends where one reads as well as the other."""
        sql = (
            f"SELECT count(*) FROM (SELECT 1 FROM person_term WHERE base = {_BASE} AND term >= ? AND term < ? LIMIT ?)"  # noqa: S608
        )
        ways = terms.wanted(word)
        return sum(int(self._database.rows(sql, (begin, begin + _LAST, ENOUGH))[0][0]) for begin in ways)

    def _candidates(self, begin: str, others: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
        fits, values = [], []
        for word in others:
            ways = list(terms.wanted(word))
            fits.append(f"AND ({' OR '.join(['instr(terms, ?)'] * len(ways))})")
            values += [f" {way}" for way in ways]
        columns = ", ".join(f"one.{field}" for field in FIELDS)
        sql = f"""SELECT n, {columns} FROM person_term CROSS JOIN people_now AS one ON one.n = person_term.person
            WHERE base = {_BASE} AND term >= ? AND term < ? {" ".join(fits)}
            ORDER BY term, person LIMIT ?"""  # noqa: S608 - constants
        most = limit * (terms.SPELLINGS if others else 4)  # one person may be found by several terms
        return self._database.rows(sql, (begin, begin + _LAST, *values, most))

    def _put(self, people: Iterable[Person], *, replace: bool) -> Changes:
        latest = {person.number: person for person in people}
        with self._database.write() as connection:
            mine(self._database, SECTION)
            known = {row[1]: row for row in connection.execute(_EVERYTHING)}
            fresh = [person for number, person in latest.items() if number not in known]
            other = [p for number, p in latest.items() if number in known and known[number][1:-1] != _values(p)]
            gone = [row for number, row in known.items() if number not in latest] if replace else []
            _add(connection, fresh)
            _change(connection, [(known[person.number], person) for person in other])
            _remove(connection, gone)
            if fresh or other or gone:
                touch(connection)
        return Changes(len(fresh), len(other), len(latest) - len(fresh) - len(other), len(gone))


def _add(connection: Connection, people: Sequence[Person]) -> None:
    n = connection.execute("SELECT coalesce(max(n), 0) FROM person").fetchone()[0]
    for start in range(0, len(people), CHUNK):
        chunk = [(n + start + i, person, terms.of(person)) for i, person in enumerate(people[start : start + CHUNK], 1)]
        connection.executemany(_INSERT, ((i, *_values(person), joined(some)) for i, person, some in chunk))
        _index(connection, ((term, i) for i, person, some in chunk for term in entries(joined(some), person.id_number)))


def _change(connection: Connection, pairs: Sequence[tuple[tuple[Any, ...], Person]]) -> None:
    for row, person in pairs:
        some = terms.of(person)
        if (joined(some), person.id_number) != (row[-1], row[_ID_NUMBER]):
            _unindex(connection, [row])
            _index(connection, ((term, row[0]) for term in entries(joined(some), person.id_number)))
        connection.execute(_UPDATE, (*_values(person), joined(some), row[0]))


def _remove(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    _unindex(connection, rows)
    connection.executemany("DELETE FROM person WHERE n = ?", ((row[0],) for row in rows))


def _index(connection: Connection, found: Iterator[tuple[str, int]]) -> None:
    sql = f"INSERT INTO person_term (term, person, base) VALUES (?, ?, {_BASE})"  # noqa: S608 - constants
    connection.executemany(sql, sorted(found))


def _unindex(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    found = sorted((term, row[0]) for row in rows for term in entries(row[-1], row[_ID_NUMBER]))
    connection.executemany(f"DELETE FROM person_term WHERE base = {_BASE} AND term = ? AND person = ?", found)  # noqa: S608


def entries(words: str, id_number: str) -> list[str]:
    """Everything the index has of a person: the terms that are searched, and the identity card number."""
    return words.split() + ([IDENTITY + id_number] if id_number else [])


def joined(some: set[str]) -> str:
    """The terms of a person as the `terms` column has them."""
    return " " + " ".join(sorted(some))


def _values(person: Person) -> tuple[str, ...]:
    return tuple(getattr(person, field) for field in FIELDS)


def _person(row: Sequence[Any]) -> Person:
    return Person(**dict(zip(FIELDS, row, strict=True)))
