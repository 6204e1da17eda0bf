"""A register read from a table: one thing a row, by a key of its own; which rows are refused, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from app.i18n import tr
from app.store.importing.cells import Lost, digits, words
from app.store.importing.report import Refused, Repeated
from app.store.importing.tables import recognise, sheets_of
from app.store.importing.times import NoTime, end_of, not_a_time, time_of

T = TypeVar("T")
Values = Mapping[str, Any]


class Wrong(ValueError):
    """Why a row cannot be taken over, in the user's language."""


class Stranger(Wrong):
    """It is about somebody who is not on the list of people."""


@dataclass(frozen=True, slots=True)
class Register(Generic[T]):
    """taken: by key, in the file's order; rows: where each key stands first; refused: rows that were not taken over;
    unknown: those about somebody who is not on the list of people; repeated: those that say the same again."""

    taken: dict[str, T] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    unknown: list[Refused] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)


class Said(NamedTuple, Generic[T]):
    """What one row says of its key, and its text."""

    row: int
    thing: T
    text: str


def read_register(
    content: bytes, name: str, columns: Mapping[str, Sequence[str]], needed: Sequence[str],
    take: Callable[[Values], tuple[str, T]],
) -> Register[T]:  # fmt: skip
    """What a CSV or XLSX file has. columns: field → what its column may be called; needed: see tables.recognise.
    take: a row's key and thing, or Wrong. Of rows with one key that say different things none is believed. Raises
    tables.NoTable."""
    register: Register[T] = Register()
    said: dict[str, list[Said[T]]] = {}
    for table in recognise(sheets_of(content, name), columns, needed, name):
        for row, cells in table.rows:
            values = {name: cells[at] if at < len(cells) else None for name, at in table.columns.items()}
            text = text_of(cells)
            try:
                key, thing = take(values)
                said.setdefault(key, []).append(Said(row, thing, text))
            except Stranger as why:
                register.unknown.append(Refused(row, str(why), text))
            except Wrong as why:
                register.refused.append(Refused(row, str(why), text))
    settle(register, said)
    return register


def settle(register: Register[T], said: Mapping[str, Sequence[Said[T]]]) -> None:
    """Take over what rows say of their keys, as far as it is one thing."""
    for key, some in said.items():
        first, *others = some
        register.rows[key] = first.row
        if all(one.thing == first.thing for one in others):
            register.taken[key] = first.thing
            register.repeated.extend(Repeated(one.row, first.row) for one in others)
        else:
            register.refused.extend(Refused(one.row, _other(one, some), one.text) for one in some)


def text_of(cells: Sequence[Any]) -> str:
    """What stands in a row."""
    return " ".join(said for cell in cells if (said := words(cell)))[:200]


def _other(one: Said[T], some: Sequence[Said[T]]) -> str:
    row = next(other.row for other in some if other.thing != one.thing)
    return tr("与第 {row} 行编号相同、内容不同，都没有导入", row=row)


def needed_text(values: Values, name: str, label: str) -> str:
    """The text of a cell that has to have one."""
    text = words(values.get(name))
    if not text:
        raise Wrong(tr("没有{label}", label=label))
    return text


def phone(values: Values, name: str) -> str:
    """A phone number; Wrong where a spreadsheet has lost digits of it."""
    try:
        return digits(values.get(name))
    except Lost:
        raise Wrong(tr("手机号被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出")) from None


def number_text(values: Values, name: str) -> str:
    """A number in the sense of a name; Wrong where a spreadsheet has lost digits of it."""
    try:
        return digits(values.get(name))
    except Lost:
        raise Wrong(tr("编号被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出")) from None


def moment(values: Values, name: str, *, end: bool = False) -> datetime | None:
    """The moment that a cell names, of a day alone its beginning, or its `end`; None for an empty one."""
    try:
        return (end_of if end else time_of)(values.get(name))
    except NoTime as wrong:
        raise Wrong(not_a_time(str(wrong))) from None
