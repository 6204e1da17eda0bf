"""Key post staff as the centre sees them: who is signed in where, who is missing, who was seen out of their area."""

from app.access.sight import masked
from app.keyposts.day import Shown as Line
from app.keyposts.day import State
from app.keyposts.words import astray_words, shift_words, state_word
from app.server.counts.keyposts import Look
from app.server.dashboard.page import Page, Shown, Visit

TAGS: dict[State, str] = {
    "missing": "bad", "left-early": "bad", "unsigned": "hold", "here": "good", "left": "", "later": "", "elsewhere": "",
}  # fmt: skip
MOST = 300
"""Lines that are shown; whom to call first stands first."""


def every(visit: Visit) -> Shown:
    """Everybody whose shift is today."""
    return Shown("keyposts.html", _values(visit))


def live(visit: Visit) -> Shown:
    """What of it changes."""
    return Shown("_keyposts.html", _values(visit))


def _values(visit: Visit) -> dict[str, object]:
    look = visit.boards.keyposts.look(visit.now)
    due = [one for one in look.lines if one.begins <= visit.now < one.ends]
    return {
        "look": look, "lines": look.lines[:MOST], "most": MOST, "tags": TAGS, "due": len(due),
        "here": sum(one.state == "here" for one in due), "missing": missing(look),
        "early": sum(one.state in ("left-early", "unsigned") for one in look.lines),
        "astray": len({one.staff.number for one in look.lines if one.astray}), "state": state_word,
        "shift": shift_words, "strayed": astray_words, "phone": lambda one: _phone(visit, one),
    }  # fmt: skip


def missing(look: Look) -> int:
    """How many are to be at their post now or were to be today, and never came."""
    return sum(one.state == "missing" for one in look.lines)


def _phone(visit: Visit, one: Line) -> str:
    return one.staff.phone if visit.may("people.identity") else masked(one.staff.phone, 3, 4)


PAGES = (
    Page("GET", "/keyposts", "keyposts.read", every),
    Page("GET", "/keyposts/live", "keyposts.read", live, live=True),
)
