"""The day in figures, as a gate's screen shows them: from the counts that are kept as passages are written."""

from typing import NamedTuple

from app.clock import campus_day
from app.station.local import LocalPost
from app.store.tallies import Tallies

HOURS = range(24)


class Today(NamedTuple):
    """How many went through on this campus day, in each of its 24 hours. inside: how many more went in than out since
    the ledger began; None where that cannot be how many are there: the first ones lived inside."""

    into: tuple[int, ...] = (0,) * 24
    out: tuple[int, ...] = (0,) * 24
    inside: int | None = None


def today(post: LocalPost) -> Today:
    """Cheap: no passage is read."""
    tallies = Tallies(post.database)
    admitted = [one for one in tallies.day(campus_day(post.clock())) if one.admitted]
    into, out = (
        tuple(sum(one.passages for one in admitted if (one.direction, one.hour) == (way, hour)) for hour in HOURS)
        for way in ("in", "out")
    )
    inside = tallies.inside()
    return Today(into, out, inside if inside >= 0 else None)
