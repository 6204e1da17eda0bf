"""What is said of a parcel, in the language in use."""

from datetime import datetime
from typing import Any

import msgspec

from app.clock import campus
from app.i18n import mark, tr
from app.parcels.handing import Held, hindrance
from app.parcels.state import PHASES, PROBLEMS, Parcel
from app.policy.rule import Handing

_HELD = {
    "gone": mark("已经不在这里"), "none": mark("现行级别暂停收发"), "dry": mark("还没有消毒"),
    "wet": mark("消毒时间还没到"),
}  # fmt: skip


def phase_word(parcel: Parcel) -> str:
    return tr(PHASES[parcel.phase])


def held_words(held: Held) -> str:
    if held.why == "wet" and held.until is not None:
        clock = f"{campus(held.until):%H:%M}"
        return tr("消毒还差 {minutes} 分钟，{clock} 后可领", minutes=held.minutes, clock=clock)
    return tr(_HELD[held.why])


def recipient(parcel: Parcel, *, open_: bool = True) -> str:
    """As the label names them: 林晓彤 · 4321; where others read along, 林* · 4321."""
    name = parcel.name or parcel.person
    name = name if open_ or not name else f"{name[0]}*"
    return " · ".join(filter(None, (name, parcel.phone_tail))) or tr("未写收件人")


def problem_words(parcel: Parcel) -> str:
    between = tr("、")
    return between.join(tr(PROBLEMS[one]) for one in parcel.problems)


def plain(parcel: Parcel, way: Handing, now: datetime) -> dict[str, Any]:
    """For the command line; what is not known is left out. held: why it may not be handed out now."""
    held = hindrance(parcel, way, now)
    told: dict[str, Any] = {
        "key": parcel.key, "sort": parcel.sort, "phase": parcel.phase, "arrived_at": parcel.arrived_at,
        "courier": parcel.courier, "waybill": parcel.waybill, "person": parcel.person, "name": parcel.name,
        "phone_tail": parcel.phone_tail, "shelf": parcel.shelf, "ready_at": parcel.ready_at,
        "out_at": parcel.out_at, "over_at": parcel.over_at, "by": parcel.by, "by_name": parcel.by_name,
        "reason": parcel.reason, "problems": parcel.problems,
        "held": held_words(held) if held and parcel.present else "",
    }  # fmt: skip
    made: dict[str, Any] = msgspec.to_builtins({name: one for name, one in told.items() if one not in (None, "", ())})
    return made
