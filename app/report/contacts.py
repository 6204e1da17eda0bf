"""Who met whom at the posts: one line a person and one line a meeting, and both as a workbook."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from app.clock import campus
from app.errors import WrongUse
from app.i18n import mark, tr
from app.policy.person import Person
from app.records.passage import DIRECTIONS, VERDICTS
from app.report.workbook import keep, made
from app.store.passages import Meeting

WITHIN = 10
"""Minutes before and after, where nobody says otherwise."""
MOST_MINUTES = 120
PEOPLE = (
    mark("学工号"), mark("姓名"), mark("学院或部门"), mark("班级"), mark("住处"), mark("辅导员"), mark("电话"),
    mark("次数"), mark("最近相隔"), mark("首次"), mark("末次"),
)  # fmt: skip
MEETINGS = (
    mark("时间"), mark("岗位"), mark("学工号"), mark("姓名"), mark("学院或部门"), mark("方向"), mark("结论"),
    mark("本人时间"), mark("相隔"),
)  # fmt: skip


class Contact(NamedTuple):
    """One other person. person: as the list of people has them, masked for whoever asks; somebody it does not have
    has only a number and a name. times: how often they met; nearest: the shortest time apart, without its sign."""

    person: Person
    times: int
    nearest: timedelta
    first: datetime
    last: datetime


class Contacts(NamedTuple):
    """Whoever passed the same post as `number` between `start` and `end`, at most `minutes` apart: everyone once, the
    nearest first, and every meeting by time. name: of that person, empty where nobody has it listed; own: how many
    passages of theirs there are."""

    number: str
    name: str
    start: datetime
    end: datetime
    minutes: int
    own: int
    people: tuple[Contact, ...]
    meetings: tuple[Meeting, ...]


def gathered(meetings: Sequence[Meeting], person: Callable[[str, str], Person]) -> Iterator[Contact]:
    """Everyone once, the nearest first; person: who has a number, and the name the ledger has for it. Somebody whom
    nobody identified is in the meetings alone."""
    met: dict[str, list[Meeting]] = {}
    for one in meetings:
        if one.other.person:
            met.setdefault(one.other.person, []).append(one)
    found = [
        Contact(
            person(number, some[-1].other.name), len(some), min(abs(one.apart) for one in some),
            some[0].other.at, some[-1].other.at,
        )
        for number, some in met.items()
    ]  # fmt: skip
    yield from sorted(found, key=lambda one: (one.nearest, -one.times))


def person_line(contact: Contact) -> list[str]:
    """One person as the columns PEOPLE."""
    who = contact.person
    return [
        who.number, who.name, who.college, who.class_name, who.place, who.counsellor, who.phone, str(contact.times),
        apart(contact.nearest), _time(contact.first), _time(contact.last),
    ]  # fmt: skip


def meeting_line(meeting: Meeting) -> list[str]:
    """One meeting as the columns MEETINGS."""
    other = meeting.other
    judged = VERDICTS.get(other.judged) or VERDICTS.get(other.verdict, other.verdict)
    return [
        _time(other.at), other.post, other.person, other.name or tr("未确认身份"), other.college,
        tr(DIRECTIONS.get(other.direction, other.direction)), tr(judged), _time(meeting.own.at), _signed(meeting.apart),
    ]  # fmt: skip


def apart(span: timedelta) -> str:
    """ "2 分 05 秒"."""
    minutes, seconds = divmod(round(abs(span).total_seconds()), 60)
    if not minutes:
        return tr("{seconds} 秒", seconds=seconds)
    return tr("{minutes} 分 {seconds} 秒", minutes=minutes, seconds=f"{seconds:02}")


def about(found: Contacts) -> list[list[str]]:
    """What was asked, as it stands before the lines."""
    return [
        [tr("回溯对象"), f"{found.number} {found.name}".strip()],
        [tr("时间段"), f"{_time(found.start)} – {_time(found.end)}"],
        [tr("相隔不超过"), tr("{minutes} 分钟", minutes=found.minutes)],
        [tr("本人通行"), tr("{count} 次", count=found.own)],
        [tr("同时段人员"), tr("{count} 人", count=len(found.people))],
    ]


def write(found: Contacts, path: Path) -> None:
    """A workbook of what was asked, the people and the meetings; its owner's alone, and over no other file."""
    if path.suffix.lower() != ".xlsx":
        raise WrongUse(tr("{path} 应以 .xlsx 结尾。请换一个文件名。", path=path))
    sheets = {
        tr("回溯说明"): about(found),
        tr("同时段人员"): _sheet(PEOPLE, map(person_line, found.people)),
        tr("逐次明细"): _sheet(MEETINGS, map(meeting_line, found.meetings)),
    }
    keep(path, made(sheets))


def _sheet(headings: Iterable[str], lines: Iterable[list[str]]) -> Iterator[list[str]]:
    yield [tr(one) for one in headings]
    yield from lines


def _time(at: datetime) -> str:
    return f"{campus(at):%Y-%m-%d %H:%M:%S}"


def _signed(span: timedelta) -> str:
    words = apart(span)
    return tr("后 {span}", span=words) if span >= timedelta() else tr("前 {span}", span=words)
