"""`gatepost rounds`: a pasted 接龙 read or entered, a round of the dormitory's day as it stands, the daily report."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from app.cli import roundsaid
from app.cli.contacts import time_of
from app.cli.context import Commands, emit, local_post, say, tell
from app.dormitory.daily.count import Part
from app.dormitory.daily.words import text as report_text
from app.dormitory.day import ROUND_NAMES, STEPS
from app.errors import UserError, WrongUse, reason
from app.i18n import tr
from app.station.dormitory import Dormitory


def add(commands: Commands) -> None:
    parser = commands.add_parser("rounds", help=tr("一日三检：接龙、进度、日报告"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    one = acts.add_parser("read", help=tr("读一段接龙，列出读不准的行；默认只看不记"))
    one.add_argument("file", metavar="FILE.txt|-")
    one.add_argument("--enter", action="store_true", help=tr("记入台账"))
    one.add_argument("--at", metavar="ISO", help=tr("接龙是何时的（默认现在）"))
    _common(one, read)
    one = acts.add_parser("state", help=tr("这一次检测的进度：谁还没有报"))
    one.add_argument("--day", metavar="2022-04-10")
    _common(one, state)
    one = acts.add_parser("report", help=tr("日报告：不带姓名的文字，或 XLSX"))
    one.add_argument("--day", metavar="2022-04-10")
    one.add_argument("--college", default="")
    one.add_argument("--out", type=Path, metavar="FILE.xlsx")
    one.add_argument("--sign", choices=STEPS, help=tr("签发：辅导员、学生处、指挥部"))
    one.add_argument("--zero", action="store_true", help=tr("零报告：由签发人说明今日无异常"))
    _common(one, report, rounds=False)


def _common(parser: ArgumentParser, run: object, *, rounds: bool = True) -> None:
    parser.add_argument("--building", default="", help=tr("只看一栋楼"))
    if rounds:
        parser.add_argument("--round", choices=ROUND_NAMES, default="", help=tr("晨检、午检、晚检（默认按时间）"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def read(options: Namespace) -> int:
    """1 where something is left that a person has to settle."""
    text = _text(options.file)
    with local_post(options) as post:
        dormitory = Dormitory(post, options.building)
        chain = dormitory.read(text)
        entered = []
        if options.enter:
            entered = dormitory.enter(chain, time_of(options.at) if options.at else None, options.round)
        for line in roundsaid.chain(chain, dormitory.residents(), json=options.json):
            emit(line) if options.json else tell(str(line))
    problems = len(chain.problems)
    say(tr("读出 {people} 人，{problems} 处要人来看。", people=len(chain.last), problems=problems))
    if options.enter:
        say(tr("记入 {count} 条，其中更正 {corrections} 条。", count=len(entered),
               corrections=sum(one.act == "correction" for one, _ in entered)))  # fmt: skip
    return 1 if problems else 0


def state(options: Namespace) -> int:
    """1 while somebody is missing in a round that is over."""
    with local_post(options) as post:
        dormitory = Dormitory(post, options.building)
        found = dormitory.state(dormitory.round(_day(options.day), options.round))
        for line in roundsaid.state(found, dormitory.sees, json=options.json):
            emit(line) if options.json else tell(str(line))
    for sentence in roundsaid.summary(found):
        say(sentence)
    return 1 if found.closed and found.missing else 0


def report(options: Namespace) -> int:
    day = _day(options.day)
    if options.college and options.building:
        raise WrongUse(tr("楼栋和学院请只写一个。"))
    with local_post(options) as post:
        dormitory = Dormitory(post)
        part = _part(options)
        if options.sign:
            dormitory.sign(part, options.sign, day, zero=options.zero)
        elif options.zero:
            raise WrongUse(tr("零报告要由人签发：请同时写明 --sign。"))
        made, known = dormitory.report(day)
        if not made.states:
            raise UserError(tr("{day} 的第一次检测还没有开始。", day=made.day))
        if part not in made.parts():
            raise UserError(tr("这一天没有“{of}”的数据。请核对名称和日期。", of=part.of))
        stages = dormitory.stages(made, known, part)
        if options.out:
            dormitory.export(made, known, options.out)
        if options.json:
            emit(roundsaid.report(made, part, stages))
        else:
            tell(report_text(made, part, stages))
    return 0


def _part(options: Namespace) -> Part:
    if options.building:
        return Part("building", options.building.upper())
    return Part("college", options.college) if options.college else Part("campus")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongUse(tr("日期：请写成 2022-04-10 的样子")) from None


def _text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UserError(tr("读不到文件 {path}：{why}。请检查路径和权限。", path=name, why=reason(error))) from error
    return data.decode("utf-8-sig", "replace")
