"""The stations, one by one; and ending the access of one that was lost or replaced."""

from collections.abc import Sequence
from typing import Any

from app.errors import UserError
from app.i18n import tr
from app.server import doorway
from app.server.dashboard import acts, levels, stations
from app.server.dashboard.page import Answer, Moved, NotThere, Page, Shown, Visit
from app.server.dashboard.stations import Station
from app.server.reference import condition, taken
from app.server.reference.published import Published
from app.server.sql.port import Connection


def every(visit: Visit) -> Shown:
    """All of them."""
    found = stations.all_of(visit.engine)
    return Shown("stations.html", {"stations": found, **reference(visit, found)})


def live(visit: Visit) -> Shown:
    """Their table alone."""
    return Shown("_stations.html", every(visit).values)


def one(visit: Visit) -> Shown:
    """One of them."""
    station = _station(visit)
    done = visit.query.get("done") == "revoked"
    heads = stations.heads(visit.engine, station.id)
    return Shown("station.html", {"one": station, "heads": heads, "done": done, **reference(visit)})


def reference(visit: Visit, found: Sequence[Station] | None = None) -> dict[str, Any]:
    """Which version of what the centre publishes is the newest, which one and which level each station has, and what it
    says of itself."""
    found = stations.all_of(visit.engine) if found is None else found
    steps = levels.history(visit.engine, found, visit.now)
    return {
        "newest": Published(visit.engine).head().version, "has": taken.of_all(visit.engine), "steps": steps,
        "level": {one.id: levels.acknowledged(steps, one) for one in found}, "says": condition.of_all(visit.engine),
    }  # fmt: skip


def revoke(visit: Visit) -> Answer:
    """Its token opens nothing any more. Confirmed by typing its name."""
    station = _station(visit)
    if visit.form.get("name", "").strip() != station.name.strip():
        raise UserError(tr("输入的名称与站点名称不一致，没有停用。请照原样输入“{name}”。", name=station.name))

    def revoked(connection: Connection) -> None:
        doorway.revoke(connection, station.id, visit.now)
        acts.note(connection, visit.now, visit.who.name, "station revoked", station.name)

    visit.engine.write(revoked)
    return Moved(f"/stations/{station.id}?done=revoked")


def _station(visit: Visit) -> Station:
    found = stations.one(visit.engine, visit.path["station"])
    if found is None:
        raise NotThere
    return found


PAGES = (
    Page("GET", "/stations", "records.read", every),
    Page("GET", "/stations/live", "records.read", live, live=True),
    Page("GET", "/stations/{station}", "records.read", one),
    Page("POST", "/stations/{station}/revoke", "centre.join", revoke, again=one),
)
