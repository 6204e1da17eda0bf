"""A whole file of temperatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.dormitory.chain.names import Directory
from app.dormitory.chain.said import Chain, Line
from app.dormitory.table.columns import heading
from app.dormitory.table.rows import Rows
from app.i18n import tr
from app.store.importing.tables import NoTable, Sheet


@dataclass(frozen=True, slots=True)
class Read:
    """chain: the rows below the headings, with their numbers in the file (those of a second sheet count on). others:
    how many were of other days, and say nothing here. times: by row, when it was measured or handed in, where the
    table says so."""

    chain: Chain
    others: int
    times: Mapping[int, datetime] = field(default_factory=dict)


def read(sheets: Sequence[Sheet], directory: Directory, day: date) -> Read:
    """NoTable where no sheet has a heading that says who was measured, and what."""
    lines: list[Line] = []
    others = before = 0
    times: dict[int, datetime] = {}
    known = False
    for sheet in sheets:
        found = heading(sheet)
        if found is None:
            continue
        known = True
        at, columns = found
        rows = Rows(columns, directory, day)
        read_ = [rows.line(before + number, cells) for number, cells in sheet[at + 1 :]]
        lines += [one for one in read_ if one is not None]
        told = ((before + number, rows.time(cells)) for number, cells in sheet[at + 1 :])
        times |= {number: moment for number, moment in told if moment is not None}
        others += sum(one is None for one in read_)
        before += sheet[-1][0]
    if not known:
        raise NoTable(tr("表里找不到表头。请让一行写明“姓名”或“学号”，以及“体温”。"))
    return Read(Chain(tuple(lines)), others, times)
