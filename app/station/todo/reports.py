"""Daily reports to be signed, and records that disagree, to be verified before anybody can say zero."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from app.dormitory.daily.count import Part
from app.dormitory.daily.owed import Owed
from app.dormitory.daily.words import title
from app.dormitory.today.item import Item, Lead
from app.i18n import tr
from app.records.daily_report import STEPS
from app.station.todo.look import Look
from app.station.verifying import Verifying

FEW = 3
"""Whoever has so many buildings signs for them; whoever has more, for the campus."""


def signatures(look: Look) -> Iterator[Item]:
    """A day of which nobody wrote anything was before the post."""
    for day in look.days:
        for one in look.desk.owed(day) if day is look.today or day.known.measurements or day.known.spoken else ():
            if _concerns(one.part, look.buildings):
                yield _signature(one)


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
        lambda: tr("{building} 号楼：{count} 处记录不一致，待核实", building=building, count=many),
    )  # fmt: skip


def _concerns(part: Part, buildings: tuple[str, ...]) -> bool:
    return part.of in buildings if part.scope == "building" and len(buildings) <= FEW else (
        part.scope == "campus" and len(buildings) > FEW
    )  # fmt: skip


def _signature(one: Owed) -> Item:
    def say() -> str:
        words = {"title": title(one.part), "step": tr(STEPS[one.step])}
        if one.changed:
            return tr("{title}日报告：签发后数据有变，请{step}重新签发", **words)
        return tr("{title}日报告：{step}签发", **words)

    return Item("report", one.deadline, Lead("reports", one.part.of, f"{one.part.scope}"), say)
