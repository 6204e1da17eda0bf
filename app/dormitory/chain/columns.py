"""A table whose row of titles stands in the text: what a cell's column says of its number."""

import re
from typing import NamedTuple

_SIGNS = ("\t", "|", ",")
_TITLE = re.compile(r"姓名|学生姓名|名字|name")
_CHECK = re.compile(r"(?:今[日天])?(?:(早|晨|上午)|(中|午)|(晚|夜))(?!.*[早晨午晚])")
_NOON = re.compile(r"(?:今[日天])?中午")
_SITE = re.compile(r"额|腋|耳")
_ROOM = "室"
_ROOMS = re.compile(r"(?:寝室|宿舍|房间|房)号?")
_DIGITS = re.compile(r"\s*\d{3,4}\s*")
_NUMBER = re.compile(r"\s*[\d.。]+\s*(?:度|°c?)?\s*")


class Columns(NamedTuple):
    """labels: of each column the words for its check and site, empty where it has none. sign: what stands between."""

    labels: tuple[str, ...] = ()
    sign: str = ""

    def labelled(self, row: str) -> str:
        """A row below the titles, each number behind its column's words; other lines as they are."""
        cells = row.split(self.sign) if self.labels else []
        if not any(self.labels) or len(cells) != len(self.labels):
            return row
        pairs = zip(self.labels, cells, strict=True)
        return self.sign.join(_said(label, cell) for label, cell in pairs)


def columns(text: str) -> Columns | None:
    """The columns of a row of titles; None for any other line."""
    for sign in _SIGNS:
        titles = [one.strip() for one in text.split(sign)]
        if len(titles) > 1 and any(_TITLE.fullmatch(one) for one in titles):
            return Columns(tuple(map(_label, titles)), sign)
    return None


def _said(label: str, cell: str) -> str:
    if label == _ROOM:
        return cell.strip() + label if _DIGITS.fullmatch(cell) else cell
    return label + cell.strip() if _NUMBER.fullmatch(cell) else cell


def _label(title: str) -> str:
    """晨检体温（额温） is 早额温."""
    if _ROOMS.fullmatch(title):
        return _ROOM
    check, site = _CHECK.match(_NOON.sub("午", title)), _SITE.search(title)
    named = ("早", "午", "晚")[int(check.lastindex or 1) - 1] if check else ""
    if re.search("时间|日期|date|time", title):
        return ""
    return named + (f"{site[0]}温" if site else "")
