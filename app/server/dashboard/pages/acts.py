"""The centre's own audit, to be read."""

from app.server.dashboard import acts
from app.server.dashboard.page import Page, Shown, Visit


def every(visit: Visit) -> Shown:
    """A page of it, the newest first."""
    found = acts.page(visit.engine, visit.query.get("before", ""))
    shown = found[: acts.PAGE]
    return Shown("acts.html", {"acts": shown, "before": shown[-1].id if len(found) > acts.PAGE else ""})


PAGES = (Page("GET", "/acts", "audit.read", every),)
