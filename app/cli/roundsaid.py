"""What `gatepost rounds` prints: a line for a person, or an object a line for a program."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from app.clock import campus
from app.dormitory.chain.said import Chain, Problem, Said
from app.dormitory.daily.count import Part
from app.dormitory.daily.passing import Stage
from app.dormitory.daily.report import Report
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import calls
from app.dormitory.rounds.state import Line, State
from app.i18n import mark, tr
from app.records.rounds import ROUNDS

SAYS = {
    "normal": mark("正常"), "away": mark("不在"), "ill": mark("不舒服"), "unmeasured": mark("未测"), "": "",
}  # fmt: skip
STATUS = {"measured": mark("已测"), "stated": mark("口头报告"), "away": mark("不在"), "missing": mark("漏报")}


def chain(read: Chain, residents: Iterable[Resident], *, json: bool) -> Iterator[Any]:
    """The lines that concern somebody, in their order."""
    people = {one.number: one for one in residents}
    for line in read.lines:
        for said in line.said:
            yield _said_row(said, people) if json else _said_line(said, people)
        for room in line.rooms:
            row = {"line": line.number, "building": room.building, "room": room.room, "says": "normal"}
            yield row if json else f"{line.number}\t{room.building}-{room.room}\t{tr('全寝正常')}"
        for problem in line.problems:
            yield _problem_row(problem, line.text, people) if json else _problem_line(problem, line.text, people)


def _said_row(said: Said, people: dict[str, Resident]) -> dict[str, Any]:
    readings = [{"celsius": one.celsius, "site": one.site, "round": one.round} for one in said.readings]
    return {
        "line": said.line, "number": said.number, "name": people[said.number].name, "readings": readings,
        "says": said.says, "note": said.note, "corrects": said.corrects,
    }  # fmt: skip


def _said_line(said: Said, people: dict[str, Resident]) -> str:
    values = "/".join(f"{one.celsius:.1f}" for one in said.readings)
    words = (tr(SAYS[said.says]) if said.says else "", tr("更正") if said.corrects else "", said.note)
    told = " ".join(word for word in (values, *words) if word)
    return f"{said.line}\t{people[said.number].name}\t{told}"


def _problem_row(problem: Problem, text: str, people: dict[str, Resident]) -> dict[str, Any]:
    candidates = [{"number": one, "name": people[one].name, "room": people[one].room} for one in problem.candidates]
    return {
        "line": problem.line, "problem": problem.code, "sentence": problem.sentence, "text": text.strip(),
        "readings": [one.celsius for one in problem.readings], "candidates": candidates,
    }  # fmt: skip


def _problem_line(problem: Problem, text: str, people: dict[str, Resident]) -> str:
    known = [people[one] for one in problem.candidates]
    may_be = "、".join(f"{one.name} {one.building}-{one.room} {one.number}" for one in known)
    return f"{problem.line}\t? {text.strip()}\t{problem.sentence}\t{may_be}".rstrip()


def state(found: State, sees: Callable[[Resident], bool], *, json: bool) -> Iterator[Any]:
    """Everybody for a program; whoever needs something done for a person."""
    for line in found.lines:
        if sees(line.resident):
            if json:
                yield _line_row(found, line)
            elif line.status == "missing" or line.fever.high or line.ill:
                yield _line(line)


def _line_row(found: State, line: Line) -> dict[str, Any]:
    one = line.resident
    return {
        "round": found.round.name, "day": found.round.day.isoformat(), "number": one.number, "name": one.name,
        "building": one.building, "room": one.room, "bed": one.bed, "status": line.status, "late": line.late,
        "celsius": [measured.celsius for measured in line.measurements], "fever": line.fever.state,
        "second_due": line.fever.due and campus(line.fever.due), "ill": line.ill, "away": line.away, "zone": line.zone,
        "calls": [call._asdict() for call in calls(one)] if line.status == "missing" else [],
    }  # fmt: skip


def _line(line: Line) -> str:
    one, due = line.resident, line.fever.due
    values = "/".join(f"{measured.celsius:.1f}" for measured in line.measurements)
    again = tr("{time} 复测", time=f"{campus(due):%H:%M}") if due else ""
    urgent = tr("请及时上报") if line.urgent else ""
    who = " ".join(f"{call.name} {call.phone}".strip() for call in calls(one)[1:]) if line.status == "missing" else ""
    words = " ".join(word for word in (tr(STATUS[line.status]), values, again, urgent, who) if word)
    return f"{one.building}-{one.room}\t{one.name}\t{words}"


def summary(found: State) -> Iterator[str]:
    """How many of what, in a sentence or two."""
    counts = {name: sum(line.status == name for line in found.lines) for name in STATUS}
    yield tr("{round}：已测 {measured}，口头报告 {stated}，不在 {away}，漏报 {missing}。",
             round=tr(ROUNDS[found.round.name]), **counts)  # fmt: skip
    if found.strangers:
        yield tr("另有 {count} 条体温不是这里住的人的。", count=len(found.strangers))


def report(made: Report, part: Part, stages: Sequence[Stage]) -> dict[str, Any]:
    """One part of a report."""
    return {
        "day": made.day.isoformat(), "scope": part.scope, "of": part.of, **made.numbers(part).plain(),
        "open": [
            {"code": one.code, "number": one.number, "records": list(one.records)}
            for one in made.disagreements
            if not one.settled
        ],
        "stages": [{"step": one.step, "state": one.state, "late": one.late, "changed": one.changed} for one in stages],
    }  # fmt: skip
