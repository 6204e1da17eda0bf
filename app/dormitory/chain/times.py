"""Which of the day's checks a clock time beside a temperature names: 7:30 35.9 12:15 36.3."""

import re
from collections.abc import Sequence

from app.dormitory.chain.token import Round, Token

_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d)(?::\d\d)?|点(半|\d\d)?(?:分|整)?)")
_SPANS: tuple[tuple[int, int, Round], ...] = ((240, 690, "morning"), (690, 1020, "noon"), (1200, 1440, "evening"))
"""Minutes of the day from and until which nobody doubts which check is meant; between them a person is asked."""


def of_times(tokens: Sequence[Token], values: Sequence[Token]) -> list[Round]:
    """The check of every value, where each has a time of its own before it, or each behind it, and all differ; else
    none."""
    ahead = any(_round(one) for one in tokens if one.start < values[0].start)
    found: list[Round] = []
    for n, value in enumerate(values):
        start = (values[n - 1].end if n else 0) if ahead else value.end
        end = value.start if ahead else values[n + 1].start if n + 1 < len(values) else tokens[-1].end
        times = [_round(one) for one in tokens if start <= one.start < end and _clock(one)]
        if len(times) != 1:
            return []
        found += times
    return found if all(found) and len(set(found)) == len(found) else []


def _clock(token: Token) -> "re.Match[str] | None":
    return _CLOCK.fullmatch(token.text) if token.sort == "time" else None


def _round(token: Token) -> Round:
    found = _clock(token)
    if found is None:
        return ""
    minutes = int(found[1]) * 60 + (30 if found[3] == "半" else int(found[2] or found[3] or 0))
    return next((name for start, end, name in _SPANS if start <= minutes < end), "")
