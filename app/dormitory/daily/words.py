"""The report in words, without anybody's name: to be copied into a chat group."""

from collections.abc import Sequence

from app.dormitory.called import house
from app.dormitory.daily.count import Part
from app.dormitory.daily.passing import Stage
from app.dormitory.daily.report import Report
from app.i18n import mark, tr
from app.records.daily_report import STEPS

STATES = {"signed": mark("已签发"), "due": mark("待签发"), "overdue": mark("逾期未签发"), "waiting": mark("等上一级")}


def title(part: Part) -> str:
    """What a part is called: 5号楼, 护理学院, 全校."""
    if part.scope == "campus":
        return tr("全校")
    return house(part.of) if part.scope == "building" else part.of


def text(report: Report, part: Part, stages: Sequence[Stage]) -> str:
    """A few lines that hold numbers and steps of the chain, never a name, a room or a number of the roster."""
    n = report.numbers(part)
    lines = [
        tr("【日报告】{month}月{day}日 {title}", month=report.day.month, day=report.day.day, title=title(part)),
        tr("在住 {residents} 人，一日三检应测 {due} 人次。", residents=n.residents, due=n.due),
        tr("已测 {measured}，口头报告 {stated}，漏报 {missing}，迟报 {late}，不在 {away} 人次。",
           measured=n.measured, stated=n.stated, missing=n.missing, late=n.late, away=n.away),
        tr("体温偏高 {high} 人（复测仍高 {again} 人），身体不适 {ill} 人，留观 {observed} 人。",
           high=n.high, again=n.again, ill=n.ill, observed=n.observed),
        tr("更正 {amended} 人，待核实 {contradicted} 人。", amended=n.amended, contradicted=n.contradicted),
    ]  # fmt: skip
    said = next((one for one in reversed(stages) if one.signed and one.signed.zero and not one.changed), None)
    if said:
        lines.append(tr("零报告：{step}报告今日无异常。", step=tr(STEPS[said.step])))
    lines.append(tr("；").join(stage_word(one) for one in stages))
    return "\n".join(lines)


def stage_word(stage: Stage) -> str:
    """辅导员已签发, 学生处逾期未签发, with what is to be said beside it."""
    word = tr("{step}：{state}", step=tr(STEPS[stage.step]), state=tr(STATES[stage.state]))
    if stage.changed:
        return tr("{word}（签发后数据有变）", word=word)
    return tr("{word}（迟签）", word=word) if stage.late else word
