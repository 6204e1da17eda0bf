"""A delivery as plain data, for the command line and whoever counts open loops from the records."""

from datetime import datetime
from typing import Any

import msgspec

from app.goods.contact import ready_at
from app.goods.release import hindrances
from app.goods.state import Delivery


def plain(delivery: Delivery, now: datetime) -> dict[str, Any]:
    """What is not known is left out. missing, bad: names of items; held: why it cannot be released now."""
    standing = {"number": delivery.number, "phase": delivery.phase, "began_at": delivery.began_at}
    more: dict[str, Any] = {
        "missing": [one.item.name for one in delivery.standings if one.state == "missing"],
        "bad": [one.item.name for one in delivery.standings if one.state == "bad"],
        "held": [] if delivery.outcome else [one.sentence for one in hindrances(delivery, now)],
        "ready_at": ready_at(delivery.values),
        "decided_at": delivery.decided_at,
        "carried_at": delivery.carried_at,
        "received_at": delivery.received_at,
        "closed_at": delivery.closed_at,
        "why": delivery.why,
        "released": delivery.released,
        "received": delivery.received,
        "differences": [one.sentence() for one in delivery.differences],
        "problems": delivery.problems,
        "values": delivery.values,
    }
    known = {name: value for name, value in more.items() if value not in (None, "", (), [], {})}
    made: dict[str, Any] = msgspec.to_builtins({**standing, "complete": delivery.complete, **known})
    return made
