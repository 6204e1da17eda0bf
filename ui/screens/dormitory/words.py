"""What the dormitory's map says in words: a bed, a room, a round, whom to call."""

from collections.abc import Callable, Sequence
from datetime import datetime

from app.clock import campus
from app.dormitory.floors import RoomState
from app.dormitory.observe.looks import RoomLook
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call
from app.dormitory.rounds.state import Line
from app.i18n import mark, tr
from app.policy.zone import ZONE_LABELS
from app.station.roundbook import Page
from ui.screens.dormitory.hand import InHand, resting
from ui.widgets.beds import BedView

NOBODY_LIVES = mark("这栋楼现在没有人住")
ROUNDS = {"morning": mark("晨检"), "noon": mark("午检"), "evening": mark("晚检")}
WHOSE = {"self": mark("本人"), "room": mark("寝室长"), "counsellor": mark("辅导员"), "building": mark("楼长")}
AWAY = {
    "leave": mark("请假"), "observation": mark("留观"), "elsewhere": mark("在别处"), "moved": mark("已搬走"),
    "said": mark("说是不在"),
}  # fmt: skip
OBSERVED = {
    "attention": mark("有发热或超员"), "due": mark("有人待测"), "watched": mark("都已测"), "free": mark("空着"),
}  # fmt: skip
NOBODY = "···"
"""In place of a name that must not be read."""
SECONDS, ROOMS, FEW = 2, 3, 4
"""How many second measurements, rooms with somebody missing, and names in one of them are told at once."""
Calls = Callable[[Resident], Sequence[Call]]


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
        high = hand.celsius is not None and hand.high(hand.celsius, hand.site)
        about = _typing(line, hand, high=high)
        return BedView(f"{at}", name, about, figure(hand.typed), "attention_ink" if high else "ink", here=True)
    if waiting is not None:
        high = hand.high(waiting.celsius, waiting.site)
        about = tr("偏高 · 正在保存") if high else tr("正在保存")
        return BedView(f"{at}", name, about, f"{waiting.celsius:.1f}", "attention_ink" if high else "ink_2", here)
    about = tr("改正：直接输入") if here and hand.correcting else _about(line)
    return BedView(f"{at}", name, about, _value(line), _ink(line), here)


def _typing(line: Line, hand: InHand, *, high: bool) -> str:
    """A word beside the colour, and where a number comes from that nobody typed."""
    if hand.offered:
        return tr("测温仪 额温 · 偏高") if high else tr("测温仪 额温")
    if high:
        return tr("偏高")
    return tr("改正前一个数") if hand.correcting else _about(line)


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
    if line.fever.state == "pending" and line.fever.due:
        return tr("待复测，{due} 后", due=f"{campus(line.fever.due):%H:%M}")
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
    if not people:
        return _observed(room.observed) if room.observed else tr("现在没有人住")
    parts = [
        tr(ZONE_LABELS[room.zone]) if room.zone else "",
        tr("辅导员 {names}", names="、".join(counsellors)) if counsellors else "",
        tr("{count} 人，{away} 人不在", count=people, away=away) if away else tr("{count} 人", count=people),
        _observed(room.observed) if room.observed else "",
    ]
    return " · ".join(filter(None, parts))


def _observed(room: RoomLook) -> str:
    """How many are observed in a room, for how many it is, and what is due there."""
    how = tr(OBSERVED[room.look])
    if room.capacity:
        return tr("留观房：{people}/{capacity} 人，{how}", people=room.people, capacity=room.capacity, how=how)
    return tr("居家观察 {people} 人，{how}", people=room.people, how=how)


def progress(page: Page, now: datetime) -> str:
    """How far the round has come, and until when it is on time."""
    lines = page.state.lines
    if not lines:
        return tr(NOBODY_LIVES)
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
    referred = [one for one in room.lines if one.resident.number in page.referred]
    urgent = [one for one in room.lines if one.urgent and one not in referred]
    said = [
        (tr("{names}：已转校医。请报带班领导，等校医处置。", names=_names(referred, page, private=private)), referred),
        (tr("{names}：请立即报告校医和带班领导。", names=_names(urgent, page, private=private)), urgent),
    ]
    return "\n".join(sentence for sentence, some in said if some)


def _names(lines: Sequence[Line], page: Page, *, private: bool) -> str:
    return "、".join(name_of(one, page, private=private) for one in lines)


def seconds(page: Page, now: datetime, *, private: bool) -> str:
    """Who has to be measured again, and how long it is until then, the first of them."""
    rest = resting(page)
    told = [_second(one, page, now, private=private) for one in rest[:SECONDS]]
    more = [tr("还有 {count} 人待复测", count=len(rest) - SECONDS)] if len(rest) > SECONDS else []
    return "\n".join([*told, *more])


def _second(line: Line, page: Page, now: datetime, *, private: bool) -> str:
    assert line.fever.due is not None  # of whoever rests
    left = int((line.fever.due - now).total_seconds())
    told = {"room": line.resident.room, "name": name_of(line, page, private=private)}
    if left <= 0:
        return tr("{room} {name}：现在复测", **told)
    return tr("{room} {name}：{left} 后复测", left=f"{left // 60}:{left % 60:02d}", **told)


def missing_rooms(page: Page, hand: InHand, calls: Calls, *, private: bool) -> list[str]:
    """How many are missing, and, a line for each of a few rooms from the one in hand on, who, and whom to call."""
    rooms: dict[str, list[Line]] = {}
    for line in page.state.missing:
        if line.resident.number not in hand.waiting:
            rooms.setdefault(line.resident.room, []).append(line)
    people = sum(map(len, rooms.values()))
    if not people:
        return [tr("没有人缺报。") if page.state.lines else tr("名单里有人住进来后，就会显示在这里。")]
    head = tr("缺 {count} 人，{rooms} 间。F5 看全部。", count=people, rooms=len(rooms))
    numbers = list(rooms)
    at = next((n for n, room in enumerate(numbers) if room.zfill(6) >= hand.room_number.zfill(6)), 0)
    next_ = (numbers[at:] + numbers[:at])[:ROOMS]
    return [head, *(_missing_room(rooms[one], page, calls, private=private) for one in next_)]


def _missing_room(lines: list[Line], page: Page, calls: Calls, *, private: bool) -> str:
    names = [one for one in (name_of(line, page, private=private) for line in lines) if one != NOBODY]
    who = "、".join(names) if 0 < len(names) <= FEW else tr("{count} 人", count=len(lines))
    found = () if private else (one for line in lines for one in calls(line.resident) if one.whose != "self")
    told = " · ".join(_call(one) for one in dict.fromkeys(found))
    return f"{lines[0].resident.room}  {who}" + (f"  →  {told}" if told else "")


def missing_line(line: Line, calls: Sequence[Call], page: Page, *, private: bool) -> str:
    """Who is missing, with whom to call in the order of responsibility."""
    name = name_of(line, page, private=private)
    if name == NOBODY:
        calls = calls[1:]
    told = [_call(one) for one in calls]
    return "\n".join([f"{line.resident.room}  {name}", *([] if private else told)])


def _call(one: Call) -> str:
    return " ".join(filter(None, (tr(WHOSE[one.whose]), "" if one.whose == "self" else one.name, one.phone)))
