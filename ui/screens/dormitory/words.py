"""What the dormitory's map says in words: a bed, a room, a round, whom to call."""

from collections.abc import Sequence
from datetime import datetime

from app.clock import campus
from app.dormitory.floors import RoomState
from app.dormitory.rounds.calls import Call
from app.dormitory.rounds.state import Line
from app.i18n import mark, tr
from app.policy.zone import ZONE_LABELS
from app.station.roundbook import Page
from ui.screens.dormitory.hand import InHand
from ui.widgets.beds import BedView

ROUNDS = {"morning": mark("晨检"), "noon": mark("午检"), "evening": mark("晚检")}
WHOSE = {"self": mark("本人"), "room": mark("寝室长"), "counsellor": mark("辅导员"), "building": mark("楼长")}
AWAY = {
    "leave": mark("请假"), "observation": mark("留观"), "elsewhere": mark("在别处"), "moved": mark("已搬走"),
    "said": mark("说是不在"),
}  # fmt: skip
NOBODY = "···"
"""In place of a name that must not be read."""


def name_of(line: Line, page: Page, *, private: bool) -> str:
    """Who that is; nobody's name while the privacy screen is on, or where it is not for whoever is on duty."""
    return NOBODY if private or line.resident.number not in page.names else line.resident.name


def bed_views(hand: InHand, *, private: bool) -> list[BedView]:
    """The beds of the room in hand."""
    if hand.page is None or hand.room is None:
        return []
    return [_bed(at, line, hand, hand.page, private=private) for at, line in enumerate(hand.room.lines, 1)]


def _bed(at: int, line: Line, hand: InHand, page: Page, *, private: bool) -> BedView:
    number = line.resident.number
    here, name = number == hand.bed, name_of(line, page, private=private)
    waiting = hand.waiting.get(number)
    if here and (hand.typed or (waiting is None and line.status == "missing")):
        return BedView(f"{at}", name, _about(line), figure(hand.typed), "ink", here=True)
    if waiting is not None:
        return BedView(f"{at}", name, tr("正在保存"), f"{waiting:.1f}", "ink_2", here)
    return BedView(f"{at}", name, _about(line), _value(line), _ink(line), here)


def figure(typed: str) -> str:
    """What is being typed, as the temperature it is going to be."""
    if not typed.isdigit() or len(typed) > 3:
        return typed or "__._"
    padded = typed.ljust(3, "_")
    return f"{padded[:2]}.{padded[2]}"


def _value(line: Line) -> str:
    if line.measurements:
        return f"{line.measurements[-1].celsius:.1f}"
    return {"away": "–", "stated": "○", "missing": ""}[line.status]


def _ink(line: Line) -> str:
    if line.urgent or line.fever.state == "pending":
        return "attention_ink"
    return "ink" if line.measurements else "ink_2"


def _about(line: Line) -> str:
    """In a few words; two temperatures are both told."""
    if line.fever.state == "again":
        return tr("两次偏高：{all}", all=_all(line))
    if line.fever.state == "pending":
        return tr("待复测")
    if line.ill:
        return tr("说是不舒服")
    if line.status == "away":
        return tr(AWAY[line.away])
    if line.status == "stated":
        return tr("寝室长报正常，无体温") if line.spoken and len(line.spoken[-1].numbers) > 1 else tr("口头报告")
    if line.status == "missing":
        return tr("还没有报")
    if len(line.measurements) > 1:
        return _all(line)
    return tr("迟报") if line.late else ""


def _all(line: Line) -> str:
    return " / ".join(f"{one.celsius:.1f}" for one in line.measurements)


def room_about(room: RoomState) -> str:
    """Its zone, its counsellor, how many live there."""
    counsellors = sorted({one.resident.counsellor for one in room.lines} - {""})
    people, away = len(room.lines), len(room.lines) - room.due
    parts = [
        tr(ZONE_LABELS[room.zone]) if room.zone else "",
        tr("辅导员 {names}", names="、".join(counsellors)) if counsellors else "",
        tr("{count} 人，{away} 人不在", count=people, away=away) if away else tr("{count} 人", count=people),
    ]
    return " · ".join(filter(None, parts))


def progress(page: Page, now: datetime) -> str:
    """How far the round has come, and until when it is on time."""
    lines = page.state.lines
    due = [one for one in lines if one.status != "away"]
    done = sum(one.status != "missing" for one in due)
    fever = sum(one.urgent or one.fever.state == "pending" for one in lines)
    told = {"done": done, "due": len(due), "missing": len(due) - done, "fever": fever, "ends": _ends(page, now)}
    return tr("已报 {done}/{due} · 缺 {missing} · 需关注 {fever} · {ends}", **told)


def _ends(page: Page, now: datetime) -> str:
    closes = page.state.round.closes
    left = int((closes - campus(now)).total_seconds() // 60)
    if left < 0:
        return tr("已过 {at} 截止时间", at=f"{closes:%H:%M}")
    return tr("{at} 截止，还有 {left} 分钟", at=f"{closes:%H:%M}", left=left)


def notice(room: RoomState, page: Page, *, private: bool) -> str:
    """What has to be done about the room now."""
    said = []
    for line in room.lines:
        name = name_of(line, page, private=private)
        if line.urgent:
            said.append(tr("{name}：请立即报告校医和带班领导。", name=name))
        elif line.fever.state == "pending" and line.fever.due:
            due = f"{campus(line.fever.due):%H:%M}"
            said.append(
                tr(
                    "{name} {celsius} ℃：{due} 后复测，直接输入第二次体温。",
                    name=name,
                    celsius=line.fever.celsius,
                    due=due,
                )
            )
    return "\n".join(said)


def missing_line(line: Line, calls: Sequence[Call], page: Page, *, private: bool) -> str:
    """Who is missing, with whom to call in the order of responsibility."""
    name = name_of(line, page, private=private)
    if name == NOBODY:
        calls = calls[1:]
    told = [_call(one) for one in calls]
    return "\n".join([f"{line.resident.room}  {name}", *([] if private else told)])


def _call(one: Call) -> str:
    return " ".join(filter(None, (tr(WHOSE[one.whose]), "" if one.whose == "self" else one.name, one.phone)))
