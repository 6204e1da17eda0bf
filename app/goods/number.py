"""Numbers of deliveries: W220410-482913-5 by day, chance and a check digit, so that two posts without a network do not
give the same, and the store may type one from paper."""

import re
import secrets
from datetime import date

_NUMBER = re.compile(r"W(\d{6})-?(\d{6})-?(\d)")
_SHORT = re.compile(r"(\d{6})-?(\d)")


def new(day: date) -> str:
    """A number of that day."""
    head, middle = f"{day:%y%m%d}", f"{secrets.randbelow(10**6):06d}"
    return f"W{head}-{middle}-{check_digit(head + middle)}"


def tidy(text: str) -> str:
    """The number in what somebody typed, in its usual form; empty where it is none, or mistyped."""
    found = _NUMBER.fullmatch("".join(text.upper().split()))
    if found is None or check_digit(found[1] + found[2]) != found[3]:
        return ""
    return f"W{found[1]}-{found[2]}-{found[3]}"


def tail(text: str) -> str:
    """The end of a number, "482913-5", as somebody may type it for short; empty where it is none."""
    found = _SHORT.fullmatch("".join(text.split()))
    return f"{found[1]}-{found[2]}" if found else ""


def check_digit(digits: str) -> str:
    """ISO/IEC 7064, MOD 11,10: finds every single wrong digit, and nearly all that changed places."""
    rest = 10
    for digit in digits:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return str((11 - rest) % 10)
