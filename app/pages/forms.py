"""The forms in which pages print times, phone and ID numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from app.pages.template import Field

PROVINCES = [
    str(one)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83), (91, 91))
    for one in range(first, last + 1)
]
"""First two digits of an ID number: GB/T 2260, and 91 of permanent residence."""
_BEHIND = "的动态行程卡"
"""What a travel card prints behind a phone number, and its pattern looks for."""
PAIRS = {"month": range(1, 13), "day": range(1, 32), "hour": range(24), "sixty": range(60)}


@dataclass(frozen=True)
class Form:
    """One way in which a value is printed.

    sample: a value of this form, as a page shows it. hidden: asterisks of the value, after how many digits. pairs: what
    two digits together may be, by the first one's number. behind: what always follows it on the page.
    """

    sample: str
    allowed: tuple[str, ...]
    separated: tuple[int, ...] = ()
    hidden: tuple[int, int] = (0, 0)
    pairs: tuple[tuple[int, str], ...] = ()
    behind: str = ""


def forms(field: Field) -> tuple[Form, ...]:
    """Those in which the field's pattern, and so the page, can show it; none where it is no number."""
    return _forms(field.name, field.expression) if field.name in _KINDS and field.pattern else ()


@cache
def _forms(name: str, expression: re.Pattern[str]) -> tuple[Form, ...]:
    fitting = [
        replace(one, behind="" if expression.search(one.sample) else _BEHIND)
        for one in _KINDS[name]()
        if _taken(name, expression, one.sample) == one.sample
    ]
    # What holds a second also holds a minute.
    return tuple(fitting[:1]) if name.endswith("_at") else tuple(fitting)


def _taken(name: str, expression: re.Pattern[str], sample: str) -> str:
    match = expression.search(sample + _BEHIND)
    return match[name] if match else ""


def _times() -> list[Form]:
    digit = "0123456789"
    # There were no such pages before 2020.
    allowed = ("2", "0", "23", digit, "01", digit, "0123", digit, "012", digit, "012345", digit, "012345", digit)
    pairs = ((4, "month"), (6, "day"), (8, "hour"), (10, "sixty"), (12, "sixty"))
    samples = (("2022-05-2520:24:27", 14), ("2022-05-2520:24", 12), ("2022-05-25", 8))
    return [
        Form(text, allowed[:many], (3, 5, 7, 9, 11), pairs=tuple(one for one in pairs if one[0] < many))
        for text, many in samples
    ]


def _phones() -> list[Form]:
    allowed = ("1", "3456789", *["0123456789"] * 9)
    return [Form("13900001234", allowed), Form("139****1234", allowed[:7], (2,), (3, 4))]


def _ids() -> list[Form]:
    digit, last = "0123456789", "0123456789Xx"
    found = [Form("220102199001011234", (*["0123456789"] * 17, last), pairs=((0, "province"),))]
    for before, after in ((4, 4), (6, 4), (3, 4), (6, 2), (1, 1)):
        stars = 18 - before - after
        sample = "220102"[:before] + "*" * stars + "1234"[-after:]
        pairs = ((0, "province"),) if before > 1 else ()
        found.append(Form(sample, (*[digit] * (before + after - 1), last), (before - 1,), (before, stars), pairs))
    return found


_KINDS: dict[str, Callable[[], list[Form]]] = {
    "phone": _phones, "id_number": _ids,
    **dict.fromkeys(("updated_at", "expires_at", "sampled_at", "tested_at"), _times),
}  # fmt: skip
