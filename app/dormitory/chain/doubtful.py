"""Numbers that a thermometer may show and a hurried thumb writes by mistake: a person confirms them."""

import re

from app.dormitory.chain.token import Token

LOWEST, HIGHEST = 35.0, 42.0
"""°C, both included: nobody who reports himself is colder or hotter."""
LOWEST_WITHOUT_POINT = 36.0
"""°C. 365 is 36.5; but 356 is 35.6 or a turned 365."""
_WITHOUT_POINT = re.compile(r"\d{2,3}(?!\s?[\d.。,·:'、;度°点c])")


def is_doubtful(value: Token) -> bool:
    """Whether the temperature is likelier mistyped than measured."""
    lowest = LOWEST_WITHOUT_POINT if _WITHOUT_POINT.match(value.text) else LOWEST
    return not lowest <= value.celsius <= HIGHEST
