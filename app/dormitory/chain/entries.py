"""Entries that run over several lines: a form's 姓名/体温, and a name with its room and temperature below it."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from app.dormitory.chain.plain import plain

Kind: TypeAlias = Literal["name", "stranger", "room", "value", "remark", "other"]
"""What a line consists of; a room's may also be a label (体温) that the next line answers. remark: words that nothing
explains, and that may be about the next line."""
_NAME = re.compile(r"\s*(?:(?:学生)?姓\s?名|name)\s*[:\s]\s*(?=\S)")
_BEFORE = re.compile(r"\s*(?:学号|工号|(?:寝室|宿舍|房间|床位)号?|班级|学院|专业|性别)\s*[:\s]\s*\S+\s*$")
"""Fields that may stand before the name."""
_FIELD = re.compile(
    r"\s*(?:姓\s?名|学号|工号|(?:寝室|宿舍|房间|床位)号?|(?:联系)?电话|手机号?|(?:今日|早|午|晚|晨)?体温|[早中午晚晨]检?|症状|备注|性别|班级|学院|专业"
    r"|有无[^:]{1,8}|是否[^:]{1,8}|[^:]{1,6}症状)\s*[:\s]"
)
_TEMPERATURE = re.compile(r"\s*(?:(?:今日|早|午|晚|晨)?体温|[早中午晚晨]检?)\s*[:\s]")
_UNREAD = re.compile(r"\s*(?:(?:联系)?电话|手机)")
_LABEL = re.compile(r"\s*(?:(?:学生)?姓\s?名|(?:今日)?体温)\s*[:\s]")
LONGEST = 12
"""Lines of one entry."""


def form_entry(lines: Sequence[str]) -> tuple[int, str] | None:
    """How many lines from the first one on belong to a form's entry, up to its last temperature, and what they say
    together; None where none begins or none is complete."""
    said = list(map(plain, lines[:LONGEST]))
    first = next((n for n, one in enumerate(said) if not _BEFORE.match(one)), len(said))
    if first == len(said) or not _NAME.match(said[first]):
        return None
    size, last = first + 1, 0
    while (
        size < len(said) and _FIELD.match(said[size]) and not _NAME.match(said[size]) and not _begins(said, size, first)
    ):
        last = size if _TEMPERATURE.match(said[size]) else last
        size += 1
    if size < len(said) and last == size - 1 and said[last].rstrip().endswith(":") and said[size].strip():
        last = size  # 体温： and the number on the next line
    if not last:
        return None
    kept = [_LABEL.sub(" ", one) for one in said[: last + 1] if not _UNREAD.match(one)]
    return last + 1, " ".join(one.strip() for one in kept)


def _begins(said: Sequence[str], at: int, first: int) -> bool:
    """Whether the next entry begins there: with the field that this one began with."""
    return first > 0 and said[at].split(":")[0].split() == said[0].split(":")[0].split()


def free_entry(lines: Sequence[str], at: int, kind: Callable[[str], Kind]) -> tuple[int, str] | None:
    """The same for a line that is a name alone, followed by a room, if any, and by one temperature. In heaps of names
    and heaps of numbers nobody can tell which belongs to which."""
    if at and kind(lines[at - 1]) in ("name", "stranger", "remark"):
        return None
    end = at + 1
    while end < min(len(lines), at + 4) and kind(lines[end]) == "room":
        end += 1
    if end >= len(lines) or kind(lines[end]) != "value" or (end + 1 < len(lines) and kind(lines[end + 1]) == "value"):
        return None
    return end + 1 - at, " ".join(lines[at : end + 1])
