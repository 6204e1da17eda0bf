"""Whether a parcel may be handed out now, by what the level says of parcels and takeaway; and why not."""

from datetime import datetime
from math import ceil
from typing import NamedTuple

from app.clock import campus
from app.i18n import tr
from app.parcels.state import Parcel
from app.policy.level import LevelFile
from app.policy.rule import Handing
from app.records.parcel_step import Sort


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


def hindrance(parcel: Parcel, way: Handing, now: datetime) -> str:
    """Why it may not be handed out at this moment, in the language in use; empty where it may."""
    if not parcel.present:
        return tr("已经不在这里")
    if way == "none":
        return tr("现行级别暂停收发")
    if way != "disinfect":
        return ""
    if parcel.ready_at is None:
        return tr("还没有消毒")
    if parcel.ready_at > now:
        return tr(
            "消毒还差 {minutes} 分钟，{clock} 后可领", minutes=waiting(parcel, now),
            clock=f"{campus(parcel.ready_at):%H:%M}",
        )  # fmt: skip
    return ""


def waiting(parcel: Parcel, now: datetime) -> int:
    """Minutes, begun ones whole, until the disinfectant has acted for long enough; 0 where nothing is to wait for."""
    if parcel.ready_at is None or parcel.ready_at <= now:
        return 0
    return ceil((parcel.ready_at - now).total_seconds() / 60)
