"""The list of people that the centre publishes: how many there are, and bringing it up to date from a file."""

from pathlib import Path, PurePath

from app.errors import UserError
from app.i18n import tr
from app.server.dashboard import acts
from app.server.dashboard.page import Answer, Page, Shown, Visit
from app.server.reference.editing import Editing
from app.server.reference.published import Published
from app.store.importing.report import ImportResult
from app.store.reference.people import SECTION

MOST_REFUSED = 200
"""Rows that are listed with their reasons; a file with more is better mended first."""


def every(visit: Visit) -> Shown:
    """How many there are, and the form."""
    return _shown(visit, None)


def load(visit: Visit) -> Answer:
    """Add the people of a file, or bring them up to date; what came of it, row by row where one was refused."""
    if visit.file is None or not visit.file.name:
        raise UserError(tr("请选择要导入的文件。"))
    name = PurePath(visit.file.name.replace("\\", "/")).name
    editing = Editing(Published(visit.engine), visit.who.name, lambda: visit.now)
    result = editing.import_people(Path(name), content=visit.file.content)
    detail = f"+{result.added} ~{result.changed} !{len(result.refused)}"
    visit.engine.write(
        lambda connection: acts.note(connection, visit.now, visit.who.name, "import", name, detail=detail)
    )
    return _shown(visit, result)


def _shown(visit: Visit, result: ImportResult | None) -> Shown:
    count = Published(visit.engine).head().counts.get(SECTION, 0)
    return Shown("roster.html", {"count": count, "result": result, "most": MOST_REFUSED})


PAGES = (
    Page("GET", "/roster", "people.import", every),
    Page("POST", "/roster", "people.import", load, again=every, takes_file=True),
)
