"""Number plates of vehicles (车牌) as GA 36-2018 has them, and which of their kinds a text is."""

import re
from typing import Literal, TypeAlias, get_args

from app.i18n import mark

PlateKind: TypeAlias = Literal[
    "ordinary", "new-energy", "police", "trailer", "learner", "hong-kong", "macau", "consulate", "embassy", "rescue",
    "armed-police", "military",
]  # fmt: skip
KINDS: tuple[PlateKind, ...] = get_args(PlateKind)
LABELS: dict[PlateKind, str] = {
    "ordinary": mark("普通号牌"), "new-energy": mark("新能源号牌"), "police": mark("警车号牌"),
    "trailer": mark("挂车号牌"), "learner": mark("教练车号牌"), "hong-kong": mark("港牌入境号牌"),
    "macau": mark("澳牌入境号牌"), "consulate": mark("领馆号牌"), "embassy": mark("使馆号牌"),
    "rescue": mark("应急救援号牌"), "armed-police": mark("武警号牌"), "military": mark("军车号牌"),
}  # fmt: skip
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLACE = f"[{PROVINCES}][A-HJ-Z]"
"""Province and issuing office: O there once was the police's, I never was anybody's."""
_LETTER, _MIXED = "[A-HJ-NP-Z]", "[A-HJ-NP-Z0-9]"
_FORMS: dict[PlateKind, re.Pattern[str]] = {
    "ordinary": re.compile(f"{_PLACE}{_MIXED}{{5}}"),
    # small ones have the letter of their drive first, large ones last
    "new-energy": re.compile(f"{_PLACE}(?:[A-HJK]{_MIXED}[0-9]{{4}}|[0-9]{{5}}[A-HJK])"),
    "police": re.compile(f"{_PLACE}{_MIXED}{{4}}警"),
    "trailer": re.compile(f"{_PLACE}{_MIXED}{{4}}挂"),
    "learner": re.compile(f"{_PLACE}{_MIXED}{{4}}学"),
    "hong-kong": re.compile(f"粤Z{_MIXED}{{4}}港"),
    "macau": re.compile(f"粤Z{_MIXED}{{4}}澳"),
    "consulate": re.compile(f"{_PLACE}{_MIXED}{{4}}领"),
    "embassy": re.compile("使[0-9]{6}|[0-9]{6}使"),
    "rescue": re.compile(f"{_PLACE}{_MIXED}{{3,4}}应急"),
    "armed-police": re.compile(f"WJ[{PROVINCES}]?[0-9]{{4}}{_MIXED}"),
    "military": re.compile(f"{_LETTER}{{2}}[0-9]{{5}}"),
}
_LEFT_OUT = "·.-•・"
_CONFUSED = str.maketrans("IO", "10")


def plain(text: str) -> str:
    """A plate, or a number, as it is compared: without blanks and the dot of a plate, letters as capitals."""
    return "".join(letter for letter in text.upper() if not letter.isspace() and letter not in _LEFT_OUT)


def kind_of(text: str) -> PlateKind | None:
    """Which kind of plate it is, however it is spaced; None where it is none."""
    bare = plain(text)
    return next((kind for kind, form in _FORMS.items() if form.fullmatch(bare)), None)


def is_plate(text: str) -> bool:
    """Whether a plate can look like this, however it is spaced."""
    return kind_of(text) is not None


def meant(text: str) -> str:
    """The plate that was meant where somebody took 1 and 0 for the letters I and O, which no plate has; empty where
    the text is a plate as it stands, or would be none with them either. Whoever typed it says whether it is."""
    bare = plain(text)
    if is_plate(bare):
        return ""
    mended = bare[:2] + bare[2:].translate(_CONFUSED)
    return mended if is_plate(mended) else ""


def begins_like_one(text: str) -> bool:
    """Whether a text can only be meant as a plate: a province, then a letter and a figure's place."""
    bare = plain(text)
    return len(bare) > 2 and bare[0] in PROVINCES and bare[1].isascii() and bare[1].isalpha() and bare[2].isascii()


def shown(text: str) -> str:
    """A plate as it is written on the vehicle, its dot behind the issuing office; other texts as they are."""
    bare = plain(text)
    dotted = bare[:1] in PROVINCES and bool(bare) and is_plate(bare)
    return f"{bare[:2]}·{bare[2:]}" if dotted else text.strip()
