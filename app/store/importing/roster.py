"""The roster read from a file: who is taken over, and which rows are refused and why."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import msgspec

from app.i18n import LANGUAGES, mark, tr
from app.i18n import catalogue as translations
from app.policy.person import LABELS, Person, PersonKind
from app.store.importing.cells import Lost, digits, rounded_identity, words
from app.store.importing.tables import Cells, Table, recognise, sheets, sheets_of
from app.store.reference.people import Changes

Progress = Callable[[int, int], None]
_STEP = 500
_LONGEST_NAME = 100
_WORDS = ("college", "class_name", "place", "counsellor")

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("学号", "工号", "学工号", "学/工号", "学号/工号", "职工号", "教工号", "人员编号", "编号", "number", "id",
               "student number", "student id", "staff number", "staff id"),
    "name": ("姓名", "名字", "name", "full name"),
    "kind": ("类别", "人员类别", "身份", "人员类型", "kind", "type"),
    "college": ("学院", "单位", "部门", "院系", "所在学院", "所在单位", "college", "department", "school"),
    "class_name": ("班级", "行政班", "class", "class name"),
    "place": ("宿舍", "房间", "寝室", "房间号", "宿舍号", "寝室号", "办公室", "place", "room", "dormitory", "office"),
    "phone": ("手机", "电话", "手机号", "手机号码", "联系电话", "联系方式", "phone", "mobile", "telephone"),
    "id_number": ("身份证号", "身份证", "身份证号码", "证件号", "证件号码", "id_number", "id number", "id card"),
    "counsellor": ("辅导员", "辅导员姓名", "counsellor", "counselor"),
}  # fmt: skip
KIND_WORDS: dict[PersonKind, tuple[str, ...]] = {
    "student": ("学生", "本科生", "研究生", "硕士生", "博士生", "留学生", "student"),
    "staff": ("教工", "教职工", "教师", "职工", "教职员工", "老师", "staff", "teacher", "employee"),
    "family": ("家属", "family"),
    "contractor": ("外包人员", "外包", "外聘", "劳务", "contractor"),
    "visitor": ("访客", "来访", "来访人员", "visitor"),
    "driver": ("司机", "驾驶员", "driver"),
}
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.\-/]{0,31}")
_LOST = {
    "number": mark("学工号被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出"),
    "phone": mark("手机号被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出"),
    "id_number": mark("身份证号被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出"),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken over: its number in the file, why, and what stands in it."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many people were added, changed and found as they were, and the rows that were refused."""

    added: int
    changed: int
    unchanged: int
    refused: list[Refused] = field(default_factory=list)


class _Wrong(ValueError):
    """Why a row cannot be taken over, in the user's language."""


class Roster(Protocol):
    """A list of people that can be imported into: a post's, or the centre's."""

    def all(self) -> Iterable[Person]: ...

    def upsert(self, people: Iterable[Person]) -> Changes: ...


def import_people(
    people: Roster, path: Path, progress: Progress | None = None, content: bytes | None = None
) -> ImportResult:
    """Add the people of a CSV or XLSX file (of all its sheets that have a header), or bring them up to date, in one
    step; what the file has no column for is kept. progress: called with (rows read, rows there are).
    content: of the file, where it is at hand and `path` is only its name. Raises tables.NoTable."""
    found = sheets(path) if content is None else sheets_of(content, path.name)
    tables = recognise(found, COLUMNS, ("number", "name"), path.name)
    known, claims = {person.number: person for person in people.all()}, _claims(tables)
    taken: dict[str, Person] = {}
    refused: list[Refused] = []
    rows = [(_Reading(table, known, claims), row, cells) for table in tables for row, cells in table.rows]
    for done, (reading, row, cells) in enumerate(rows, 1):
        try:
            person = reading.person(cells)
            taken[person.number] = person
        except _Wrong as why:
            refused.append(Refused(row, str(why), _text(cells)))
        if progress and (done % _STEP == 0 or done == len(rows)):
            progress(done, len(rows))
    changes = people.upsert(taken.values())
    return ImportResult(changes.added, changes.changed, changes.unchanged, refused)


def _claims(tables: Sequence[Table]) -> dict[str, dict[str, int]]:
    """Number → the names that rows give it → the first row that does, whatever else is wrong with those rows."""
    claims: dict[str, dict[str, int]] = {}
    for table in tables:
        for row, cells in table.rows:
            values = _values(table, cells)
            with suppress(_Wrong):
                claims.setdefault(_digits(values, "number"), {}).setdefault(words(values["name"]), row)
    return claims


def _values(table: Table, cells: Cells) -> dict[str, Any]:
    return {name: cells[index] if index < len(cells) else None for name, index in table.columns.items()}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a row is read against: the people known so far, and what the other rows say."""

    table: Table
    known: Mapping[str, Person]
    claims: Mapping[str, Mapping[str, int]]

    def person(self, cells: Cells) -> Person:
        """The person of one row; raises _Wrong with the first thing that is wrong."""
        values = _values(self.table, cells)
        number, name = self._number(values), self._name(values)
        other = next((first for said, first in self.claims[number].items() if said != name), None)
        if other is not None:
            raise _Wrong(tr("与第 {row} 行学工号相同、姓名不同，两行都没有导入", row=other))
        read: dict[str, Any] = {"number": number, "name": name}
        read |= {column: words(values[column]) for column in _WORDS if column in values}
        read |= {column: _digits(values, column) for column in ("phone", "id_number") if column in values}
        if rounded_identity(read.get("id_number", "")):
            raise _Wrong(tr(_LOST["id_number"]))
        before = self.known.get(number)
        read["kind"] = _kind(words(values.get("kind")), self.table.headers["number"], before)
        return msgspec.structs.replace(before, **read) if before else Person(**read)

    def _number(self, values: Mapping[str, Any]) -> str:
        number = _digits(values, "number")
        if not number:
            raise _Wrong(tr("没有学工号"))
        if not _NUMBER.fullmatch(number):
            raise _Wrong(tr("学工号“{number}”里有不该有的字符", number=number))
        return number

    def _name(self, values: Mapping[str, Any]) -> str:
        name = words(values["name"])
        if not name:
            raise _Wrong(tr("没有姓名"))
        if len(name) > _LONGEST_NAME:
            raise _Wrong(tr("姓名太长"))
        return name


def _digits(values: Mapping[str, Any], column: str) -> str:
    try:
        return digits(values[column])
    except Lost:
        raise _Wrong(tr(_LOST[column])) from None


def _kind(word: str, number_header: str, before: Person | None) -> PersonKind:
    if not word:
        if before:
            return before.kind
        return "staff" if number_header in ("工号", "职工号", "教工号") else "student"
    for kind, known in KIND_WORDS.items():
        if word.lower() in (kind, *known, *_labels(kind)):
            return kind
    raise _Wrong(tr("没有“{word}”这种人员类别", word=word))


def _labels(kind: PersonKind) -> set[str]:
    return {translations(language).get(LABELS[kind], LABELS[kind]).lower() for language in LANGUAGES}


def _text(cells: Cells) -> str:
    return " ".join(text for text in (words(cell) for cell in cells) if text)[:200]
