"""Daily report (日报告、零报告): one building's, college's or the campus's day in numbers, signed by one step of the
chain and passed on to the next."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from app.i18n import mark, tr
from app.records.field import labelled, sheet
from app.records.kind import Record, record
from app.records.problem import Problem
from app.records.rounds import READERS

STEPS = {"counsellor": mark("辅导员"), "affairs": mark("学生处"), "centre": mark("指挥部")}
SCOPES = {"building": mark("楼栋"), "college": mark("学院"), "campus": mark("全校")}
Count = Annotated[int, Meta(ge=0)]


@sheet
class Numbers:
    """A day in numbers. The first six count people and rounds (人次), the others people."""

    due: Count = labelled(mark("应测"))
    measured: Count = labelled(mark("已测"))
    stated: Count = labelled(mark("口头报告"))
    missing: Count = labelled(mark("漏报"))
    late: Count = labelled(mark("迟报"))
    away: Count = labelled(mark("不在"))
    residents: Count = labelled(mark("在住"))
    amended: Count = labelled(mark("更正"))
    contradicted: Count = labelled(mark("待核实"))
    high: Count = labelled(mark("体温偏高"))
    again: Count = labelled(mark("复测仍高"))
    ill: Count = labelled(mark("身体不适"))
    observed: Count = labelled(mark("留观"))


@record("daily-report", mark("日报告"), enterable=False, keep=365, readers=READERS)
class DailyReport(Record):
    """day: ISO 8601. zero: whoever signs says that nothing happened; no program says it for him. The numbers are
    counted, never typed. follows: the report of
    the step before, which this one passes on."""

    day: str = labelled(mark("日期"))
    scope: Literal["building", "college", "campus"] = labelled(mark("范围"), choices=SCOPES)
    of: str = labelled(mark("楼栋或学院"), default="")
    step: Literal["counsellor", "affairs", "centre"] = labelled(mark("签发"), choices=STEPS)
    numbers: Numbers = labelled(mark("数据"))
    zero: bool = labelled(mark("零报告"), default=False)
    follows: str = labelled(mark("上一级报告"), default="")
    note: str = labelled(mark("备注"), default="")

    def rules(self) -> Iterator[Problem]:
        if not _is_day(self.day):
            yield Problem("day", tr("日期：请写成 2022-04-10 的样子"))
        if (self.scope == "campus") == bool(self.of):
            yield Problem("of", tr("请写明是哪一栋楼或哪个学院的报告"))
        if (self.step == "counsellor") == bool(self.follows):
            yield Problem("follows", tr("学生处和指挥部签发的报告要接在上一级的报告之后"))
        happened = self.numbers.high or self.numbers.ill or self.numbers.missing or self.numbers.contradicted
        if self.zero and happened:
            yield Problem("zero", tr("有发热、不适、漏报或待核实的情况，不能作零报告"))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
