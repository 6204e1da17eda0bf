"""Numbers of sheets: PG220410-482913-5 by form, day, chance and a check digit, so that two posts that print without a
network do not give the same one, and a slip of the hand is found."""

import re
import secrets
from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

from app.goods.number import check_digit

Form: TypeAlias = Literal["gate", "goods", "dormitory"]
LETTERS: dict[str, Form] = {"G": "gate", "W": "goods", "D": "dormitory"}
_NUMBER = re.compile(r"P([GWD])(\d{6})-?(\d{6})-?(\d)")
_SHORT = re.compile(r"(\d{6})-?(\d)")
_MANY = 10**6


def fresh(form: Form, day: date, count: int) -> Iterator[str]:
    """So many numbers of that day, one behind the other: a pile of sheets stays in order."""
    letter = next(letter for letter, one in LETTERS.items() if one == form)
    first = secrets.randbelow(_MANY)
    for at in range(count):
        yield _written(letter, f"{day:%y%m%d}", f"{(first + at) % _MANY:06d}")


def tidy(text: str) -> str:
    """The number in what somebody typed or scanned, in its usual form; empty where it is none, or mistyped."""
    found = _NUMBER.fullmatch("".join(text.upper().split()))
    if found is None:
        return ""
    whole = _written(*found.groups()[:3])
    return whole if whole[-1] == found[4] else ""


def tail(text: str) -> str:
    """The end of a number, "-482913-5", as somebody may type it for short; empty where it is none."""
    found = _SHORT.fullmatch("".join(text.split()))
    return f"-{found[1]}-{found[2]}" if found else ""


def form_of(number: str) -> Form:
    """Which form the sheet of that number is."""
    return LETTERS[number[1]]


def _written(letter: str, day: str, middle: str) -> str:
    return f"P{letter}{day}-{middle}-{check_digit(str(ord(letter)) + day + middle)}"
