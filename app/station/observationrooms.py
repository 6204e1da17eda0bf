"""The rooms of observation at a post that stands alone: read from a table, set and taken back one by one."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UserError, WrongUse, reason
from app.i18n import tr
from app.records.observation_step import Cause
from app.station.local import LocalPost
from app.store.reference.observation_rooms import MOST, SECTION, ObservationRoom, ObservationRooms, Sex, code_of

if TYPE_CHECKING:
    from app.store.importing.report import Refused

_ACT = "registers.keep"


def bring(post: LocalPost, path: Path) -> "list[Refused]":
    """Add the rooms of a CSV or XLSX file, or bring them up to date; the rows that were not taken over. CentresOwn
    where they are the centre's."""
    from app.store.importing.observation_rooms import read_observation_rooms

    post.permit(_ACT)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(tr("读不到文件 {path}：{why}。请检查路径和权限。", path=path, why=reason(error))) from error
    read = read_observation_rooms(content, path.name)
    with post.database.write():
        ObservationRooms(post.database).put(read.taken.values())
        post.audit("import", SECTION, f"{len(read.taken)}")
    return read.refused


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
