"""One row of a list of people: which columns there may be, and what a row says of its person."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from app.i18n import LANGUAGES, mark, tr
from app.i18n import catalogue as translations
from app.policy.person import LABELS, PersonKind
from app.store.importing import roomcells
from app.store.importing.cells import Lost, digits, name_in, rounded_identity, words
from app.store.importing.register import Wrong
from app.store.importing.tables import Cells, Table

_LONGEST_NAME = 100
_WORDS = ("college", "class_name", "counsellor")
NEEDED = ("number", "name")

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("学号", "工号", "学工号", "学/工号", "学号/工号", "职工号", "教工号", "人员编号", "编号", "number", "id",
               "student number", "student id", "staff number", "staff id"),
    "name": ("姓名", "名字", "name", "full name"),
    "kind": ("类别", "人员类别", "身份", "人员类型", "kind", "type"),
    "college": ("学院", "单位", "部门", "院系", "所在学院", "所在单位", "college", "department", "school"),
    "class_name": ("班级", "行政班", "class", "class name"),
    "place": ("宿舍", "寝室", "办公室", "住址", "place", "dormitory", "office"),
    **roomcells.COLUMNS,
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


class Row(NamedTuple):
    """values: what the row says, by field of a person, empty where a column there is has nothing. usual: the kind of
    people whose number a column of this name has, where nobody says otherwise."""

    number: str
    values: dict[str, Any]
    usual: PersonKind


def values_of(table: Table, cells: Cells) -> dict[str, Any]:
    """The cells by field."""
    return {name: cells[index] if index < len(cells) else None for name, index in table.columns.items()}


def read_row(table: Table, cells: Cells) -> Row:
    """What a row says; raises Wrong with the first thing that does not do."""
    given = values_of(table, cells)
    number = number_of(given)
    read: dict[str, Any] = {"name": _name(given)}
    read |= {column: words(given[column]) for column in _WORDS if column in given}
    if (place := roomcells.place_of(given)) is not None:
        read["place"] = place
    read |= {column: _digits(given, column) for column in ("phone", "id_number") if column in given}
    if rounded_identity(read.get("id_number", "")):
        raise Wrong(tr(_LOST["id_number"]))
    if kind := words(given.get("kind")):
        read["kind"] = _kind(kind)
    return Row(number, read, "staff" if table.headers["number"] in ("工号", "职工号", "教工号") else "student")


def number_of(given: Mapping[str, Any]) -> str:
    """The number in a row; raises Wrong."""
    number = _digits(given, "number")
    if not number:
        raise Wrong(tr("没有学工号"))
    if not _NUMBER.fullmatch(number):
        raise Wrong(tr("学工号“{number}”里有不该有的字符", number=number))
    return number


def _name(given: Mapping[str, Any]) -> str:
    name = name_in(given["name"])
    if not name:
        raise Wrong(tr("没有姓名"))
    if len(name) > _LONGEST_NAME:
        raise Wrong(tr("姓名太长"))
    return name


def _digits(given: Mapping[str, Any], column: str) -> str:
    try:
        return digits(given[column])
    except Lost:
        raise Wrong(tr(_LOST[column])) from None


def _kind(word: str) -> PersonKind:
    for kind, known in KIND_WORDS.items():
        if word.lower() in (kind, *known, *_labels(kind)):
            return kind
    raise Wrong(tr("没有“{word}”这种人员类别", word=word))


def _labels(kind: PersonKind) -> set[str]:
    return {translations(language).get(LABELS[kind], LABELS[kind]).lower() for language in LANGUAGES}
