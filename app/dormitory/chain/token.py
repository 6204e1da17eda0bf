"""The pieces of a line."""

from typing import Literal, NamedTuple, TypeAlias

Sort: TypeAlias = Literal["name", "word", "value", "room", "either", "digits", "time", "count", "bad", "gap", "unknown"]
Round: TypeAlias = Literal["", "morning", "noon", "evening"]


class Token(NamedTuple):
    """One piece. numbers: whose name it is. celsius: of a value, and of "either", which is a room's number as well.
    building, room, bed: of a room. unit: whether a value says ℃ or 度, or a room 室 or its building."""

    sort: Sort
    start: int
    end: int
    text: str
    numbers: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    celsius: float = 0.0
    building: str = ""
    room: str = ""
    bed: str = ""
    unit: bool = False

    def is_word(self, *classes: str) -> bool:
        return self.sort == "word" and not self.classes.isdisjoint(classes)
