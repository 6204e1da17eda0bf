"""Records in quarantine, and one of them as it came."""

import msgspec

from app.server.dashboard import acts, quarantine, stations
from app.server.dashboard.page import NotThere, Page, Shown, Visit


def every(visit: Visit) -> Shown:
    """A page of them."""
    found = quarantine.page(visit.engine, visit.query.get("after", ""))
    shown = found[: quarantine.PAGE]
    after = shown[-1].place if len(found) > quarantine.PAGE else ""
    names = {one.id: one.name for one in stations.all_of(visit.engine)}
    return Shown("quarantine.html", {"found": shown, "after": after, "names": names})


def one(visit: Visit) -> Shown:
    """What came, in full; looking at it is an act."""
    found = quarantine.one(visit.engine, visit.path["place"])
    station = found and stations.one(visit.engine, found.station)
    if found is None or station is None:
        raise NotThere
    about = f"{station.name} {found.seq}"
    visit.engine.write(lambda connection: acts.note(connection, visit.now, visit.who.name, "quarantined", about))
    return Shown("aside.html", {"one": found, "station": station, "raw": _readable(found.raw)})


def _readable(raw: bytes) -> str:
    try:
        return msgspec.json.format(raw, indent=2).decode()
    except (ValueError, RecursionError):
        return raw.decode(errors="backslashreplace")


PAGES = (
    Page("GET", "/quarantine", "audit.read", every),
    Page("GET", "/quarantine/{place}", "audit.read", one),
)
