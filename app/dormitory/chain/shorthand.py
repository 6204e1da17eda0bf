"""Temperatures without their tens, where a group writes them so: 张三6.5."""

import re
from collections.abc import Iterable

from app.dormitory.chain.plain import plain

MANY = 3
"""Lines that have to be written so, and at least three times as many as are written whole."""
LONGEST = 200
"""Characters of a line that is looked at."""
_SHORT = re.compile(r"(?<=[一-鿿a-z])(\s*[:,，]?\s*)([5-9][.。]\d)(?![\d.。]|\d?[月日号])")
_WHOLE = re.compile(r"(?:3[4-9]|4[0-2])\s?[.。]?\s?\d")


def is_short(lines: Iterable[str]) -> bool:
    """Whether that is how the text writes temperatures."""
    written = [plain(one) for one in lines if len(one) <= LONGEST]
    short = sum(bool(_SHORT.search(one)) and not _WHOLE.search(one) for one in written)
    return short >= MANY and short >= 3 * sum(bool(_WHOLE.search(one)) for one in written)


def whole(text: str) -> str:
    """A plain line with the tens."""
    return text if _WHOLE.search(text) else _SHORT.sub(r"\g<1>3\g<2>", text)
