"""What a dormitory is called: 5号楼, A1公寓, 南2, 竹园3栋, 学生公寓B座, 3号楼2单元; and in one form of writing."""

import re

_NUMBERED = r"\d{1,2}|[A-Za-z]\d?"
_KIND = r"号?宿舍楼|号?学生公寓|号?公寓|号楼|栋|幢|座|舍|楼|区|号|#"
_HANZI = r"[^\W\da-zA-Z_]"
_HOUSING = "[园苑斋舍寓宿里村轩坊阁]"
"""In the name of a dormitory that is more than a number; elsewhere only a quarter stands before one: 南2, 西区12舍."""
_OFFICES = "教学|办公|行政|实验|图书|食堂|机房|报告|体育|科研|实训|医院|校医|会议|后勤|保卫|活动|门卫|值班"
_WORD = rf"(?={_HANZI}*{_HOUSING}){_HANZI}{{2,12}}"
HOUSE = (
    rf"\s*(?!{_HANZI}*(?:{_OFFICES}))(?:"
    rf"(?P<word>{_WORD}|[东南西北中新老][区院]?(?=\s*[\dA-Za-z]))\s*(?P<mark>{_NUMBERED})"
    rf"(?:\s*(?P<of>{_KIND})|(?=\s|[-/#]|$)|(?<=[A-Za-z])(?=\d))"
    rf"|(?P<number>{_NUMBERED})\s*(?P<kind>{_KIND})?|(?P<alone>{_WORD}))\s*(?:(?P<unit>\d{{1,2}})\s*单元)?"
)
"""A building's name, in a pattern that goes on: name_of says which it is."""
_WHOLE = re.compile(rf"{HOUSE}\s*")
_BEFORE_DOOR = re.compile(r"(?:[东南西北正侧前后大小]?门|门岗|值班|宿管|登记).*")
_DOOR = re.compile(HOUSE)
_GATE = re.compile(r"\d\s*号门")


def name_of(found: "re.Match[str]") -> str:
    """The building of a match of HOUSE as people say it: 5, 竹园3, 3-2 for the second unit of 3号楼."""
    name = found["alone"] or (found["word"] or "") + (found["mark"] or found["number"]).upper()
    return f"{name}-{found['unit']}" if found["unit"] else name


def building_of(text: str) -> str:
    """The building that 5号楼 or 竹园3栋 is, as a room's name has it; empty where it is none."""
    found = _WHOLE.fullmatch(text)
    return name_of(found) if found else ""


def at_door(text: str) -> str:
    """The building with whose name a post's begins: 5号楼东门; empty for a gate (5号门), and for a bare number, which
    may be anything."""
    found = None if _GATE.search(text) else _DOOR.match(_BEFORE_DOOR.sub("", text))
    return name_of(found) if found and not (found["number"] and not found["kind"]) else ""
