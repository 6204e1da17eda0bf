"""A page that lists several reports: its rows section by section, and the fields that each section has."""

from app.pages import extract
from app.pages.line import Line, rows
from app.pages.template import Field, Template

MOST = 8
"""Sections that are looked at."""


def split(template: Template, lines: list[Line]) -> list[list[Line]]:
    """The rows of every section: one begins where the label of a repeating field stands once more.

    Of a page with one section, or whose template repeats nothing, all rows.
    """
    page = rows(lines)
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
            for field in template.field for section in range(count if field.repeat else 1)]  # fmt: skip
