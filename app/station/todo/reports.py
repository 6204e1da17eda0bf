"""Daily reports to be signed, and records that disagree, to be verified before anybody can say zero."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from app.dormitory.called import house
from app.dormitory.daily.count import Part
from app.dormitory.daily.owed import Owed, owed
from app.dormitory.daily.words import title
from app.dormitory.day import STEPS as DAY_STEPS
from app.dormitory.today.item import Item, Lead
from app.i18n import tr
from app.records.daily_report import STEPS
from app.station.todo.look import Look
from app.station.verifying import Verifying

FEW = 3
"""A campus of so many buildings is signed for by building."""


def signatures(look: Look) -> Iterator[Item]:
    """A day of which nobody wrote anything was before the post."""
    mine, who = {step for step in DAY_STEPS if look.post.may(f"report.sign.{step}")}, look.post.operator()
    for day in look.days:
        if day is look.today or day.known.measurements or day.known.spoken:
            parts = [one for one in day.report.parts() if _concerns(one, look)]
            found = owed(day.report, parts, day.known.signed, look.plan, who, lambda step: step in mine)
            yield from (_signature(one, day.report.day) for one in found)


def disagreements(look: Look) -> Iterator[Item]:
    """A line for each building and day. By when: before its report is signed."""
    for day in look.days:
        found = Verifying(look.post).among(day.report)
        buildings = {line.resident.number: line.resident.building for _, line in day.report.lines()}
        count = Counter(buildings[one.number] for one in found if one.number in look.numbers and not one.settled)
        for building, many in sorted(count.items()):
            yield _disagree(look, day.report.day, building, many)


def _disagree(look: Look, day: date, building: str, many: int) -> Item:
    return Item(
        "verify", look.plan.deadline(day, "counsellor"), Lead("verify", building, day.isoformat()),
        lambda: tr("{building}：{count} 处记录不一致，待核实", building=house(building), count=many),
    )  # fmt: skip


def _concerns(part: Part, look: Look) -> bool:
    """Whoever has the whole campus signs for the campus, whoever has a part of it for its buildings."""
    whole = len(look.buildings) > FEW and len(look.house.residents) == len(look.campus.residents)
    return part.scope == "campus" if whole else part.scope == "building" and part.of in look.buildings


def _signature(one: Owed, day: date) -> Item:
    def say() -> str:
        words = {"title": title(one.part), "step": tr(STEPS[one.step])}
        if one.changed:
            return tr("{title}日报告：签发后数据有变，请{step}重新签发", **words)
        return tr("{title}日报告：{step}签发", **words)

    return Item("report", one.deadline, Lead("reports", one.part.of, one.part.scope, "", day.isoformat()), say)
