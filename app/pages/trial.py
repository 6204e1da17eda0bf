"""One template tried on one picture, for whoever writes it: what was read, what was found in it, and what was not."""

from dataclasses import dataclass, replace

from app.capture.items import Image
from app.codes.claim import Claim
from app.i18n import tr
from app.pages import columns, extract, hints, misread, sections
from app.pages.complaints import TIMES
from app.pages.line import Line, rows
from app.pages.look import CERTAIN, Look, Ocr, closer_look, verdict
from app.pages.page import Page
from app.pages.phone import pages
from app.pages.sections import Sections
from app.pages.template import Across, Field, Template, Where


@dataclass(frozen=True)
class Anchor:
    """A text that should stand on the page. alike: 0 to 1, the likeliest part of the page, and the row it is in."""

    text: str
    alike: float
    found: bool
    row: str


@dataclass(frozen=True)
class FieldFound:
    """value: as read, empty where nothing was. row: the one with the field's label, or the value, as the whole page was
    read. hint: why the value is missing or in doubt, or what is odd about it; empty where nothing is."""

    name: str
    value: str
    certain: float
    row: str
    hint: str = ""

    @property
    def doubtful(self) -> bool:
        return self.certain < CERTAIN


@dataclass(frozen=True)
class ColumnFound:
    """A column of the page's table. head: the text at its head, empty where `across` said where it lies. across: left
    and right as parts of the page's width; None where the column was not found."""

    name: str
    head: str
    across: Across | None


@dataclass(frozen=True)
class Trial:
    """columns: of the table; none where the page shows none. reports: how many it lists. rows: every row of text, and
    where: left, top, right, bottom as parts of the page, as `where` wants it."""

    recognised: bool
    anchors: list[Anchor]
    columns: list[ColumnFound]
    reports: int
    fields: list[FieldFound]
    rows: list[tuple[str, Where]]
    claim: Claim | None


def trial(image: Image, template: Template, ocr: Ocr) -> Trial | None:
    """What `template` finds in `image`; None where the OCR is out of order.

    Of the ways the page may lie in the picture the first that is recognised counts, else the one with most anchors.
    """
    best: tuple[float, Image, list[Line]] | None = None
    for page in pages(image):
        lines = ocr.read(page)
        if lines is None:
            return None
        alike = sum(one.alike for one in _anchors(template, lines))
        if best is None or alike > best[0]:
            best = alike, page, lines
        if extract.score(template, lines) > 0:
            return _told(template, page, lines, closer_look(page, lines, template, ocr))
    return _told(template, best[1], best[2], None) if best else None


def _told(template: Template, page: Image, lines: list[Line], seen: Look | None) -> Trial:
    height, width = page.shape[:2]
    whole = Page()
    whole.add(seen)
    printed = [
        (row.text, (row.left / width, row.top / height, row.right / width, row.bottom / height)) for row in rows(lines)
    ]
    shown = sections.of(template, lines, width)
    fields = _fields(template, seen, shown) if seen else []
    return Trial(seen is not None, _anchors(template, lines), _columns(template, shown, width),
                 seen.sections if seen else shown.count, fields, printed, whole.claim())  # fmt: skip


def _columns(template: Template, shown: Sections, width: float) -> list[ColumnFound]:
    if shown.table is None:
        return []
    found = []
    for one in columns.listed(template):
        column = shown.table.heads.of(one.name)
        across = (column.left / width, column.right / width) if column else None
        found.append(ColumnFound(one.name, column.head if column else "", across))
    return found


def _anchors(template: Template, lines: list[Line]) -> list[Anchor]:
    texts = dict.fromkeys((*template.anchors, *template.required))
    found = []
    for text in texts:
        alike, row = max(((misread.find(line.text, text)[0], line.text) for line in lines), default=(0.0, ""))
        found.append(Anchor(text, alike, alike >= misread.needed(text), row if alike > 0 else ""))
    return found


def _fields(template: Template, seen: Look, shown: Sections) -> list[FieldFound]:
    found: list[FieldFound] = []
    for key, field, section in sections.keys(template, seen.sections):
        said = verdict([seen], key)
        if (shown.table and field.several) or not field.in_rows:
            cell, heads = shown.cell(field, section), shown.table.heads if shown.table else None
            row, why = cell.text if cell else None, hints.why_cell(template, field, heads, cell)
        else:
            here = shown.rows_of(field, section)
            row, why = hints.row_of(template, field, here), hints.why(template, field, here)
        hint = "" if said and said.certain >= CERTAIN else why
        told = FieldFound(key, said.value if said else "", said.certain if said else 0.0, row.text if row else "", hint)
        found.append(replace(told, hint=hint or _odd(told, field, found)))
    return found


def _odd(told: FieldFound, field: Field, before: list[FieldFound]) -> str:
    """What is odd about a value that was read: the same time twice is mostly one place taken for two."""
    same = next((one.name for one in before if one.value and one.value == told.value), "")
    if field.name in TIMES and same:
        return tr("与 {other} 读到同一个时间：两栏若不在同一处，请看指南的“表格”一节", other=same)
    return ""
