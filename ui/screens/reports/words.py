"""What the reports' screen says: a part, a step of the chain, a number, a case, somebody behind a number, a record."""

from collections.abc import Sequence
from datetime import datetime

from app.clock import campus
from app.dormitory.daily.behind import Behind
from app.dormitory.daily.changed import change_word, changed
from app.dormitory.daily.count import Numbers, Part
from app.dormitory.daily.passing import Stage
from app.dormitory.daily.urgent import Case
from app.dormitory.daily.words import STATES, title
from app.dormitory.responsible import LABELS as LABELS_OF
from app.dormitory.responsible import Responsible
from app.dormitory.today.item import Lead
from app.i18n import mark, tr
from app.records.daily_report import STEPS
from app.records.daily_report import Numbers as Labelled
from app.records.field import fields_of
from app.records.registry import kind
from app.records.rounds import ROUNDS
from app.station.reporting import Day, ReportDesk
from app.store.fact import Entry
from ui.widgets.deliveries import DeliveryView
from ui.widgets.lines import Row

LABELS = {one.name: one.label for one in fields_of(Labelled)}
ATTENTION = {"missing", "contradicted", "high", "again", "ill"}
"""Numbers that no zero report may hide."""
CAUSES = {"fever": mark("发热"), "illness": mark("身体不适")}
STATUS = {"measured": mark("已测"), "stated": mark("口头报告"), "missing": mark("漏报"), "away": mark("不在")}
_TONES = {"signed": "admit", "due": "accent", "overdue": "refuse", "waiting": "quiet"}


def part_cards(day: Day, part: Part) -> list[DeliveryView]:
    """The campus, the buildings, the colleges; `part` is in hand."""
    return [_card(day, one, one == part) for one in day.parts]


def _card(day: Day, part: Part, chosen: bool) -> DeliveryView:
    stages = day.stages[part]
    first = next((one for one in stages if one.state != "signed" or one.changed), stages[-1])
    tone = "attention" if first.changed else _TONES[first.state]
    n = day.report.numbers(part)
    return DeliveryView(
        key_of(part), title(part), "", lambda: stage_short(first), f"{n.due - n.missing}/{n.due}", tone, chosen
    )


def key_of(part: Part) -> str:
    """What tells it from another."""
    return f"{part.scope}/{part.of}"


def part_of(day: Day, lead: Lead | None, part: Part) -> Part:
    """The one that somebody came for; else that one, or the whole where the day has neither."""
    wanted = next((one for one in day.parts if lead and (one.scope, one.of) == (lead.what, lead.building)), part)
    return wanted if wanted in day.stages else day.parts[0]


def case_of(day: Day, number: str) -> int | None:
    """Where somebody stands among those who have to be reported; None where nobody waits for that."""
    return next((at for at, one in enumerate(day.cases) if one.number == number and one.told is None), None)


def stage_short(one: Stage) -> str:
    """学生处待签发; with what is to be said beside it."""
    if one.changed:
        return tr("{step}：签发后数据有变", step=tr(STEPS[one.step]))
    return tr("{step}：{state}", step=tr(STEPS[one.step]), state=tr(STATES[one.state]))


def stage_lines(stages: Sequence[Stage], numbers: Numbers) -> str:
    """The whole chain: who signed when, until when it is due, and what changed since."""
    return "\n".join(line for one in stages for line in _stage(one, numbers))


def _stage(one: Stage, numbers: Numbers) -> list[str]:
    until = f"{campus(one.deadline):%H:%M}"
    if one.signed is None:
        if one.state == "overdue":
            return [tr("{step}：{at} 前应签，已逾期", step=tr(STEPS[one.step]), at=until)]
        return [tr("{step}：{state}，{at} 前", step=tr(STEPS[one.step]), state=tr(STATES[one.state]), at=until)]
    at = f"{campus(one.signed.at):%H:%M}"
    lines = [tr("{step}：{who} {at} 签发", step=tr(STEPS[one.step]), who=one.signed.operator, at=at)]
    if one.signed.zero:
        lines.append(tr("　零报告"))
    if one.late:
        lines.append(tr("　迟签（应在 {at} 前）", at=until))
    return [*lines, *(f"　{change_word(each)}" for each in changed(one, numbers))]


def number_rows(numbers: Numbers) -> list[Row]:
    """A row for each number."""
    return [
        Row(name, lambda name=name, n=n: (tr(LABELS[name]), str(n)), _ink(name, n))  # type: ignore[misc]
        for name, n in numbers.plain().items()
    ]


def _ink(name: str, count: int) -> str:
    if not count:
        return "ink_2"
    return "attention_ink" if name in ATTENTION else "ink"


def case_rows(day: Day, desk: ReportDesk, now: datetime) -> list[Row]:
    """A row for each case, those that are owed first."""
    return [
        Row(str(at), lambda one=one: _case(one, desk, now), _case_ink(one, now))  # type: ignore[misc]
        for at, one in enumerate(day.cases)
    ]


def _case(one: Case, desk: ReportDesk, now: datetime) -> tuple[str, ...]:
    resident = desk.shown(one.line.resident)
    celsius = f"{one.line.fever.celsius:.1f}" if one.line.fever.celsius is not None else ""
    when = f"{campus(one.deadline):%m-%d %H:%M}"
    if one.told is not None:
        how = tr("{at} 已上报", at=f"{campus(one.told.at):%H:%M}")
        how = tr("{how}，迟报", how=how) if one.late else how
    else:
        how = tr("已过时限，请立即上报") if one.overdue(now) else tr("{at} 前上报", at=when)
    return f"{resident.building}-{resident.room}".rstrip("-"), resident.name, tr(CAUSES[one.cause]), celsius, how


def _case_ink(one: Case, now: datetime) -> str:
    return "ink_2" if one.told else "refuse_ink" if one.overdue(now) else "attention_ink"


def urgent_line(day: Day, now: datetime) -> str:
    """How many are owed, and until when the first of them; empty where none is."""
    owed = [one for one in day.cases if one.told is None]
    if not owed:
        return ""
    at = f"{campus(owed[0].deadline):%H:%M}"
    if owed[0].overdue(now):
        return tr("及时上报：{n} 人待上报，已过 {at} 的时限。按 F4。", n=len(owed), at=at)
    return tr("及时上报：{n} 人待上报，最早 {at} 前。按 F4。", n=len(owed), at=at)


def behind_cells(one: Behind) -> tuple[str, ...]:
    """A line of the table of those behind a number."""
    resident, line = one.line.resident, one.line
    celsius = " / ".join(f"{each.celsius:.1f}" for each in line.measurements)
    at = f"{campus(line.measurements[0].at):%H:%M}" if line.measurements else ""
    how = "，".join(each.sentence for each in one.disagreements) or tr(STATUS[line.status])
    where = f"{resident.building}-{resident.room}".rstrip("-")
    return tr(ROUNDS[one.state.round.name]), where, resident.name, celsius, at, how


def record_line(entry: Entry) -> str:
    """A record behind a number: when, what, by whom."""
    body = entry.fact.body or {}
    celsius = f"{body['celsius']:.1f} ℃" if body.get("celsius") is not None else ""
    at = f"{campus(entry.fact.at):%m-%d %H:%M}"
    parts = (at, tr(kind(entry.fact.kind).label), celsius, entry.fact.operator, entry.fact.post)
    return " · ".join(part for part in parts if part)


def calls(chain: Sequence[Responsible]) -> str:
    """Whom else to call, the nearest first, with phones."""
    return "\n".join(" ".join(filter(None, (tr(LABELS_OF[one.duty]), one.name, one.phone))) for one in chain)
