"""A room whose name a table spreads over several columns: 楼栋, 楼层, 房间, 床位."""

from collections.abc import Mapping
from typing import Any

from app.i18n import tr
from app.policy.room import Contradiction, room_from, room_of
from app.store.importing.cells import words
from app.store.importing.register import Wrong

COLUMNS: dict[str, tuple[str, ...]] = {
    "house": ("楼栋", "楼栋号", "楼号", "宿舍楼", "宿舍楼栋", "宿舍楼号", "公寓", "公寓楼", "公寓号", "所在楼栋", "楼",
              "栋", "building"),
    "floor": ("楼层", "层", "floor"),
    "door": ("房间", "房间号", "房号", "宿舍号", "寝室号", "room", "room number"),
    "bed": ("床位", "床位号", "床号", "床", "bed"),
}  # fmt: skip
"""What the parts of a room may be called."""
_APART = ("house", "floor", "bed")


def place_of(given: Mapping[str, Any]) -> str | None:
    """The place that a row names: as it is written where it stands in one column, of a room in several "5-301-2". None
    where there is no such column. Raises Wrong where its columns contradict each other."""
    if "place" not in given and "door" not in given:
        return None
    place, room = words(given.get("place")), words(given.get("door"))
    building, floor, bed = (words(given.get(name)) for name in _APART)
    whole = room_of(place)
    if place and room and whole is None:
        building, place = building or place, room  # 宿舍 5号楼, 房间号 301
    if not (building or floor or bed or (whole and room)):
        return place or room
    try:
        found = room_from(building, floor, place or room, bed)
        again = room_from(whole.building, floor, room, bed) if whole and room else None
    except Contradiction:
        raise _quarrel(building, floor, place, room, bed) from None
    if found and again and again.room != found.room:
        raise _quarrel(building, floor, place, room, bed)
    return "-".join(filter(None, found)) if found else " ".join(filter(None, (building, place or room)))


def _quarrel(*parts: str) -> Wrong:
    return Wrong(tr("楼栋、房间和床位“{said}”对不上", said=" ".join(dict.fromkeys(filter(None, parts)))))
