"""What is said of somebody who is observed, in the language in use."""

from datetime import datetime
from typing import Any

from app.clock import campus
from app.dormitory.observe.conditions import Condition
from app.dormitory.observe.due import Due, What
from app.dormitory.observe.rules import MeasureName
from app.dormitory.observe.step import Does, Step
from app.dormitory.observe.watched import Watched
from app.i18n import mark, tr
from app.records.observation_step import CAUSES

MEASURES: dict[MeasureName, str] = {"morning": mark("早测"), "evening": mark("晚测")}
WHAT: dict[What, str] = {
    "high": mark("体温偏高，请报告校医"), "room": mark("待安排房间"), "measure": mark("待测体温"),
    "test": mark("待采样（第 {day} 天）"), "release": mark("条件已满足，请校医决定"), "helper": mark("待指定一对一"),
}  # fmt: skip
LATE: dict[What, str] = {"measure": mark("体温迟测"), "test": mark("第 {day} 天的采样已过期")}
DOES: dict[Does, str] = {
    "placed": mark("安排留观"), "moved": mark("换一间房"), "helped": mark("指定一对一"), "released": mark("解除留观"),
    "kept": mark("校医留观"), "let-go": mark("校医放行"),
}  # fmt: skip


def due_word(one: Due) -> str:
    said = tr((LATE if one.late else WHAT).get(one.what, WHAT[one.what]), day=one.day)
    return tr("{what}（{at} 前）", what=said, at=f"{campus(one.until):%H:%M}") if one.until and not one.late else said


def condition_word(one: Condition) -> str:
    """A condition and how it stands."""
    at = f"{campus(one.at):%m-%d %H:%M}" if one.at else ""
    match one.code, one.state:
        case "days", "met":
            return tr("天数已满")
        case "days", _:
            return tr("{at} 满天数", at=at)
        case "test", "met":
            return tr("第 {day} 天检测阴性", day=one.day)
        case "test", "missed":
            return tr("第 {day} 天没有检测结果", day=one.day)
        case "test", _:
            return tr("第 {day} 天检测", day=one.day)
        case "calm", "met":
            return tr("体温稳定")
        case "calm", "due":
            return tr("还没有测得正常体温")
        case "calm", _:
            return tr("体温正常到 {at}", at=at)
        case _:
            return tr("有阳性结果，请校医处理")


def where_word(one: Watched, title: str = "") -> str:
    """Where they are; title: of their room."""
    if one.stay.home:
        return tr("居家观察")
    return title or one.stay.room or one.stay.words or tr("待安排房间")


def step_line(step: Step) -> str:
    """When, what, by whom, and what it says."""
    where = tr("居家观察") if step.home else step.room or step.words
    parts = (f"{campus(step.at):%m-%d %H:%M}", tr(DOES[step.does]), where, step.operator, step.word, step.note)
    return " · ".join(part for part in parts if part)


def plain(one: Watched, name: str, now: datetime) -> dict[str, Any]:
    """For the command line; what is not known is left out."""
    stay = one.stay
    told: dict[str, Any] = {
        "number": one.number, "name": name, "cause": stay.cause, "since": campus(stay.since).isoformat(),
        "day": one.day, "room": stay.room, "home": stay.home, "words": stay.words, "helper": stay.helper,
        "celsius": [reading.celsius for reading in one.readings],
        "missed": sum(each.missed(now) for each in one.measures),
        "conditions": [{"code": each.code, "state": each.state, "day": each.day} for each in one.conditions],
        "due": [{"what": each.what, "late": each.late, "day": each.day} for each in one.due],
        "out": campus(one.out).isoformat(), "word": stay.word, "released_by": stay.released_by,
        "released_at": campus(stay.released_at).isoformat() if stay.released_at else "",
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in ("", [])}


def cause_word(one: Watched) -> str:
    return tr(CAUSES[one.stay.cause])
