"""`gatepost reports`: what has to be told at once, which reports are due, and what stands behind a number."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from app.cli.context import Commands, emit, local_post, say, tell
from app.clock import campus
from app.dormitory.daily.behind import Behind
from app.dormitory.daily.count import Part
from app.dormitory.daily.urgent import Case
from app.dormitory.daily.words import title
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.records.daily_report import STEPS, Numbers
from app.records.field import fields_of
from app.records.rounds import ROUNDS
from app.station.reporting import Day, ReportDesk

_NAMES = tuple(one.name for one in fields_of(Numbers))


def add(commands: Commands) -> None:
    parser = commands.add_parser("reports", help=tr("两报告：及时上报、待签的日报告、数字背后的记录"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    _day(acts.add_parser("urgent", help=tr("须及时上报的人：告诉了谁，还剩多少时间")), urgent)
    one = _day(acts.add_parser("tell", help=tr("登记已及时上报")), tell_)
    one.add_argument("number", metavar="NUMBER")
    one.add_argument("--to", required=True, help=tr("报告给了谁"))
    _day(acts.add_parser("due", help=tr("轮到谁签的日报告")), due)
    one = _day(acts.add_parser("behind", help=tr("一个数字背后的人和记录")), behind)
    one.add_argument("name", choices=_NAMES)
    one.add_argument("--building", default="")
    one.add_argument("--college", default="")


def _day(parser: ArgumentParser, run: object) -> ArgumentParser:
    parser.add_argument("--day", metavar="2022-04-10")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)
    return parser


def urgent(options: Namespace) -> int:
    """1 while somebody has not been told of."""
    with local_post(options) as post:
        desk = ReportDesk(post)
        day = desk.read(_date(options))
        for one in day.cases:
            row = _case(one, desk)
            if options.json:
                emit(row)
            else:
                tell("\t".join(str(row[name]) for name in ("room", "name", "cause", "deadline", "told")))
        owed = sum(one.told is None for one in day.cases)
    say(tr("待上报 {owed} 人，已上报 {told} 人。", owed=owed, told=len(day.cases) - owed))
    return 1 if owed else 0


def _case(one: Case, desk: ReportDesk) -> dict[str, Any]:
    resident = desk.shown(one.line.resident)
    return {
        "number": resident.number, "name": resident.name, "room": f"{resident.building}-{resident.room}",
        "round": one.state.round.name, "cause": one.cause, "celsius": one.line.fever.celsius,
        "since": campus(one.since).isoformat(), "deadline": campus(one.deadline).isoformat(),
        "told": campus(one.told.at).isoformat() if one.told else "", "late": one.late,
        "grounds": list(one.grounds),
    }  # fmt: skip


def tell_(options: Namespace) -> int:
    with local_post(options) as post:
        desk = ReportDesk(post)
        open_ = [one for one in desk.read(_date(options)).cases if one.told is None and one.number == options.number]
        if not open_:
            raise UserError(tr("{number} 没有待上报的发热或不适。", number=options.number))
        for one in open_:
            desk.tell(one, options.to)
    return 0


def due(options: Namespace) -> int:
    """1 while something is due of whoever acts."""
    with local_post(options) as post:
        desk = ReportDesk(post)
        found = desk.owed(desk.read(_date(options)))
    for one in found:
        row = {"scope": one.part.scope, "of": one.part.of, "step": one.step, "late": one.late, "changed": one.changed,
               "deadline": campus(one.deadline).isoformat()}  # fmt: skip
        if options.json:
            emit(row)
        else:
            tell("\t".join([title(one.part), tr(STEPS[one.step]), f"{campus(one.deadline):%H:%M}"]))
    if not found:
        say(tr("没有轮到您签的日报告。"))
    return 1 if found else 0


def behind(options: Namespace) -> int:
    with local_post(options) as post:
        desk = ReportDesk(post)
        day = desk.read(_date(options))
        for one in desk.behind(day, _part(options, day), options.name):
            row = _behind(one)
            if options.json:
                emit(row)
            else:
                celsius = " ".join(f"{each:.1f}" for each in row["celsius"])
                tell("\t".join([tr(ROUNDS[row["round"]]), row["room"], row["name"], row["status"], celsius]))
    return 0


def _behind(one: Behind) -> dict[str, Any]:
    resident, line = one.line.resident, one.line
    return {
        "number": resident.number, "name": resident.name, "room": f"{resident.building}-{resident.room}".rstrip("-"),
        "round": one.state.round.name, "status": line.status, "celsius": [each.celsius for each in line.measurements],
        "records": list(one.records), "disagree": [each.code for each in one.disagreements],
    }  # fmt: skip


def _part(options: Namespace, day: Day) -> Part:
    if options.building and options.college:
        raise WrongUse(tr("楼栋和学院请只写一个。"))
    part = Part("building", options.building.upper()) if options.building else Part("campus")
    part = Part("college", options.college) if options.college else part
    if part not in day.stages:
        raise UserError(tr("这一天没有“{of}”的数据。请核对名称和日期。", of=part.of))
    return part


def _date(options: Namespace) -> date | None:
    try:
        return date.fromisoformat(options.day) if options.day else None
    except ValueError:
        raise WrongUse(tr("日期：请写成 2022-04-10 的样子")) from None
