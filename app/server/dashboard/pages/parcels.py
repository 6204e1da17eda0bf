"""Parcels and takeaway as the centre sees them: what lies at which post and for how long, what is not disinfected
though the level asks for it, what went back today."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from app.access.sight import may_read
from app.parcels.handing import Ways, ways
from app.parcels.state import PHASES, Parcel
from app.parcels.words import problem_words, recipient
from app.policy.leveldiff import HANDINGS
from app.records.parcel_step import SORTS
from app.records.registry import kinds
from app.server.counts import inforce
from app.server.counts.parcels import Shelf
from app.server.dashboard.page import NotThere, Page, Shown, Visit
from app.server.reference.published import Published

DAY, LEFT_OVER = timedelta(days=1), timedelta(days=2)
"""Since when it is asked whose a parcel is; posts have a setting of their own for it."""
MOST = 200
"""Parcels of one list that are shown; of more the longest lying."""


class Row(NamedTuple):
    """A post, or all of them. fresh, older, left_over: of what lies there, by how long; dry: not disinfected, where the
    level asks it. picked, returned: today."""

    shelf: Shelf
    lying: int
    fresh: int
    older: int
    left_over: int
    takeaway: int
    dry: int
    picked: int
    returned: int


def every(visit: Visit) -> Shown:
    """Every post."""
    return Shown("parcels.html", _values(visit))


def live(visit: Visit) -> Shown:
    """What of it changes."""
    return Shown("_parcels.html", _values(visit))


def one(visit: Visit) -> Shown:
    """What lies at one post, and what went back there today."""
    found, asked = visit.boards.parcels.look(visit.now), _ways(visit)
    shelf = found.of(visit.query.get("of", ""))
    if shelf is None:
        raise NotThere
    opened = may_read(visit.who.role, kinds()["parcel-step"])
    return Shown("parcels-post.html", {
        "row": _row(shelf, asked, visit.now), "most": MOST, "sorts": SORTS, "phases": PHASES,
        "left_over": LEFT_OVER, "stations": found.stations, "problems": problem_words,
        "dry": {one.key for one in _dry(shelf.lying, asked)}, "whose": lambda one: recipient(one, open_=opened),
    })  # fmt: skip


def _values(visit: Visit) -> dict[str, object]:
    asked = _ways(visit)
    every_ = visit.boards.parcels.look(visit.now).every
    together = Shelf(
        "", tuple(one for shelf in every_ for one in shelf.lying),
        tuple(one for shelf in every_ for one in shelf.returned), sum(shelf.picked for shelf in every_),
    )  # fmt: skip
    rows = [_row(shelf, asked, visit.now) for shelf in every_]
    return {"rows": rows, "total": _row(together, asked, visit.now), "ways": asked, "handings": HANDINGS}


def _row(shelf: Shelf, asked: Ways | None, now: datetime) -> Row:
    return Row(
        shelf, len(shelf.lying), shelf.older(now, timedelta.min, DAY), shelf.older(now, DAY, LEFT_OVER),
        shelf.older(now, LEFT_OVER), sum(one.sort == "takeaway" for one in shelf.lying),
        len(_dry(shelf.lying, asked)), shelf.picked, len(shelf.returned),
    )  # fmt: skip


def _dry(some: Sequence[Parcel], asked: Ways | None) -> list[Parcel]:
    """Those that the level wants disinfected and nobody did."""
    return [one for one in some if asked and asked.of(one.sort) == "disinfect" and one.ready_at is None]


def _ways(visit: Visit) -> Ways | None:
    """What the level in force for all posts says; None where the centre has put none into force."""
    level = inforce.level(Published(visit.engine), visit.now)
    return ways(level) if level else None


PAGES = (
    Page("GET", "/parcels", "parcels.keep", every),
    Page("GET", "/parcels/live", "parcels.keep", live, live=True),
    Page("GET", "/parcels/post", "parcels.keep", one),
)
