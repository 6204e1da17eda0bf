"""Vehicles that were registered beforehand: found by plate or owner, entered one by one or from a table."""

from datetime import date, datetime, time, timedelta

from app.clock import CAMPUS
from app.errors import UserError
from app.i18n import tr
from app.server.dashboard import given, imports
from app.server.dashboard.imports import MOST_REFUSED, Came
from app.server.dashboard.page import Answer, Moved, Page, Shown, Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference import registers
from app.server.reference.published import Published
from app.store.importing.vehicles import read_vehicles
from app.store.reference.vehicles import KINDS, LABELS, SECTION, Vehicle

MOST = 200
"""Lines of the list; more are found by what is typed."""


def every(visit: Visit) -> Shown:
    """The list and the forms."""
    return _shown(visit, None)


def _shown(visit: Visit, result: Came | None) -> Shown:
    all_ = [one for _, one in Published(visit.engine).all(SECTION, Vehicle)]
    text = visit.query.get("text", "").strip()[:50]
    found = registers.searched(all_, text) if text else all_
    return Shown("vehicles.html", {
        "found": found[:MOST], "more": len(found) - MOST, "count": len(all_), "wanted": text, "labels": LABELS,
        "kinds": [(kind, tr(LABELS[kind])) for kind in KINDS], "given": visit.form, "result": result,
        "most": MOST_REFUSED, "done": visit.query.get("done", ""),
    })  # fmt: skip


def put(visit: Visit) -> Answer:
    """One vehicle, or a change of it."""
    change = registers.vehicle(
        given.text(visit, "plate"), given.text(visit, "owner"), given.choice(visit, "kind", KINDS, tr("类别")),
        given.text(visit, "phone"), _until(visit),
    )  # fmt: skip
    publish(visit, lambda _connection: ([Done("vehicle", change.key)], [change]))
    return Moved("/vehicles?done=yes")


def _until(visit: Visit) -> datetime | None:
    """The end of a day; None where none is given."""
    said = given.text(visit, "until")
    if not said:
        return None
    day = given.day(said, date.min)
    if day == date.min:
        raise UserError(tr("“{label}”不是可用的时间，请重新选择。", label=tr("有效期至")))
    return datetime.combine(day, time(), CAMPUS) + timedelta(days=1)


def remove(visit: Visit) -> Answer:
    """It is registered no longer."""
    change = registers.without_vehicle(given.text(visit, "plate"))
    publish(visit, lambda _connection: ([Done("vehicle removed", change.key)], [change]))
    return Moved("/vehicles?done=yes")


def load(visit: Visit) -> Answer:
    """The vehicles of a file."""
    came = imports.came(visit, SECTION, Vehicle, lambda content, name, _known: read_vehicles(content, name))
    return _shown(visit, came)


PAGES = (
    Page("GET", "/vehicles", "registers.keep", every),
    Page("POST", "/vehicles", "registers.keep", put, again=every),
    Page("POST", "/vehicles/remove", "registers.keep", remove, again=every),
    Page("POST", "/vehicles/import", "registers.keep", load, again=every, takes_file=True),
)
