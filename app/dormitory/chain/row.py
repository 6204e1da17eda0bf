"""A room's beds in a row: 1.36.5 2.36.4 below its heading, or 401 36.5 36.4 where that order is agreed."""

import re

from app.dormitory.chain.names import Directory
from app.dormitory.chain.token import Token

_CELL = re.compile(r"\s*(\d)\s?[.、:)]\s?((?:3[4-9]|4[0-3])(?:[.。]\d|\d(?!\d))(?:°c|度)?|[^\W\d]{2,6})\s*[,;、/]?\s*")
_ORDER = re.compile(
    r"(?:按|依|照|以)(?:着|照)?床[位号铺]?|床[位号铺]*的?(?:顺序|次序|依次)|床[位号铺]?\s?1\s?[-到至、]?\s?2?\D?\s?3?\D?\s?4"
)
_SAID = (
    r"\s*((?:3[4-9]|4[0-3])(?:[.。]\d|\d(?!\d))(?:°c?|度)?"
    r"|请假|不在|外出|回家|离校|没测|未测|缺|空|无|[-/×x](?![\d.]))\s*"
)
_CELLS = (re.compile(_SAID + "[,;、/]?"), re.compile(_SAID + "[,;、]?"))
"""36.5/36.4 has two cells; 36.5 / 36.4, of three beds, has three."""
_COUNTED = re.compile(
    r"\s*[:,]?\s*(?:[(\[【][^)\]】]*[)\]】]\s*[:,]?)?\s*(?:(?:\d|[一二三四五六七八两])\s?个?人)?\s*(?:分别是?为?)?\s*[:,]?"
)
_WELL = re.compile(r"\s*(?:都|均|全部|全)?(?:正常|无异常|没事)?[!。~]*\s*")


def is_ordered(text: str) -> bool:
    """Whether a heading says that temperatures stand in the order of the beds."""
    return bool(_ORDER.search(text))


def ordered(text: str, directory: Directory) -> str:
    """401 36.5 36.4 请假 36.6, one for each bed from the first to the last that is slept in, with the beds before them;
    as it is where there are more or fewer, or anything else is said."""
    room = directory.rooms.named(text, len(text) - len(text.lstrip()))
    counted = _COUNTED.match(text, room.end()) if room else None
    if room is None or counted is None:
        return text
    building = directory.rooms.called.meant(room["building"] or "")
    beds = [directory.people[one].bed for one in directory.in_room(room["room"], building)]
    last = max((int(bed) for bed in beds if bed.isdecimal()), default=0)
    if last < 2 or len(set(beds)) != len(beds):
        return text
    cells = (_cells(text, counted.end(), form) for form in _CELLS)
    said = next((some for some in cells if len(some) == last), [])
    return f"{room[0]} " + ",".join(f"{n}床{one}" for n, one in enumerate(said, 1)) if said else text


def _cells(text: str, at: int, form: "re.Pattern[str]") -> list[str]:
    """What a row says, bed by bed; nothing where it goes on with anything else than that all are well."""
    said = []
    while found := form.match(text, at):
        said.append(found[1])
        at = found.end()
    return said if _WELL.fullmatch(text, at) else []


def with_row(text: str, room: Token | None, directory: Directory) -> str:
    """Such a line with 床 behind the numbers, where it has every bed of the room, from the first one on; else as it is.
    With fewer the numbers may be anything."""
    cells, at = [], 0
    while room is not None and (found := _CELL.match(text, at)):
        cells.append(found.groups())
        at = found.end()
    if (
        room is None
        or at < len(text)
        or len(cells) < 2
        or [n for n, _ in cells] != [f"{n + 1}" for n in range(len(cells))]
    ):
        return text
    slept = {bed for bed, _ in cells if len(directory.in_bed(room.room, bed, room.building)) == 1}
    if len(slept) < len(cells) or len(cells) != len(directory.in_room(room.room, room.building)):
        return text
    return ",".join(f"{bed}床{said}" for bed, said in cells)
