"""Why a field of a template under trial was not read, or not surely: in words for whoever writes the template."""

from app.i18n import tr
from app.pages import extract, misread
from app.pages.columns import Heads
from app.pages.line import Line, rows
from app.pages.table import Cell
from app.pages.template import Field, Template


def row_of(template: Template, field: Field, lines: list[Line]) -> Line | None:
    """The row with the field's label; for a field without one, the first that its pattern or words fit."""
    if field.label:
        return extract.label_row(template, field, lines)
    return next((row for row in rows(lines) if extract.value(template, field, row) is not None), None)


def why(template: Template, field: Field, lines: list[Line]) -> str:
    """What of the field is not on the page as it was read; empty where label and value both are."""
    row = row_of(template, field, lines)
    if row is None:
        return _no_label(template, field, lines) if field.label else _nothing_fits(field)
    rest = extract.after_label(field, row)
    if extract.value(template, field, rest) is not None:
        return ""
    if field.next:
        return tr("标签后面和下一行都没有符合 {what} 的字", what=_what(field))
    if not rest.text.strip("：:"):
        return tr("标签后面没有字：值若在下一行，请写 next = true")
    return tr("标签后面的“{rest}”不符合 {what}", rest=rest.text, what=_what(field))


def why_cell(template: Template, field: Field, heads: Heads | None, cell: Cell | None) -> str:
    """As `why`, of a field that is a column of the page's table; heads: None where the page shows no such table."""
    if heads is None:
        return tr("没有找到表格：要有一行写着两个以上的列头，下面有符合的值")
    if heads.of(field.name) is None:
        return tr("没有找到这一列的列头：{heads}", heads=tr("、").join(field.column))
    if cell is None:
        return tr("表格的这一行在这一列没有字")
    if extract.value(template, field, cell.text) is not None:
        return ""
    return tr("格子里的“{rest}”不符合 {what}", rest=cell.text.text, what=_what(field))


def _no_label(template: Template, field: Field, lines: list[Line]) -> str:
    """Where the label would have stood rather."""
    ranked = [(misread.find(row.text, label)[0], row.text) for row in rows(lines) for label in field.label]
    alike, row = max(ranked, default=(0.0, ""))
    if not misread.first_of(row, field.label):
        return tr("没有找到标签，最像的一行是“{row}”（{alike}）", row=row, alike=f"{alike:.2f}")
    nearer = [(place[0], one.name) for one in template.field
              if one is not field and (place := misread.first_of(row, one.label))]  # fmt: skip
    return tr("“{row}”更像 {other} 的标签", row=row, other=max(nearer)[1])


def _nothing_fits(field: Field) -> str:
    if field.words:
        return tr("没有哪一行是 words 中的词：行里还有别的字时，请写 label")
    return tr("没有哪一行符合 pattern")


def _what(field: Field) -> str:
    return "words" if field.words else "pattern"
