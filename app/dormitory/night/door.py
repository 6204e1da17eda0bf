"""The door of a building: whose passages count at the night check, by the name of the post that wrote them."""

import re
from collections.abc import Iterable
from datetime import datetime

from app.dormitory.facts import Passed

_NAMED = re.compile(r"\s*(?P<building>\d{1,2}|[A-Za-z]\d?)\s*(?:号宿舍楼|号学生公寓|号公寓|号楼|公寓|栋|幢|楼)")


def building_of(post: str) -> str:
    """The building whose door a post is: 5号楼, 5 栋东门 and A1公寓 are; a gate is none's."""
    found = _NAMED.match(post)
    return found["building"].upper() if found else ""


def last_passage(passages: Iterable[Passed], building: str, start: datetime, end: datetime) -> Passed | None:
    """The last one by the door of that building from `start` to `end`, both included."""
    own = (one for one in passages if start <= one.at <= end and building_of(one.post) == building)
    return max(own, key=lambda one: (one.at, one.entered_at, one.id), default=None)
