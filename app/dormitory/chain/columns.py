"""A table whose row of titles stands in the text: what a cell's column says of its number."""

import csv
import re
from typing import NamedTuple

_SIGNS = ("\t", "|", ",")
_QUOTED = re.compile(r'"[^"]*"(?:,"[^"]*")+')
_PREFIX = re.compile(r"^\s*\d{1,2}\s?[、.)]\s?|[您你]的|请填写|请输入")
"""A form's own number of the question, and how it asks."""
_TITLE = re.compile(r"(?:学生|真实)*(?:姓名|名字|name)(?:\W.*)?")
_CHECK = re.compile(r"(?:今[日天]?)?(?:(早|晨|上午)|(中|午)|(晚|夜))(?!.*[早晨午晚])")
_NOON = re.compile(r"(?:今[日天])?中午")
_SITE = re.compile(r"额|腋|耳")
_ROOM = "室"
_ROOMS = re.compile(r"(?:寝室|宿舍|房间|房)号?")
_ASKS = re.compile(r"是否|有无|之间|时间|日期|date|time")
"""In the title of a column whose numbers are no temperatures."""
_NOTHING = re.compile(
    r"序号|编号|时间|用时|来源|(?:来自)?ip|(?:联系)?电话|手机号?|签字|签名|测量人|填[表报]人|提交|监督|负责人|审核|辅导员|班主任|导师|no\.?$|time$"
)
"""Columns that say nothing of whoever the row is of, though they name other people and have numbers."""
_WELL = re.compile(r"体温.*(?:正常|之间|范围)")
_ILL = re.compile(r"症状|发[热烧]|咳|不适|乏力|接触|旅居|风险|异常|外出|离校|请假|阳性|密接|隔离")
_YES = re.compile(r"\s*(?:是|yes|y|√|✓)\s*")
_BED = re.compile(r"(\d{1,2})\s?号?床[位铺]?")
_DIGITS = re.compile(r"\s*\d{3,4}\s*")
_NUMBER = re.compile(r"\s*[\d.。]+\s*(?:度|°c?)?\s*")


class Columns(NamedTuple):
    """labels: of each column the words for its check and site, empty where it has none. well: the columns that ask
    whether the temperature is normal; ill: those that ask for what a yes should not answer; nothing: those that say
    nothing. sign: what stands between."""

    labels: tuple[str, ...] = ()
    well: frozenset[int] = frozenset()
    ill: frozenset[int] = frozenset()
    nothing: frozenset[int] = frozenset()
    sign: str = ""

    def labelled(self, row: str) -> str:
        """A row below the titles, each number behind its column's words; other lines as they are."""
        cells = row.split(None if self.sign == " " else self.sign) if self.labels else []
        if not (any(self.labels) or self.well or self.nothing) or len(cells) != len(self.labels):
            return row
        return self.sign.join(self._cell(n, cell) for n, cell in enumerate(cells))

    def _cell(self, n: int, cell: str) -> str:
        if n in self.nothing:
            return ""
        if _YES.fullmatch(cell) and n not in self.ill:
            return "正常" if n in self.well else ""
        return _said(self.labels[n], cell)


def without_quotes(text: str) -> str:
    """A row of a form's file ("1","张三","36.5") with bars between its cells; any other line as it is."""
    if not _QUOTED.fullmatch(text.strip()):
        return text
    return "|".join(next(csv.reader([text.strip()])))


def columns(text: str) -> Columns | None:
    """The columns of a row of titles; None for any other line."""
    for sign in _SIGNS:
        titles = [_PREFIX.sub("", one.strip()).strip() for one in text.split(sign)]
        beds = sum(bool(_BED.fullmatch(one)) for one in titles) > 1 and any(_ROOMS.fullmatch(one) for one in titles)
        if len(titles) > 1 and (beds or any(_TITLE.fullmatch(one) for one in titles)):
            well = frozenset(n for n, one in enumerate(titles) if _WELL.search(one))
            ill = frozenset(n for n, one in enumerate(titles) if _ILL.search(one) or not one)
            nothing = frozenset(n for n, one in enumerate(titles) if _NOTHING.search(one))
            return Columns(tuple(map(_label, titles)), well, ill, nothing, sign)
    titles = text.split()
    labels = tuple(map(_label, titles))
    return Columns(labels, sign=" ") if sum(map(bool, labels)) > 1 and _TITLE.fullmatch(titles[0]) else None


def _said(label: str, cell: str) -> str:
    if label == _ROOM:
        return cell.strip() + label if _DIGITS.fullmatch(cell) else cell
    if label.endswith("床"):
        return label + cell.strip() if cell.strip() else ""
    return label + cell.strip() if _NUMBER.fullmatch(cell) else cell


def _label(title: str) -> str:
    """晨检体温（额温） is 早额温."""
    if _ROOMS.fullmatch(title):
        return _ROOM
    if bed := _BED.fullmatch(title):
        return f"{bed[1]}床"
    check, site = _CHECK.match(_NOON.sub("午", title)), _SITE.search(title)
    named = ("早", "午", "晚")[int(check.lastindex or 1) - 1] if check else ""
    if _ASKS.search(title):
        return ""
    return named + (f"{site[0]}温" if site else "")
