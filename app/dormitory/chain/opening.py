"""The beginning of a line: its rank (接龙's own number, or one that somebody typed), and lines that are headers."""

import re
from typing import NamedTuple

from app.dormitory.chain.numbers import Rooms

_VALUE = r"(?:3[4-9]|4[0-3])\s?[.。]\s?\d|3[4-9]\d(?!\d)|(?:3[4-9]|4[0-3])度"
_RANK = re.compile(
    rf"\s*(?:第|no\.?\s?|#)?(?P<rank>\d{{1,4}})\s?(?:号|条|楼(?=[:：.、\s]))?\s?"
    rf"(?:[.。、:：,)\]】>_·-]+\s*(?=\D|{_VALUE}|\d{{3,4}}(?![\d.。])|\d{{6}}|\d{{1,2}}\s?(?:#|号楼|栋|幢))|[.。、:：,)\]】>_·-]*\s+|(?=[^\W\d_]))"
)
_BRACKETED = re.compile(r"\s*[(\[【]\s?(?:(?P<rank>\d{1,4})|[一二三四五六七八九十]{1,3})\s?[)\]】]\s*")
_CHINESE = re.compile(r"\s*[一二三四五六七八九十百]{1,4}[、.):]\s*|\s*[a-z][、.):]\s*(?![a-z])")
_ORNAMENT = re.compile(r"[\s\-*+>=|]+(?=\S)")
_TEMPERATURE = re.compile(rf"\s*(?:{_VALUE})")
_TAIL = re.compile(r"\d{4}(?!\d)")
_NOT_A_RANK = re.compile(
    r"\s*\d{1,4}\s?(?:月|日|年|点|时|栋|幢|号楼|楼|舍|公寓|室|寝|级|班|人|度|°|岁|号?床|c\b|-\d|/\d|:\d)"
)
_EXAMPLE = re.compile(r"\s*[(\[【]?\s*(?:例|示例|样例|范例|模板|格式|比如|例如|举例|样式|如\s?:|eg\b|e\.g)")


class Opening(NamedTuple):
    """text: the line without its ranks (WeChat's and one's own). ranked: whether there was any; rank: the first."""

    text: str
    ranked: bool = False
    rank: int = 0


def without_rank(text: str, rooms: Rooms, before: int = 0) -> Opening:
    """before: the rank of the line before. A number that is a room's stays, unless a dot or the like makes it a rank or
    it is the next one; so does one of three digits that is no room's and not the next one: it is another building's."""
    rank, ranked = 0, False
    for _ in range(2):
        text = _ORNAMENT.sub("", text, count=1) if _ORNAMENT.match(text) else text
        found = _BRACKETED.match(text)
        if found and found["rank"] and _is_no_rank(found, rooms, before):
            break
        found = found or _CHINESE.match(text)
        if found is None:
            found = _rank(text, rooms, before)
            if found is None:
                break
            if len(found["rank"]) > 3 and not _dotted(text, found) and not _next(found, before):
                break
            if found[0] and len(found["rank"]) > 2 and not _dotted(text, found) and not _next(found, before):
                text = f"{found['rank']}室 {text[found.end() :]}"
                break
            rank = rank or int(found["rank"])
        text, ranked = text[found.end() :], True
    return Opening(text, ranked, rank)


def is_header(text: str) -> bool:
    """Whether the line shows how to fill in, or is the heading of a 接龙."""
    bare = text.lstrip()
    return bool(_EXAMPLE.match(bare)) or (bare.startswith("#") and not bare[1:2].isdecimal())


def _rank(text: str, rooms: Rooms, before: int) -> "re.Match[str] | None":
    found = _RANK.match(text)
    if found is None or _NOT_A_RANK.match(text) or rooms.with_letter(text.lstrip()):
        return None
    dotted = _dotted(text, found)
    behind = _TEMPERATURE.match(text, found.end()) or _TAIL.match(text, found.end())
    if _TEMPERATURE.match(text) and not dotted and not behind:
        return None  # 36.5 张三; but 36.36.5 张三 is the thirty-sixth
    return None if rooms.has(found["rank"]) and not dotted and not _next(found, before) else found


def _is_no_rank(found: "re.Match[str]", rooms: Rooms, before: int) -> bool:
    """【203】 is a room, and (4312) the end of somebody's number."""
    return (rooms.has(found["rank"]) or len(found["rank"]) > 3) and not _next(found, before)


def _dotted(text: str, found: "re.Match[str]") -> bool:
    rest = text[found.end("rank") :].lstrip()
    return rest[:1] in tuple(".。、)") and not rest[1:2].isdecimal()


def _next(found: "re.Match[str]", before: int) -> bool:
    return before < int(found["rank"]) <= before + 3
