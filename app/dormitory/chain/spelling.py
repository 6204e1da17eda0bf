"""Ways of writing made one before a line is cut: numerals of buildings and beds, torn numbers, brackets, floors."""

import re

_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_SPELLED = re.compile(r"(?<![十百])[一二三四五六七八九](?=号楼|号床|栋|床)")
_FLOOR = re.compile(
    r"(?:(?<![\d.a-z])|(?<=栋))(?:(\d{1,2})\s?[楼层f]|f(\d{1,2}))[\s,-]{0,2}(?=(\d{1,2})\d\d(?!\d|[.。]\d))"
)
_ANGLES = re.compile(r"<([^<>\d]{1,20})>")
_SPREAD = re.compile(r"(?<![\d.。:])(?<![\d.。:] )(3 [4-9]|4 [0-3]) ?([.。]) ?(\d)(?!\d|[.。 ]\d)")  # 3 6 . 5
_TORN = re.compile(r"(?<=[^\d\s])(\s+)(3[5-9]) (\d)(?=\s*$)")  # 36 5 at the end, where no other number is a temperature
_TORN_BEHIND = re.compile(r"(?<=[一-鿿])(\s+)(3[5-9]) (\d)(?=\s*$)")
_SURE = re.compile(r"(?:3[4-9]|4[0-3])[.。,度点]\d|(?<!\d)3[4-9]\d(?!\d)")


def spelled(text: str) -> str:
    """三号楼 and 一号床 with digits; 3 6 . 5 and a 36 5 at the end in one piece; <张三> as 【张三】; 3楼301 as 301."""
    text = _SPELLED.sub(lambda found: f" {found[0].translate(_NUMERALS)}", text)
    text = _ANGLES.sub(r"【\1】", text).replace(">>", "→")
    text = _FLOOR.sub(_without_floor, text)
    text = _SPREAD.sub(lambda found: f"{found[1].replace(' ', '')}.{found[3]}", text)
    torn = _TORN_BEHIND if _SURE.search(_TORN.sub("", text)) else _TORN
    return torn.sub(r"\1\2.\3", text)


def _without_floor(found: "re.Match[str]") -> str:
    """A floor says nothing that the room's number does not; one that is another's stays, and is looked at."""
    return " " if (found[1] or found[2]) == found[3] else found[0]
