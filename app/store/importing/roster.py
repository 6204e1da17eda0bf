"""The roster read from a file: who is taken over, and which rows are refused and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec

from app.i18n import tr
from app.policy.person import Person
from app.store.importing.cells import name_in
from app.store.importing.register import Register, Said, Wrong, text_of
from app.store.importing.report import ImportResult, Refused, Repeated
from app.store.importing.rosterrow import COLUMNS, NEEDED, Row, number_of, read_row, values_of
from app.store.importing.tables import Table, content_of, recognise, sheets_of
from app.store.reference.people import Changes

Progress = Callable[[int, int], None]
_STEP = 500
_Claims = dict[str, dict[str, int]]


class Roster(Protocol):
    """A list of people that can be imported into: a post's, or the centre's."""

    def all(self) -> Iterable[Person]: ...

    def upsert(self, people: Iterable[Person]) -> Changes: ...


def import_people(
    people: Roster, path: Path, progress: Progress | None = None, content: bytes | None = None
) -> ImportResult:  # fmt: skip
    """Add the people of a CSV or XLSX file, or bring them up to date, in one step. content: of the file, where it is at
    hand and `path` is only its name. Raises tables.NoTable; see read_people."""
    register = read_people(content_of(path) if content is None else content, path.name, people.all(), progress)
    changes = people.upsert(register.taken.values())
    return ImportResult(*changes[:3], refused=register.refused, repeated=register.repeated)


def read_people(
    content: bytes, name: str, people: Iterable[Person], progress: Progress | None = None
) -> Register[Person]:  # fmt: skip
    """The people of a file (of all its sheets that have a header), by number; what it has no column for is as it is of
    those in `people`. progress: called with (rows read, rows there are). Raises tables.NoTable."""
    tables = recognise(sheets_of(content, name), COLUMNS, NEEDED, name)
    said, refused = _read(tables, progress)
    known = {person.number: person for person in people}
    register: Register[Person] = Register(refused=refused)
    for number, some in said.items():
        values = _together(some)
        if values is None:
            why = tr("与第 {row} 行学工号相同、内容不同，都没有导入", row=some[0].row)
            first = tr("与第 {row} 行学工号相同、内容不同，都没有导入", row=some[1].row)
            register.refused.extend(Refused(one.row, why if at else first, one.text) for at, one in enumerate(some))
        else:
            register.taken[number] = _person(some[0].thing, values, known.get(number))
            register.rows[number] = some[0].row
            register.repeated.extend(Repeated(one.row, some[0].row) for one in some[1:])
    register.refused.sort(key=lambda one: one.row)
    return register


def _read(
    tables: Sequence[Table], progress: Progress | None
) -> tuple[dict[str, list[Said[Row]]], list[Refused]]:  # fmt: skip
    """What the rows say by number, and those that do not do."""
    said: dict[str, list[Said[Row]]] = {}
    refused: list[Refused] = []
    claims, rows = _claims(tables), [(table, row, cells) for table in tables for row, cells in table.rows]
    for done, (table, row, cells) in enumerate(rows, 1):
        text = text_of(cells)
        try:
            one = read_row(table, cells)
            _undisputed(one, claims)
            said.setdefault(one.number, []).append(Said(row, one, text))
        except Wrong as why:
            refused.append(Refused(row, str(why), text))
        if progress and (done % _STEP == 0 or done == len(rows)):
            progress(done, len(rows))
    return said, refused


def _claims(tables: Sequence[Table]) -> _Claims:
    """Number → the names that rows give it → the first row that does, whatever else is wrong with those rows."""
    claims: _Claims = {}
    for table in tables:
        for row, cells in table.rows:
            values = values_of(table, cells)
            with suppress(Wrong):
                claims.setdefault(number_of(values), {}).setdefault(name_in(values["name"]), row)
    return claims


def _undisputed(one: Row, claims: _Claims) -> None:
    names = claims[one.number]
    other = next((first for name, first in names.items() if name != one.values["name"]), None)
    if other is not None:
        raise Wrong(tr("与第 {row} 行学工号相同、姓名不同，两行都没有导入", row=other))


def _together(some: Sequence[Said[Row]]) -> dict[str, str] | None:
    """What rows about one person say together: a workbook may have a sheet for the college and one for the room. None
    where they contradict each other."""
    values: dict[str, str] = {}
    for one in some:
        for column, text in one.thing.values.items():
            before = values.get(column, "")
            if before and text and before != text:
                return None
            values[column] = text or before
    return values


def _person(row: Row, values: Mapping[str, str], before: Person | None) -> Person:
    if before:
        return msgspec.structs.replace(before, **values)
    return msgspec.convert({"kind": row.usual, **values, "number": row.number}, Person)
