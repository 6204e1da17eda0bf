"""What digits mean in a 接龙: a temperature, a room, a time, a number of the roster, or nothing that can be told."""

import re
from collections.abc import Collection

from app.dormitory.chain.buildings import Buildings
from app.dormitory.chain.spoken import DIGIT, SPOKEN, spoken_at
from app.dormitory.chain.token import Token

LOWEST, HIGHEST = 34.0, 43.0
"""°C, both included, as in app.policy.temperature: what lies outside was misread or mistyped."""
_WHOLE = r"(3[4-9]|4[0-3])"
_UNIT = r"(?P<unit>\s*(?:摄氏度|度|°\s*c?|[o']?c(?![a-z])))?"
_MANY = re.compile(  # 36.5, 36 .5, 36。5
    rf"{_WHOLE}\s?[.。]{{1,2}}\s?(\d{{1,2}})(?!\d|\.\d|。\d(?!\d\d)|(?<=\d\d)[.、)]){_UNIT}"
)
_ONE = re.compile(rf"{_WHOLE}[,·:'、;](\d)(?!\d|[.。]\d|[,·:'、;]\d\d){_UNIT}")  # 36，5
_DEGREES = re.compile(rf"{_WHOLE}\s?(?:度|°c?|点)\s?(\d)(?!\d|[.。:]\d)(?P<unit>\s*(?:分|度|°?c(?![a-z])))?")  # 36度6
_ROUND = re.compile(rf"{_WHOLE}(?P<unit>\s?(?:摄氏度|度|°\s?c?|c(?![a-z]))(?:半)?)(?!\d|[零一二三四五六七八九几多])")
_BARE = re.compile(
    rf"(?<!\s[.。]){_WHOLE}(\d)(?!\d|[.。]\d)(?!\s*(?:号|室|寝|班|级|人|月|日|年|栋|楼|次)){_UNIT}"
)  # 365
_WHOLE_BARE = re.compile(
    r"(3[5-9])(?![\d.。:/]|\s?[-_\"'”]?\s?\d(?!\d))(?!\s*(?:号|室|寝|班|级|人|月|日|年|栋|楼|次|床|点))"
)  # 36
_MIXED = re.compile(rf"{_WHOLE}[度点]([零〇一二两三四五六七八九半])(?:度|分)?")  # 36度五
_TIMES = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?(?:1[0-2]|0?[1-9])\s?[-/.月]\s?(?:3[01]|[12]\d|0?[1-9])日?(?!\d)|(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])[日号]?"
    r"|(?:2[0-3]|[01]?\d):[0-5]\d(?::[0-5]\d)?(?!\d|[.。]\d)|(?:2[0-4]|1?\d)点(?:(?:[0-5]\d分?|半|整)?(?![度\d.。])|半?(?=3[4-9][.。]\d))"
    r"|(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?![\d/.])"
    r"|(?:3[01]|[12]\d|0?[1-9])日"
    r"|\d{1,3}(?:周|次|轮|天|期|分钟|级|班|年级|届)"
)
_AMOUNT = re.compile(
    r"\d{1,5}(?:[.。]\d{1,2})?(?:小时|分钟|公里|千米|公斤|斤|盒|份|箱|瓶|码|片|粒|针|岁|页|步|米|集|题|章|字|kg|km|ml|mg|cm|g(?![a-z])|min|%"
    r"|元(?!\w)|元(?=[已一每出起包左转不吧吗呢够给])|块(?!\w)|块(?=[钱不吧吗呢够给])|(?=\s?转(?:你|账|给)(?!\s?\d)))"
)
_GARBLED = re.compile(r"(?:3[4-9]|4[0-3])[.。][a-z](?![a-z])")  # 36.o, 36.s: a letter where a digit should stand
_ROOM_OF = (
    r"(?:(?P<building>\d{1,2}(?=\s?[-栋号幢#公舍楼座])|[a-z])\s?(?:-|#?号楼|栋|幢|#楼?|号公寓|公寓|舍|楼|座)?\s?)??(?P<room>%s)"
    r"\s?(?P<suffix>室|寝室|寝|宿舍|房间|房|号)?(?:\s?[-/]\s?(?P<bed>\d)(?![\d.])(?:\s?号?床)?)?"
)
_ROOM = re.compile(_ROOM_OF % r"\d{3,4}(?!\d|[.。]\d)")
_GLUED = re.compile(r"(?<!\d)(?<!\d[.])(\d{3,4})[.。]?(3[4-9][.。]\d)(?!\d)")
_TORN = re.compile(r"3[4-9](?:[,.。·:;']{2,}\d|[度点°]\d\d|[.。](?=\s*$|\t))")
"""36,.6, 36度80 and 36. at the end: nobody knows which of it is meant."""
_NUMBER = re.compile(r"\d{1,24}(?:[.。]\d{1,24}){0,5}")
_DAY = re.compile(r"(?:1[0-2]|0?[1-9])[.。](?:3[01]|[12]\d|0?[1-9])")


class Rooms:
    """The rooms that there are: of every room's number the buildings that have it."""

    def __init__(self, rooms: Collection[tuple[str, str]]) -> None:
        self.buildings: dict[str, set[str]] = {}
        self.called = Buildings(building for building, _ in rooms)
        for building, room in rooms:
            self.buildings.setdefault(room, set()).add(building)
        lettered = sorted((one for one in self.buildings if not one.isdecimal()), key=len, reverse=True)
        numbers = rf"(?:{'|'.join(map(re.escape, lettered))})(?![\da-z])"
        self._lettered = re.compile(_ROOM_OF % numbers) if lettered else None
        """Rooms whose numbers have a letter: a301, 301b."""

    def named(self, text: str, at: int) -> "re.Match[str] | None":
        """A room's number, with a building's before it, if any."""
        return self.with_letter(text, at) or _ROOM.match(text, at)

    def with_letter(self, text: str, at: int = 0) -> "re.Match[str] | None":
        """A room whose number has a letter, with a building's before it, if any."""
        return self._lettered.match(text, at) if self._lettered else None

    def parted(self, text: str) -> str:
        """30236.6 and 610.35.9 with a blank behind the room's number, where there is such a room."""
        return _GLUED.sub(lambda found: f"{found[1]} {found[2]}" if self.has(found[1]) else found[0], text)

    def has(self, room: str, building: str = "") -> bool:
        return building in self.buildings[room] if building and room in self.buildings else room in self.buildings


def number_at(text: str, at: int, rooms: Rooms) -> Token | None:
    """What the number that begins at `at` is; None where none begins there."""
    if at and text[at - 1].isdecimal():
        return None
    if text[at] in SPOKEN:
        return _spoken(text, at, rooms)
    if text[at].isdecimal() or ("a" <= text[at] <= "z" and not (at and text[at - 1].isalnum())):
        return _digits(text, at, rooms)
    return _called_room(text, at, rooms)


def _digits(text: str, at: int, rooms: Rooms) -> Token | None:
    found = _AMOUNT.match(text, at)
    if found:
        return Token("time", at, found.end(), found[0])
    called = _called_room(text, at, rooms)
    if called:
        return called
    found = _TIMES.match(text, at)
    if found and not _MANY.match(text, at) and not _DEGREES.match(text, at):
        return Token("time", at, found.end(), found[0])
    return _room(text, at, rooms) or _temperature(text, at) or _other(text, at)


def _temperature(text: str, at: int) -> Token | None:
    found = _MIXED.match(text, at)
    if found:
        return _value(text, at, found.end(), int(found[1]) + DIGIT[found[2]] / 10, unit=True)
    for form in (_MANY, _ONE, _DEGREES):
        found = form.match(text, at)
        if found:
            return _value(text, at, found.end(), float(f"{found[1]}.{found[2]}"), unit=bool(found["unit"]))
    found = _ROUND.match(text, at)
    if found:
        return _value(text, at, found.end(), int(found[1]) + (0.5 if "半" in found["unit"] else 0), unit=True)
    found = _BARE.match(text, at)
    if found:
        return _value(text, at, found.end(), int(found[1] + found[2]) / 10, unit=bool(found["unit"]))
    return None


def _value(text: str, start: int, end: int, celsius: float, *, unit: bool) -> Token:
    sort = "value" if LOWEST <= celsius <= HIGHEST else "bad"
    return Token(sort, start, end, text[start:end], celsius=celsius, unit=unit)  # type: ignore[arg-type]


def _room(text: str, at: int, rooms: Rooms) -> Token | None:
    """A room that exists, or something that can only be one. A bare number that could be a temperature as well is
    "either"."""
    found = rooms.named(text, at)
    if found is None:
        return None
    building, room, bed = rooms.called.meant(found["building"] or ""), found["room"], found["bed"] or ""
    said = bool(building or found["suffix"])
    if not rooms.has(room, building) and not (found["suffix"] or (building and not _BARE.fullmatch(room))):
        return None
    bare = None if said or bed else _BARE.match(text, at)
    if bare:
        return Token("either", at, bare.end(), bare[0], celsius=int(room) / 10, room=room, unit=bool(bare["unit"]))
    return Token("room", at, found.end(), found[0], building=building, room=room, bed=bed, unit=said)


def _called_room(text: str, at: int, rooms: Rooms) -> Token | None:
    """南2-118, 竹园301: a room of a building that is called by more than a number."""
    called = rooms.called.before_room(text, at)
    found = rooms.named(text, called.end) if called else None
    if called is None or found is None or not rooms.has(found["room"], called.name):
        return None
    room, bed, end = found["room"], found["bed"] or "", found.end()
    return Token("room", at, end, text[at:end], building=called.name, room=room, bed=bed, unit=True)


def _other(text: str, at: int) -> Token | None:
    """A number that is no temperature: long ones are somebody's, short ones count, decimals are impossible."""
    found = _GARBLED.match(text, at) or _NUMBER.match(text, at)
    if found is None:
        return None
    written = found[0]
    if not written.isdecimal():
        return Token("time" if _DAY.fullmatch(written) else "bad", at, found.end(), written)
    if len(written) >= 4:
        return Token("digits", at, found.end(), written)
    whole = _WHOLE_BARE.fullmatch(written)
    torn = _TORN.match(text, at) if whole else None
    if torn:
        return Token("bad", at, torn.end(), torn[0])
    if whole and _WHOLE_BARE.match(text, at):
        return Token("count", at, found.end(), written, celsius=float(written))
    return Token("count" if len(written) < 3 else "bad", at, found.end(), written)


def _spoken(text: str, at: int, rooms: Rooms) -> Token | None:
    """三十六度五, 三六五, and the room 三〇一."""
    found = spoken_at(text, at)
    if found is None:
        return None
    if found.digits and rooms.has(found.digits):
        return Token("room", at, found.end, text[at : found.end], room=found.digits)
    if found.vague:
        return Token("bad", at, found.end, text[at : found.end])
    if found.digits and not (LOWEST <= found.celsius <= HIGHEST):
        return None
    if not found.exact:
        return Token("count", at, found.end, text[at : found.end], celsius=found.celsius)
    return _value(text, at, found.end, found.celsius, unit=True)
