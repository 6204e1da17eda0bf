"""The rooms of observation at a post that stands alone: set and taken back one by one."""

from app.errors import UserError, WrongUse
from app.i18n import tr
from app.records.observation_step import Cause
from app.station.local import LocalPost
from app.store.reference.observation_rooms import MOST, ObservationRoom, ObservationRooms, Sex, code_of

_ACT = "registers.keep"


def put(
    post: LocalPost, room: str, capacity: int, title: str = "", sex: Sex | None = None, cause: Cause | None = None
) -> ObservationRoom:
    """Set one room, or change it."""
    post.permit(_ACT)
    code = code_of(room)
    if not code or not 1 <= capacity <= MOST:
        raise WrongUse(tr("请写明房间和床位数。"))
    one = ObservationRoom(code=code, title=title or code, capacity=capacity, sex=sex or "", cause=cause or "")
    with post.database.write():
        ObservationRooms(post.database).put([one])
        post.audit("observation room", code)
    return one


def remove(post: LocalPost, room: str) -> None:
    """It is for observation no more; whoever is in it stays there. UserError where it was none."""
    post.permit(_ACT)
    code = code_of(room)
    with post.database.write():
        if code not in [one.code for one in ObservationRooms(post.database).all()]:
            raise UserError(tr("没有“{room}”这间留观房。请核对，或先导入留观房间。", room=room))
        ObservationRooms(post.database).remove(code)
        post.audit("observation room removed", code)
