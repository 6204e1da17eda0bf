"""Whether a parcel may be handed out now, by what the level says of parcels and takeaway; and why not."""

from datetime import datetime
from math import ceil
from typing import Literal, NamedTuple

from app.parcels.state import Parcel
from app.policy.level import LevelFile
from app.policy.rule import Handing
from app.records.parcel_step import Sort


class Held(NamedTuple):
    """Why something may not be handed out: it is not here any more; the level allows none; it was not disinfected; or
    the disinfectant has to act until then, for so many minutes, begun ones whole."""

    why: Literal["gone", "none", "dry", "wet"]
    until: datetime | None = None
    minutes: int = 0


class Ways(NamedTuple):
    """How parcels, and how takeaway is handed out at a level."""

    parcel: Handing
    takeaway: Handing

    def of(self, sort: Sort) -> Handing:
        """The word for that sort."""
        return self.parcel if sort == "parcel" else self.takeaway


def ways(level: LevelFile) -> Ways:
    """What the level says."""
    return Ways(level.parcels, level.takeaway)


def hindrance(parcel: Parcel, way: Handing, now: datetime) -> Held | None:
    """Why it may not be handed out at this moment; None where it may."""
    if not parcel.present:
        return Held("gone")
    if way == "none":
        return Held("none")
    if way != "disinfect":
        return None
    if parcel.ready_at is None:
        return Held("dry")
    minutes = ceil((parcel.ready_at - now).total_seconds() / 60)
    return Held("wet", parcel.ready_at, minutes) if minutes > 0 else None
