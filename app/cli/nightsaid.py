"""What `gatepost night` prints: a line for a person, or an object a line for a program."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from app.clock import campus
from app.dormitory.called import house
from app.dormitory.day import plan
from app.dormitory.night.call import next_call
from app.dormitory.night.hours import Hours, hours
from app.dormitory.night.line import Line, Standing
from app.dormitory.night.step import Step
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call
from app.errors import UserError
from app.i18n import mark, tr
from app.records.night_step import WHOSE
from app.station.nightbook import NightPage, Open

STANDINGS: dict[Standing, str] = {
    "in": mark("在寝"), "late": mark("晚归"), "absent": mark("未归"), "unseen": mark("未查到"), "leave": mark("请假"),
}  # fmt: skip
Calls = Callable[[Resident], Sequence[Call]]


def case_of(page: NightPage, number: str) -> Open:
    """The case that somebody is; UserError where they are none."""
    for one in page.cases:
        if one.resident.number == number:
            return one
    raise UserError(tr("{number} 不在未归名单里。请先点未归，或核对学工号。", number=number))


def night_of(page: NightPage, number: str) -> date:
    """The night in which somebody came late: that of their case, or the one that is shown."""
    return next((one.night for one in page.cases if one.resident.number == number), page.hours.day)


def hours_of(night: date) -> Hours:
    return hours(plan(), night)


def lines(page: NightPage, calls: Calls, *, json: bool) -> Iterator[Any]:
    """Everybody for a program; whoever was not found, and whom to call, for a person."""
    found = {one.resident.number for one in page.cases}
    for one in page.cases if not json else ():
        yield _case(one, page, calls)
    for case, resident in page.earlier if json else ():
        if resident.number in page.names:
            yield {**_who(case.night, resident), "standing": "absent", **_called(case.called, calls(resident))}
    for line in page.check.lines if page.check else ():
        if line.resident.number in page.names:
            if json:
                yield _row(line, page, calls(line.resident) if line.resident.number in found else ())
            elif line.standing == "unseen" and line.resident.number not in found:
                yield f"{_room(line.resident)}\t{line.resident.name}\t{tr(STANDINGS[line.standing])}"


def _who(night: date, one: Resident) -> dict[str, Any]:
    return {
        "night": night.isoformat(), "number": one.number, "name": one.name, "building": one.building, "room": one.room,
    }  # fmt: skip


def _called(called: Sequence[Step], calls: Sequence[Call]) -> dict[str, Any]:
    told = [
        {"whose": one.said.whose, "name": one.said.name, "answer": one.said.answer, "said": one.said.note}
        for one in called
    ]
    return {"called": told, "calls": [call._asdict() for call in calls]}


def _row(line: Line, page: NightPage, calls: Sequence[Call]) -> dict[str, Any]:
    return {
        **_who(page.hours.day, line.resident), "standing": line.standing, "at": line.at and campus(line.at),
        "by": line.by, "out_at": line.out_at and campus(line.out_at), "away": line.away, "zone": line.zone,
        "moved_to": line.moved_to, "settled": line.settled.said.note if line.settled else "",
        **_called(line.called, calls),
    }  # fmt: skip


def _case(one: Open, page: NightPage, calls: Calls) -> str:
    named = one.resident.number in page.names
    call = next_call(one.called, calls(one.resident)) if named else None
    whom = " ".join(filter(None, (tr(WHOSE[call.whose]), call.name, call.phone))) if call else ""
    since = f"{campus(one.since):%m-%d %H:%M}" if one.since else f"{one.night:%m-%d}"
    words = tr("{since} 未归", since=since)
    return "\t".join([_room(one.resident), one.resident.name if named else "···", words, whom]).rstrip()


def _room(one: Resident) -> str:
    return f"{one.building}-{one.room}"


def summary(page: NightPage) -> str:
    """How the check stands, in a sentence."""
    if page.check is None:
        return tr("{building}今晚还没有开始查寝。", building=house(page.building))
    n = page.numbers
    return tr("应查 {due}，在寝 {present}，晚归 {late}，请假 {leave}，未归 {absent}，未查到 {unseen}。", due=n.due,
              present=n.present, late=n.late, leave=n.leave, absent=n.absent, unseen=n.unseen)  # fmt: skip
