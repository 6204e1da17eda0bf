"""The report as tables for a workbook: every part's numbers, and by name what somebody has to do something about."""

from collections.abc import Callable, Iterable, Iterator

from app.clock import campus
from app.dormitory.daily.count import Part
from app.dormitory.daily.passing import stages
from app.dormitory.daily.report import Report
from app.dormitory.daily.words import stage_word, title
from app.dormitory.day import Plan
from app.dormitory.facts import Signed
from app.dormitory.resident import Resident
from app.dormitory.rounds.state import Line, State
from app.i18n import mark, tr
from app.records.daily_report import SCOPES, Numbers
from app.records.field import fields_of
from app.records.rounds import ROUNDS

Sheets = dict[str, list[list[str]]]
_PERSON = (
    mark("楼栋"),
    mark("房间"),
    mark("床位"),
    mark("学工号"),
    mark("姓名"),
    mark("学院"),
    mark("辅导员"),
    mark("电话"),
)


def sheets(report: Report, signed: Iterable[Signed], plan: Plan, sees: Callable[[Resident], bool]) -> Sheets:
    """Title → lines of text, headings first. sees: whose name whoever asks may see; numbers are everybody's."""
    signed = list(signed)
    lines = [(one, line) for one, line in report.lines() if sees(line.resident)]
    return {
        tr("汇总"): [_headings(), *(_numbers(report, part, signed, plan) for part in report.parts())],
        tr("漏报"): _people(lines, lambda line: line.status == "missing"),
        tr("迟报和更正"): _people(lines, lambda line: line.late or line.amended),
        tr("发热和不适"): _people(lines, lambda line: bool(line.fever.high) or line.ill),
        tr("待核实"): list(_open(report, {line.resident.number: line.resident for _, line in lines})),
    }


def _headings() -> list[str]:
    return [tr("范围"), tr("名称"), *(tr(one.label) for one in fields_of(Numbers)), tr("签发")]


def _numbers(report: Report, part: Part, signed: list[Signed], plan: Plan) -> list[str]:
    passed = tr("；").join(stage_word(one) for one in stages(report, part, signed, plan))
    numbers = report.numbers(part).plain()
    counts = [str(numbers[one.name]) for one in fields_of(Numbers)]
    return [tr(SCOPES[part.scope]), title(part), *counts, passed]


def _people(lines: Iterable[tuple[State, Line]], fits: Callable[[Line], bool]) -> list[list[str]]:
    headings = [tr("一日三检"), *(tr(one) for one in _PERSON), tr("体温"), tr("时间"), tr("情况")]
    return [headings, *(_line(state, line) for state, line in lines if fits(line))]


def _line(state: State, line: Line) -> list[str]:
    celsius = "、".join(f"{one.celsius:.1f}" for one in line.measurements)
    at = "、".join(f"{campus(one.at):%H:%M}" for one in line.measurements)
    said = [
        word
        for holds, word in (
            (line.late, tr("迟报")), (line.amended, tr("更正")), (line.fever.state == "pending", tr("待复测")),
            (line.fever.state == "again", tr("复测仍高")), (line.fever.state == "settled", tr("复测正常")),
            (line.ill, tr("身体不适")),
        )
        if holds
    ]  # fmt: skip
    return [tr(ROUNDS[state.round.name]), *_person(line.resident), celsius, at, "、".join(said)]


def _open(report: Report, people: dict[str, Resident]) -> Iterator[list[str]]:
    yield [*(tr(one) for one in _PERSON), tr("时间"), tr("情况"), tr("记录"), tr("结果")]
    for one in report.disagreements:
        if one.number in people:
            settled = tr("已核实") if one.settled else tr("待核实")
            at = f"{campus(one.at):%H:%M}"
            yield [*_person(people[one.number]), at, one.sentence, "、".join(one.records), settled]


def _person(one: Resident) -> list[str]:
    return [one.building, one.room, one.bed, one.number, one.name, one.college, one.counsellor, one.phone]
