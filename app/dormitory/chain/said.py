"""What comes out of a text: what each line says of whom, or why that cannot be told."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.dormitory.chain.token import Round
from app.i18n import mark, tr

Site: TypeAlias = Literal["", "armpit", "forehead", "ear"]
Says: TypeAlias = Literal["", "normal", "away", "ill", "unmeasured"]
PROBLEMS = {
    "nobody": mark("名单里找不到这个人"),
    "homonym": mark("同名，分不清是哪一位"),
    "part": mark("名字前后还有别的字，可能是另一个人"),
    "several": mark("一行里几个人，分不清哪个数是谁的"),
    "room": mark("写的房间和名单上的不一样"),
    "number": mark("姓名和学工号对不上"),
    "mention": mark("提到别人，看不出说的是谁"),
    "no-value": mark("没有写体温"),
    "impossible": mark("体温不可能是这个数"),
    "rare": mark("体温少见，可能写错了，请核对"),
    "vague": mark("没有写准确的体温"),
    "site": mark("量的地方不是腋下、额头或耳朵"),
    "building": mark("写的是别的楼"),
    "values": mark("几个体温，分不清哪次是哪个"),
    "yes": mark("写了“是”或“有”，看不出指什么"),
    "past": mark("写的是以前的体温"),
    "which-room": mark("看不出是哪一间寝室"),
    "long": mark("这一行太长，请分成几行"),
}
"""Why a line, or a person in it, is not read, by code."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One temperature in °C. round: where the line says which of the day's; second: a second measurement (复测)."""

    celsius: float
    site: Site = ""
    round: Round = ""
    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one line says of one person. corrects: it says of itself that it corrects (更正)."""

    number: str
    line: int
    readings: tuple[Reading, ...] = ()
    says: Says = ""
    cough: bool = False
    note: str = ""
    corrects: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a person has to settle. written: who is meant, as the line has it. readings: what the line says, for the one
    who is chosen. candidates: numbers, the likeliest first. said: all that is said of whoever is chosen; None where
    that cannot be told either, so that the line has to be written more clearly."""

    code: str
    line: int
    written: str = ""
    readings: tuple[Reading, ...] = ()
    candidates: tuple[str, ...] = ()
    said: Said | None = None

    @property
    def sentence(self) -> str:
        return tr(PROBLEMS[self.code])


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSaid:
    """A whole room is said to be well (全寝正常), without temperatures. building: empty where none is said and none is
    needed."""

    building: str
    room: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as it was pasted. number: from 1 on. A line with nothing in it that concerns anybody has none of the
    rest."""

    number: int
    text: str
    said: tuple[Said, ...] = ()
    rooms: tuple[RoomSaid, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def concerns_nobody(self) -> bool:
        return not (self.said or self.rooms or self.problems)


@dataclass(frozen=True, slots=True)
class Chain:
    """A whole text."""

    lines: tuple[Line, ...]

    @property
    def problems(self) -> list[Problem]:
        return [one for line in self.lines for one in line.problems]

    @property
    def rooms(self) -> list[RoomSaid]:
        return [one for line in self.lines for one in line.rooms]

    def of(self, number: str) -> list[Said]:
        """All that is said of one person, in the order of the lines."""
        return [one for line in self.lines for one in line.said if one.number == number]

    @property
    def last(self) -> dict[str, Said]:
        """Whom the text speaks of → the line that counts: the last one with a temperature, or else the last one."""
        found: dict[str, Said] = {}
        for line in self.lines:
            for one in line.said:
                if one.readings or one.number not in found or not found[one.number].readings:
                    found[one.number] = one
        return found
