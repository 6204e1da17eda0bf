"""A page that lists several reports: its rows section by section, or its table row by row, and each one's fields."""

from dataclasses import dataclass

from app.pages import extract, table
from app.pages.line import Line, rows
from app.pages.table import MOST, Cell, Table
from app.pages.template import Field, Template
from app.pages.values import Reading


@dataclass(frozen=True)
class Sections:
    """What one pass of the OCR saw.

    page: its rows. parts: the rows of every section. table: instead of these, where the page shows the template's
    table. found: every field that was read, by its key.
    """

    page: list[Line]
    parts: list[list[Line]]
    table: Table | None
    found: dict[str, Reading]

    @property
    def count(self) -> int:
        return len(self.table.rows if self.table else self.parts)

    def rows_of(self, field: Field, section: int) -> list[Line]:
        """Those in which the field may stand; none where it is a table's cell."""
        if not field.several:
            return self.page
        return [] if self.table or section >= len(self.parts) else self.parts[section]

    def cell(self, field: Field, section: int) -> Cell | None:
        """Where in the table that section's value stands; None where it has none."""
        return self.table.rows[section].get(field.name) if self.table and section < len(self.table.rows) else None


def of(template: Template, lines: list[Line], width: float) -> Sections:
    """The sections of a page, `width` pixels wide, that was read as `lines`."""
    page = rows(lines)
    parts, shown = _parts(template, page), table.find(template, lines, width)
    found = extract.fields(template, [one for one in template.field if not one.several], page)
    found |= _in_table(template, shown) if shown else _in_parts(template, parts)
    return Sections(page, parts, shown, found)


def _in_table(template: Template, shown: Table) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    for number, row in enumerate(shown.rows):
        for field in template.field:
            value = extract.value(template, field, row[field.name].text) if field.name in row else None
            if value is not None:
                found[key(field, number)] = value
    return found


def _in_parts(template: Template, parts: list[list[Line]]) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    for number, part in enumerate(parts):
        wanted = [one for one in template.field if one.several and one.in_rows and (one.repeat or not number)]
        here = extract.fields(template, wanted, part)
        found |= {key(one, number): here[one.name] for one in wanted if one.name in here}
    return found


def _parts(template: Template, page: list[Line]) -> list[list[Line]]:
    """The rows of every section: one begins where the label of a repeating field stands once more.

    Of a page with one section, or whose template repeats nothing, all rows.
    """
    repeating = [one for one in template.field if one.repeat and one.label]
    found: list[list[Line]] = [[]]
    met: set[str] = set()
    for row in page:
        here = {one.name for one in repeating if extract.labelled(template, one, row)}
        if here & met:
            found.append([])
            met = set()
        met |= here
        # What stands above the first label belongs to no section, unless there is only one.
        if met or len(found) > 1:
            found[-1].append(row)
    return found[:MOST] if len(found) > 1 else [page]


def key(field: Field, section: int) -> str:
    """What a reading of the field in that section, counted from 0, is kept under."""
    return f"{field.name}/{section}" if section else field.name


def keys(template: Template, count: int) -> list[tuple[str, Field, int]]:
    """All readings that a page of `count` sections can have: key, field, section."""
    return [(key(field, section), field, section)
            for field in template.field for section in range(count if field.several else 1)]  # fmt: skip


def several(template: Template, key: str) -> bool:
    """Whether what is kept under `key` is one report's."""
    return any(one.several and one.name == key.split("/")[0] for one in template.field)
