"""What is said of a parcel, in the language in use."""

from datetime import datetime
from typing import Any

import msgspec

from app.i18n import tr
from app.parcels.handing import hindrance
from app.parcels.state import PHASES, PROBLEMS, Parcel
from app.policy.rule import Handing


def phase_word(parcel: Parcel) -> str:
    return tr(PHASES[parcel.phase])


def recipient(parcel: Parcel) -> str:
    """As the label names them: 林晓彤 · 4321."""
    return " · ".join(filter(None, (parcel.name or parcel.person, parcel.phone_tail))) or tr("未写收件人")


def problem_words(parcel: Parcel) -> str:
    between = tr("、")
    return between.join(tr(PROBLEMS[one]) for one in parcel.problems)


def plain(parcel: Parcel, way: Handing, now: datetime) -> dict[str, Any]:
    """For the command line; what is not known is left out. held: why it may not be handed out now."""
    told: dict[str, Any] = {
        "key": parcel.key, "sort": parcel.sort, "phase": parcel.phase, "arrived_at": parcel.arrived_at,
        "courier": parcel.courier, "waybill": parcel.waybill, "person": parcel.person, "name": parcel.name,
        "phone_tail": parcel.phone_tail, "shelf": parcel.shelf, "ready_at": parcel.ready_at,
        "out_at": parcel.out_at, "over_at": parcel.over_at, "by": parcel.by, "by_name": parcel.by_name,
        "reason": parcel.reason, "problems": parcel.problems,
        "held": hindrance(parcel, way, now) if parcel.present else "",
    }  # fmt: skip
    made: dict[str, Any] = msgspec.to_builtins({name: one for name, one in told.items() if one not in (None, "", ())})
    return made
