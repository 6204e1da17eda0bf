"""A line that names nobody of the list: a heading, a room's word, or something that has to be looked at."""

import re
from collections.abc import Sequence

from app.dormitory.chain import symptoms
from app.dormitory.chain.elements import Element, Parts
from app.dormitory.chain.meaning import of_whoever
from app.dormitory.chain.names import Directory
from app.dormitory.chain.said import Problem, RoomSaid
from app.dormitory.chain.token import Token
from app.dormitory.chain.values import readings

_COUNTED = ("应到", "实到")
_NOT_SO = ("不是", "吗", "?")
_ASKS = re.compile(r"有[^我]{0,8}[的人](?:没|没有|吗)[呀啊?]*\s*$")
_URL = re.compile(r"^\W*https?://")
_NUMBER = 9
"""Signs of a number that is a 学工号 with something grown onto it, which somebody wrote for somebody."""
Found = tuple[tuple[RoomSaid, ...], tuple[Problem, ...]]


def nobody(
    number: int, tokens: Sequence[Token], found: Parts, directory: Directory, *, ranked: bool, home: Token | None = None
) -> Found:
    """What such a line says. ranked: it has a place in the 接龙, so that somebody wrote it for somebody. home: the room
    that a heading names and the line is said of."""
    parts = {one.part for one in found.elements}
    strangers = [one for one in found.elements if one.part == "P" and not one.tokens[-1].is_word("other")]
    oneself = any(one.text in ("我", "我是", "我的") for one in tokens)
    header = any(one.is_word("header") and one.text not in _COUNTED for one in tokens)
    if (header or _counted(tokens)) and (not ((strangers or oneself) and "V" in parts) or _rule(tokens)):
        return (), ()
    measured = [one for one in found.elements if one.part == "V" and one.tokens[0].sort != "either"]
    if not measured and not strangers and _all_well(tokens):
        return _room(number, tokens, directory, ranked=ranked, home=home)
    if _URL.search("".join(one.text for one in tokens)):
        return (), ()
    if not strangers and not oneself and _of_all_or_none(tokens, measured):
        return (), ()
    if any(one.is_word("corrects") for one in tokens) and not parts & {"V", "P"}:
        return (), (Problem(code="mention", line=number),)
    values = readings(tokens)
    written = strangers[0].text if strangers else ""
    sure = any(one.sort == "value" or (one.sort == "bad" and len(one.text) > _NUMBER) for one in tokens)
    ill = any(one.part == "S" and one.tokens[0].is_word("symptom") for one in found.elements)
    about_somebody = (
        sure or ill or (strangers and parts & {"V", "S"}) or (ranked and (strangers or found.notes or "S" in parts))
    )
    if not about_somebody:
        return (), ()
    if len(strangers) > 1:
        return (), (Problem(code="nobody", line=number, written=written),)
    said = of_whoever(number, tokens, values, found.notes)
    return (), (Problem(code="nobody", line=number, written=written, readings=values.readings, said=said),)


def _rule(tokens: Sequence[Token]) -> bool:
    """填姓名和体温，37.2以上打我电话: nobody's temperature, although somebody speaks of himself."""
    return readings(tokens).problem == "vague" and any(one.is_word("vague") for one in tokens)


def _of_all_or_none(tokens: Sequence[Token], measured: Sequence[Element]) -> bool:
    """超过37.3的私聊, 谁有退烧药, 正常范围36-37.2: a question or a rule, whose numbers are nobody's."""
    written = "".join(one.text for one in tokens)
    if any(one.sort in ("room", "either") or one.is_word("all") for one in tokens):
        return False
    if any(one.is_word("asks") for one in tokens) or _ASKS.search(written):
        return True
    return bool(measured) and _rule(tokens)


def _counted(tokens: Sequence[Token]) -> bool:
    """应到4实到4 without a word of all of them is only a count."""
    counts = any(one.text in _COUNTED for one in tokens)
    return counts and not (any(one.is_word("all") for one in tokens) and _all_well(tokens))


def _all_well(tokens: Sequence[Token]) -> bool:
    """Whether all that is said is that all is well; 全体无发热 says so too."""
    if any(one.text in _NOT_SO or one.is_word("yesterday") for one in tokens):
        return False
    spoken = any(one.is_word("away", "unmeasured", "unclear") for one in tokens) or any(symptoms.said(tokens))
    denied = any(one.is_word("symptom") for one in tokens) and any(one.is_word("all") for one in tokens)
    return not spoken and (denied or any(one.is_word("normal") for one in tokens))


def _room(number: int, tokens: Sequence[Token], directory: Directory, *, ranked: bool, home: Token | None) -> Found:
    """316全寝正常. A line without a room says that all is well only where it says so of all, or below a heading."""
    rooms = {(one.building, one.room) for one in tokens if one.sort in ("room", "either")}
    rooms = rooms or ({(home.building, home.room)} if home else set())
    unclear = (), (Problem(code="which-room", line=number),)
    if len(rooms) != 1 or any(one.is_word("except", "rest") for one in tokens):
        spoken = bool(rooms) or ranked or any(one.is_word("all") for one in tokens)
        return unclear if spoken else ((), ())
    ((building, room),) = rooms
    buildings = {building} if building else directory.rooms.buildings.get(room, set())
    if len(buildings) != 1 or not directory.rooms.has(room, building):
        return unclear
    return (RoomSaid(building=next(iter(buildings)), room=room, line=number),), ()
