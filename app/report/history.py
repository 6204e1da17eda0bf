"""A record's versions beside each other: who wrote each, when and why, and field by field what changed."""

from collections.abc import Sequence
from typing import NamedTuple

from app.clock import DRIFT
from app.i18n import mark, tr
from app.policy.words import sentence
from app.records.kind import Kind
from app.report.table import Row, cells, headings

_CORRECTION = ("corrects", "why")
SEQ, AT, ENTERED, OPERATOR, POST, WHY = (
    mark("序号"), mark("发生时间"), mark("登记时间"), mark("登记人"), mark("岗位"), mark("更正原因"),
)  # fmt: skip


class Value(NamedTuple):
    """What one version says in one field. changed: it is not what the version before it said."""

    text: str
    changed: bool = False


class Line(NamedTuple):
    """One field over all versions, in their order. frame: it says who, when and why rather than what."""

    label: str
    values: tuple[Value, ...]
    frame: bool = False

    @property
    def changed(self) -> bool:
        return any(value.changed for value in self.values)


def late(row: Row) -> bool:
    """Whether a record was entered after the fact (补录), later than two clocks may differ."""
    return bool(row["entered_at"] - row["at"] > DRIFT)


def compared(kind: Kind, rows: Sequence[Row]) -> list[Line]:
    """The versions of one record as app.desk gives them, the first first; fields of which none says anything are left
    out."""
    texts = [cells(kind, row) for row in rows]
    frame = len(headings(kind)) - len(kind.fields)
    lines = [_line(label, [text[at] for text in texts]) for at, label in enumerate((SEQ, AT, ENTERED, OPERATOR, POST))]
    lines[1] = Line(AT, _marked([text[1] for text in texts], rows), frame=True)
    lines[2] = _line(ENTERED, [_entered(row, text[2]) for row, text in zip(rows, texts, strict=True)])
    lines.append(_line(WHY, [_why(row) for row in rows]))
    for at, field in enumerate(kind.fields, frame):
        said = [text[at] for text in texts]
        if field.name not in _CORRECTION and any(said):
            lines.append(Line(field.label, _marked(said, rows)))
    return lines


def _line(label: str, texts: Sequence[str]) -> Line:
    return Line(label, tuple(Value(text) for text in texts), frame=True)


def _marked(texts: Sequence[str], rows: Sequence[Row]) -> tuple[Value, ...]:
    """What was forgotten says nothing, and so nothing changed from it."""
    values = []
    for at, text in enumerate(texts):
        known = at > 0 and not _forgotten(rows[at]) and not _forgotten(rows[at - 1])
        values.append(Value(text, known and text != texts[at - 1]))
    return tuple(values)


def _entered(row: Row, text: str) -> str:
    return tr("{time}（补录）", time=text) if late(row) else text


def _why(row: Row) -> str:
    return sentence(str(row.get("why", "")))


def _forgotten(row: Row) -> bool:
    return bool(row.get("forgotten"))
