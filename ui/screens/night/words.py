"""What the night check says in words: a bed, a room, how far it has come, a case with whom to call."""

from collections.abc import Sequence

from app.clock import campus
from app.dormitory.floors import Look
from app.dormitory.night.call import next_call
from app.dormitory.night.line import Line
from app.dormitory.night.rooms import NightRoom
from app.dormitory.night.step import Step
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call
from app.i18n import mark, tr
from app.policy.zone import ZONE_LABELS
from app.records.night_step import ANSWERS, WHOSE
from app.station.nightbook import NightPage, Open
from ui.screens.night.hand import NightHand
from ui.widgets.beds import BedView
from ui.widgets.roommap import DRESS, Dress

NIGHT: dict[Look, Dress] = {
    "done": DRESS["done"]._replace(words=mark("都在寝")), "begun": DRESS["begun"]._replace(words=mark("没查完")),
    "missing": DRESS["missing"]._replace(words=mark("还没有查")),
    "attention": DRESS["attention"]._replace(words=mark("有人未归")),
    "away": DRESS["away"]._replace(words=mark("都请假")),
}  # fmt: skip
AWAY = {"leave": mark("请假"), "observation": mark("留观"), "elsewhere": mark("在别处")}
VALUES = {"in": mark("在"), "late": mark("晚归"), "absent": mark("未归"), "unseen": "", "leave": "–"}
NOBODY = "···"
"""In place of a name that must not be read."""


def name_of(one: Resident, page: NightPage, *, private: bool) -> str:
    """Nobody's name while the privacy screen is on, or where it is not for whoever is on duty."""
    return NOBODY if private or one.number not in page.names else one.name


def bed_views(hand: NightHand, *, private: bool) -> list[BedView]:
    """The beds of the room in hand."""
    if hand.page is None:
        return []
    return [_bed(at, line, hand, hand.page, private=private) for at, line in enumerate(hand.lines, 1)]


def _bed(at: int, line: Line, hand: NightHand, page: NightPage, *, private: bool) -> BedView:
    number = line.resident.number
    name, here = name_of(line.resident, page, private=private), number == hand.bed
    if number in hand.pending:
        return BedView(f"{at}", name, tr("正在保存"), "…", "ink_2", here)
    value = VALUES[line.standing]
    ink = {"absent": "attention_ink", "late": "hold_ink", "in": "ink"}.get(line.standing, "ink_2")
    return BedView(f"{at}", name, _about(line), tr(value) if value else "", ink, here)


def _about(line: Line) -> str:
    at = f"{campus(line.at):%H:%M}" if line.at else ""
    if line.settled:
        return tr("已了结：{note}", note=line.settled.said.note)
    if line.standing == "leave":
        return tr(AWAY[line.away])
    if line.moved_to:
        return tr("已搬到 {room}", room=line.moved_to)
    if line.out_at:
        return tr("{at} 出门", at=f"{campus(line.out_at):%H:%M}")
    if line.found:
        return tr("{at} 进门", at=at) if line.by == "door" or line.standing == "late" else tr("{at} 点到", at=at)
    return tr("{at} 不在", at=at) if at else tr("还没有查")


def room_about(room: NightRoom) -> str:
    """Its zone, its counsellor, how many live there."""
    counsellors = sorted({one.resident.counsellor for one in room.lines} - {""})
    people, away = len(room.lines), len(room.lines) - room.due
    parts = [
        tr(ZONE_LABELS[room.zone]) if room.zone else "",
        tr("辅导员 {names}", names="、".join(counsellors)) if counsellors else "",
        tr("{count} 人，{away} 人请假或在别处", count=people, away=away) if away else tr("{count} 人", count=people),
    ]
    return " · ".join(filter(None, parts))


def progress(page: NightPage) -> str:
    """How far the check has come, in numbers of the whole building."""
    if page.check is None:
        return ""
    n = page.numbers
    told = {"due": n.due, "present": n.present, "late": n.late, "leave": n.leave, "absent": n.absent}
    return tr(
        "应查 {due} · 在寝 {present} · 晚归 {late} · 请假 {leave} · 未归 {absent} · 未查到 {unseen} · {how}",
        **told, unseen=n.unseen, how=_how(page),
    )  # fmt: skip


def _how(page: NightPage) -> str:
    closed = page.check.closed if page.check else None
    if closed:
        return tr("{at} 已结束", at=f"{campus(closed.at):%H:%M}")
    left = int((page.hours.closes - page.now).total_seconds() // 60)
    closes = f"{page.hours.closes:%H:%M}"
    return tr("{at} 截止，还有 {left} 分钟", at=closes, left=left) if left >= 0 else tr("已过 {at} 截止时间", at=closes)


def case_line(one: Open, calls: Sequence[Call], page: NightPage, *, private: bool) -> str:
    """A case: where, since when, the calls there were, and who is called next."""
    name = name_of(one.resident, page, private=private)
    since = f"{campus(one.since):%m-%d %H:%M}" if one.since else f"{one.night:%m-%d}"
    head = tr("{room} 寝 {name}：{since} 未归", room=one.resident.room, name=name, since=since)
    if private or name == NOBODY:
        return head
    return "\n".join([head, *(f"  {called_line(step)}" for step in one.called[-3:]), f"  {whom(one, calls)}"])


def called_line(step: Step) -> str:
    """22:41 寝室长 林晓彤 打通了 在医院陪护"""
    said = step.said
    words = (f"{campus(step.at):%H:%M}", tr(WHOSE[said.whose]), said.name, tr(ANSWERS[said.answer]), said.note)
    return " ".join(filter(None, words))


def whom(one: Open, calls: Sequence[Call]) -> str:
    """Who is to be called now, with the phone as whoever is on duty may see it."""
    call = next_call(one.called, calls)
    return tr("请打给{whom}", whom=call_words(call)) if call else tr("没有登记可以打给谁")


def call_words(call: Call) -> str:
    """寝室长 林晓彤 10000000001"""
    return " ".join(filter(None, (tr(WHOSE[call.whose]), call.name, call.phone)))
