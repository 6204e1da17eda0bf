"""The dormitories' reports of a day: what came, what is late, missing, amended or disagrees, how far the chain is, and
whom to call."""

from datetime import timedelta

from app.clock import campus_day
from app.dormitory.daily.count import Part
from app.dormitory.daily.words import STATES
from app.dormitory.day import rounds
from app.i18n import mark, tr
from app.records.daily_report import SCOPES, STEPS
from app.records.registry import kinds
from app.records.rounds import ROUNDS
from app.server.counts.dormitory.board import Look
from app.server.dashboard import given
from app.server.dashboard.dormitory import people, row, rows
from app.server.dashboard.page import NotThere, Page, Shown, Visit

MOST = 100
"""People of one list that are shown; of more the first."""
TAGS = {"signed": "good", "overdue": "bad", "due": "hold", "waiting": ""}
WHOSE = {"self": mark("本人"), "room": mark("寝室长"), "counsellor": mark("辅导员"), "building": mark("楼长")}


def every(visit: Visit) -> Shown:
    """The campus, every building and every college."""
    return Shown("dormitory.html", _values(visit))


def live(visit: Visit) -> Shown:
    """What of it changes."""
    return Shown("_dormitory.html", _values(visit))


def one(visit: Visit) -> Shown:
    """One of them, with the people of its lists."""
    look = _look(visit)
    part = next((one for one in look.report.parts() if (one.scope, one.of) == _asked(visit)), None)
    if part is None:
        raise NotThere
    return Shown("dormitory-part.html", {
        "look": look, "row": row(look, part), "people": people(visit, look, part), "most": MOST, "kinds": kinds(),
        "tags": TAGS, "states": STATES, "steps": STEPS, "rounds": ROUNDS, "whose": WHOSE,
        "over": [one.name for one in rounds(look.plan, look.report.day) if one.closes <= visit.now],
    })  # fmt: skip


def _values(visit: Visit) -> dict[str, object]:
    look, today = _look(visit), campus_day(visit.now)
    found = rows(look)
    opened = [tr(ROUNDS[one.name]) for one in rounds(look.plan, look.report.day) if one.opens <= visit.now]
    parts = [one for one in found if opened and one.part.scope != "campus"]
    return {
        "look": look, "campus": found[-1], "scopes": SCOPES, "steps": STEPS, "states": STATES, "tags": TAGS,
        "parts": {scope: [one for one in parts if one.part.scope == scope] for scope in ("building", "college")},
        "signed": sum(one.stages[0].state == "signed" for one in parts), "count": len(parts),
        "overdue": sum(one.overdue for one in parts), "today": today, "yesterday": today - timedelta(days=1),
        "opened": opened,
    }  # fmt: skip


def _look(visit: Visit) -> Look:
    """Today, or yesterday where that is asked for: what is older stands in the signed reports."""
    today = campus_day(visit.now)
    asked = given.day(visit.query.get("day", ""), today)
    day = asked if asked == today - timedelta(days=1) else today
    return visit.boards.dormitory(day).look(visit.now)


def _asked(visit: Visit) -> tuple[str, str]:
    scope = visit.query.get("scope", "campus")
    return Part("campus") if scope == "campus" else (scope, visit.query.get("of", ""))


PAGES = (
    Page("GET", "/dormitory", "rounds.read", every),
    Page("GET", "/dormitory/live", "rounds.read", live, live=True),
    Page("GET", "/dormitory/part", "rounds.read", one),
)
