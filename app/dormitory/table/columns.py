"""Which column of a collection form says what, by the words of its heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.dormitory.chain.plain import plain
from app.dormitory.chain.said import Site
from app.dormitory.chain.token import Round
from app.store.importing.tables import HEADER_WITHIN, Sheet

_OTHERS = re.compile(r"辅导员|导师|班主任|寝室长|宿舍长|舍长|楼长|联系人|家长|父|母|负责人|填表人|昵称|来源|ip\b")
_FIELDS: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    ("day", re.compile(r"(?:提交|填[写报]|答[卷题]|测量|登记|打卡)\w{0,4}(?:时间|日期)|^(?:日期|时间|date|time)$")),
    ("time", re.compile(r"时间$|^time$")),
    ("number", re.compile(r"学工号|学号|工号|student\s?(?:id|no)")),
    ("name", re.compile(r"姓名|名字|^name$")),
    ("bed", re.compile(r"床")),
    ("room", re.compile(r"寝室|宿舍|房间|房号|住址|room")),
    ("building", re.compile(r"楼栋|楼号|公寓|几号楼|^[楼栋]$|building")),
)
_NO_TEMPERATURE = re.compile(r"室温|气温|环境|水温|昨|前天|是否|有无|是不是|有没有|正常吗")
_TEMPERATURE = re.compile(r"体温|温度|℃|°c|temp|[晨早午晚]检|^(?:早|中|午|晚)(?:上|午|间|晨)?$|^[额腋耳]温")
_ILLNESS = re.compile(r"症状|发热|发烧|咳嗽|不适|腹泻|乏力|身体状况|健康状况|身体情况|健康情况|symptom|正常")
_ASKS = re.compile(r"是否|是不是|吗")
_GOOD, _BAD = re.compile(r"正常|健康|良好"), re.compile(r"异常|不适|不正常|症状|发热|发烧|咳嗽")
_NOTE = re.compile(r"备注|说明|note|remark")
_ROUNDS: tuple[tuple[Round, "re.Pattern[str]"], ...] = (
    ("morning", re.compile(r"早|晨|上午|morning")), ("evening", re.compile(r"晚|evening")),
    ("noon", re.compile(r"午|noon")),
)  # fmt: skip
_SITES: tuple[tuple[Site, str], ...] = (("forehead", "额"), ("armpit", "腋"), ("ear", "耳"))


@dataclass(frozen=True, slots=True)
class Measured:
    """A column of temperatures. round, site: where its heading says so."""

    at: int
    round: Round = ""
    site: Site = ""


@dataclass(slots=True)
class Columns:
    """Indexes of cells. who: of day, time (beside the day, or a second one), number, name, room, building, bed. ill:
    columns that ask for illness, with what they ask. notes: remarks."""

    who: dict[str, int] = field(default_factory=dict)
    measured: list[Measured] = field(default_factory=list)
    ill: dict[int, str] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)

    @property
    def all(self) -> list[int]:
        """Those that say anything, in their order."""
        return sorted({*self.who.values(), *(one.at for one in self.measured), *self.ill, *self.notes})

    @property
    def enough(self) -> bool:
        """Whether such rows say who was measured."""
        named = "number" in self.who or "name" in self.who or {"room", "bed"} <= self.who.keys()
        return named and bool(self.measured)


def heading(sheet: Sheet) -> tuple[int, Columns] | None:
    """Where among the sheet's rows the heading stands, and what its columns say; None where there is none."""
    for at, (_, cells) in enumerate(sheet[:HEADER_WITHIN]):
        found = columns(cells)
        if found.enough:
            return at, found
    return None


def columns(cells: Sequence[Any]) -> Columns:
    """What the columns under these words say. A word that may be two things is the first of them that is free."""
    found = Columns()
    for at, cell in enumerate(cells):
        words = re.sub(r"^\s*(?:q?\d+|[一二三四五六七八九十]+)\s?[、.)．:]\s*|[*\s]", "", plain(str(cell or "")))
        if words and not _OTHERS.search(words):
            _sort(found, at, words)
    return found


def _sort(found: Columns, at: int, words: str) -> None:
    who = next((name for name, pattern in _FIELDS if pattern.search(words) and name not in found.who), None)
    if _TEMPERATURE.search(words) and not _NO_TEMPERATURE.search(words):
        found.measured.append(Measured(at, _round(words), next((site for site, sign in _SITES if sign in words), "")))
    elif _ILLNESS.search(words):
        found.ill[at] = words
    elif who is not None:
        found.who[who] = at
    elif _NOTE.search(words):
        found.notes.append(at)


def asks_for_health(words: str) -> bool:
    """体温是否正常: there it is the no that says somebody is ill."""
    return bool(_ASKS.search(words) and _GOOD.search(words) and not _BAD.search(words))


def _round(words: str) -> Round:
    return next((name for name, pattern in _ROUNDS if pattern.search(words)), "")
