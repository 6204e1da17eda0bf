"""The door of a building: whose passages count at the night check, by the name of the post that wrote them."""

from collections.abc import Iterable
from datetime import datetime

from app.dormitory.facts import Passed
from app.policy.building import at_door


def last_passage(passages: Iterable[Passed], building: str, start: datetime, end: datetime) -> Passed | None:
    """The last one by the door of that building from `start` to `end`, both included."""
    own = (one for one in passages if start <= one.at <= end and at_door(one.post) == building)
    return max(own, key=lambda one: (one.at, one.entered_at, one.id), default=None)
