"""A reply in a chat with what it replies to: 「李四：36.5」— — — 张三 36.4."""

import re
from collections.abc import Sequence

from app.dormitory.chain.plain import plain

_QUOTE = re.compile(r'\s*[「『"“](?P<quote>[^」』"”]{1,200}:[^」』"”]{0,200})[」』"”]\s*')
_OPENS = tuple('「『"“')
_RULE = re.compile(r"(?:-\s*){3,}")


def reply(text: str) -> tuple[str, str] | None:
    """What is quoted and what is said to it, of a plain line; None for one that is no reply."""
    quote = _QUOTE.match(text)
    rule = _RULE.match(text, quote.end()) if quote else None
    return (quote["quote"], text[rule.end() :]) if quote and rule else None


def is_quoted(lines: Sequence[str]) -> bool:
    """Whether the first line is a quotation, below which a rule stands and then the answer."""
    return (
        len(lines) > 1
        and lines[0].lstrip()[:1] in _OPENS
        and bool(_QUOTE.fullmatch(plain(lines[0])) and _RULE.match(plain(lines[1]).lstrip()))
    )
