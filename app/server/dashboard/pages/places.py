"""The places of the campus and who answers for them (网格): from the campus down to a room, from a table."""

from collections.abc import Iterable
from urllib.parse import quote

from app.errors import UserError
from app.i18n import tr
from app.server.dashboard import given, imports
from app.server.dashboard.imports import MOST_REFUSED, Came
from app.server.dashboard.page import Answer, Moved, NotThere, Page, Shown, Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference.published import Published, present
from app.server.reference.registers import without_place
from app.server.sql.port import Connection
from app.store.importing.places import read_places
from app.store.reference.places import DUTIES, DUTY_LABELS, SECTION, STEPS, Duty, Head, Place, around
from app.store.reference.staging.rows import Change


def every(visit: Visit) -> Shown:
    """A place with what lies in it; the campuses where none is named."""
    return _shown(visit, None)


def _shown(visit: Visit, result: Came | None) -> Shown:
    known = dict(Published(visit.engine).all(SECTION, Place))
    at = visit.query.get("at") or visit.form.get("at", "")
    if at and at not in known:
        raise NotThere
    inside = sorted((one for one in known.values() if one.above == at), key=lambda one: _natural(one.path))
    way = [known[path] for path in reversed(list(around(at))) if path in known]
    return Shown("places.html", {
        "at": known.get(at), "way": way, "inside": inside, "heads": _heads(way), "count": len(known),
        "deeper": {one.path: sum(path.startswith(f"{one.path}/") for path in known) for one in inside},
        "duties": DUTIES, "labels": DUTY_LABELS, "steps": STEPS, "result": result, "most": MOST_REFUSED,
        "done": visit.query.get("done", ""),
    })  # fmt: skip


def _heads(way: list[Place]) -> dict[Duty, tuple[Head, Place]]:
    """Who answers here, each with the place that says so: the nearest one does."""
    return {duty: (head, place) for place in way for duty, head in place.heads.items()}


def _natural(path: str) -> tuple[tuple[int, str], ...]:
    """10 behind 9."""
    return tuple((int(code) if code.isdecimal() else 10**9, code) for code in path.split("/"))


def remove(visit: Visit) -> Answer:
    """A place with whatever lies in it, confirmed by typing its code."""
    at = visit.form.get("at", "")

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        if present(connection, SECTION, at, Place) is None:
            raise NotThere
        if given.text(visit, "code") != at:
            raise UserError(tr("输入的编码不一致，没有删除。请照原样输入“{path}”。", path=at))
        return [Done("place removed", at)], without_place(connection, at)

    publish(visit, work)
    above = at.rpartition("/")[0]
    return Moved(f"/places?done=yes&at={quote(above)}" if above else "/places?done=yes")


def load(visit: Visit) -> Answer:
    """The places of a file."""
    return _shown(visit, imports.came(visit, SECTION, Place, read_places))


PAGES = (
    Page("GET", "/places", "registers.keep", every),
    Page("POST", "/places/remove", "registers.keep", remove, again=every),
    Page("POST", "/places/import", "registers.keep", load, again=every, takes_file=True),
)
