"""Visitors' appointments: who is expected on a day, another one, and taking one back."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from app.clock import CAMPUS, campus_day
from app.i18n import tr
from app.server.dashboard import given
from app.server.dashboard.page import Answer, Moved, Page, Shown, Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference.approvals import acting, flow, kept, used
from app.server.reference.approvals.acting import Wanted
from app.server.reference.approvals.kept import By
from app.server.sql.port import Connection
from app.store.reference.staging.rows import Change


def every(visit: Visit) -> Shown:
    """Those of a day, and the form."""
    used.look(visit.engine, visit.now)
    day = given.day(visit.query.get("day", ""), campus_day(visit.now))
    begin = datetime.combine(day, time(), CAMPUS)
    found = visit.engine.read(lambda connection: kept.visits(connection, begin, begin + timedelta(days=1)))
    return Shown("visits.html", {
        "found": found, "day": day, "before": day - timedelta(days=1), "after": day + timedelta(days=1),
        "today": campus_day(visit.now), "labels": flow.LABELS, "given": visit.form,
        "done": visit.query.get("done") == "1",
    })  # fmt: skip


def appoint(visit: Visit) -> Answer:
    """Another one."""
    begin, end = given.time(visit, "valid_from", tr("从")), given.time(visit, "valid_to", tr("到"))
    wanted = Wanted(
        "visit", given.text(visit, "number"), begin, end, given.text(visit, "purpose"), given.text(visit, "name"),
        given.text(visit, "host"), given.text(visit, "vehicle"),
    )  # fmt: skip
    by = By(visit.who.name, visit.who.role, visit.now)

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        made, changes = acting.appoint(connection, wanted, by)
        return [Done("visit", made.id, detail=wanted.purpose)], changes

    publish(visit, work)
    return Moved(f"/visits?day={campus_day(begin).isoformat()}&done=1")


PAGES = (
    Page("GET", "/visits", "visits.keep", every),
    Page("POST", "/visits", "visits.keep", appoint, again=every),
)
