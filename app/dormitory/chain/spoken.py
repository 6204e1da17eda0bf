"""Temperatures in Chinese numerals: 三十六度五, 三六点五, 三六五, 叁拾陆点伍."""

import re
from typing import NamedTuple

DIGIT = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "半": 5}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百")
SPOKEN = frozenset("一二三四五六七八九十卅壹贰叁肆伍陆柒捌玖拾")
"""What such a number begins with."""
_LONGEST = 10
_ONES = "[零〇一二三四五六七八九]"
_DEGREES = re.compile(
    "(?:(?P<tens>[一二三四五六七八九]十|十|卅)(?P<ones>[一二三四五六七八九])?|三(?P<digit>[四五六七八九]))"
    f"(?:度\\s?(?P<after>{_ONES}|[两半])?|点\\s?(?P<point>{_ONES}|[两半]))(?:度|分)?"
)
_DIGITS = re.compile(f"[一二三四五六七八九]{_ONES}{{2,3}}(?![零〇一二三四五六七八九十百度点])")
_WHOLE = re.compile(r"三十([五六七八九])(?!\w)")
_HUNDREDS = re.compile(f"[一二三四五六七八九]百{_ONES}?(?:[一二三四五六七八九]?十{_ONES}?)?")
_ENDLESS = re.compile(r"三十[四五六七八九]点[几多]?")
_TENS = {"十": 10, "卅": 30}


class Spoken(NamedTuple):
    """end: where it ends. digits: where only digits are said (三六五), which may be a room. exact: it is said as a
    temperature, not as a bare number. vague: it has no end (三十六点几)."""

    end: int
    celsius: float
    digits: str = ""
    exact: bool = True
    vague: bool = False


def spoken_at(text: str, at: int) -> Spoken | None:
    """The number in Chinese numerals that begins at `at`."""
    said = text[at : at + _LONGEST].translate(_FORMAL)
    found = _DEGREES.match(said)
    if found and not _time_of_day(found):
        return Spoken(at + found.end(), _celsius(found))
    found = _DIGITS.match(said)
    if found:
        digits = "".join(str(DIGIT[sign]) for sign in found[0])
        return Spoken(at + found.end(), int(digits) / 10 if len(digits) == 3 else 0.0, digits)
    found = _ENDLESS.match(said)
    if found:
        return Spoken(at + found.end(), 0.0, vague=True)
    found = _WHOLE.match(said)
    if found:
        return Spoken(at + found.end(), 30.0 + DIGIT[found[1]], exact=False)
    found = _HUNDREDS.match(said)
    return Spoken(at + found.end(), 0.0) if found else None


def _time_of_day(found: "re.Match[str]") -> bool:
    """十点半, 二十一点五分: what is said with 点 is a temperature only from 三十 on."""
    return bool(found["point"]) and bool(found["tens"]) and found["tens"] in ("十", "一十", "二十")


def _celsius(found: "re.Match[str]") -> float:
    tens = found["tens"] or "三十"
    whole = _TENS.get(tens) or DIGIT[tens[0]] * 10
    whole += DIGIT[found["ones"] or found["digit"] or "零"]
    return whole + DIGIT[found["after"] or found["point"] or "零"] / 10
