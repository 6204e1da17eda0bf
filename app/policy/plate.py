"""Number plates of vehicles (车牌) as GA 36-2018 has them: ordinary, new energy, police, trailers, embassies."""

import re

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_LETTER = "[A-HJ-NP-Z]"
_MIXED = "[A-HJ-NP-Z0-9]"
_FORMS = (
    f"{_PROVINCE}[A-Z]{_MIXED}{{4}}[A-HJ-NP-Z0-9挂学警港澳领]",
    f"{_PROVINCE}[A-Z](?:[A-HJK]{_MIXED}[0-9]{{4}}|[0-9]{{5}}[A-HJK])",  # new energy, small and large
    f"{_PROVINCE}[A-Z]{_MIXED}{{3,4}}应急",
    "(?:使[0-9]{6}|[0-9]{6}使)",
    f"WJ{_PROVINCE}?[0-9]{{4}}{_MIXED}",
    f"{_LETTER}{{2}}[0-9]{{5}}",
)
_PLATE = re.compile("|".join(_FORMS))
_LEFT_OUT = "·.-•・"


def plain(text: str) -> str:
    """A plate, or a number, as it is compared: without blanks and the dot of a plate, letters as capitals."""
    return "".join(letter for letter in text.upper() if not letter.isspace() and letter not in _LEFT_OUT)


def is_plate(text: str) -> bool:
    """Whether a plate can look like this, however it is spaced."""
    return _PLATE.fullmatch(plain(text)) is not None
