"""A room's beds in a row below its heading: 1.36.5 2.36.4 3.请假 4.36.6."""

import re

from app.dormitory.chain.names import Directory
from app.dormitory.chain.token import Token

_CELL = re.compile(r"\s*(\d)\s?[.、:)]\s?((?:3[4-9]|4[0-3])(?:[.。]\d|\d(?!\d))(?:°c|度)?|[^\W\d]{2,6})\s*[,;、/]?\s*")


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
