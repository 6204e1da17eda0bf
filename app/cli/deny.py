"""`gatepost deny`: the list of restricted passage, looked at and changed under a grant."""

from argparse import ArgumentParser, Namespace
from datetime import datetime, timedelta

import msgspec

from app.access.grants import EVERYBODY
from app.cli.contacts import time_of
from app.cli.context import Commands, emit, local_post, say, tell
from app.cli.grant import add_reason, ensure
from app.clock import campus
from app.errors import WrongUse
from app.i18n import tr
from app.station.denying import BY_WORDS, Denying, Line
from app.store.reference.denials import By

_ACT = "denials.keep"


def add(commands: Commands) -> None:
    parser = commands.add_parser("deny", help=tr("限制通行名单：列入、查看、登记申诉、解除"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    one = acts.add_parser("list", help=tr("查看名单"))
    one.add_argument("--ended", action="store_true", help=tr("连同已到期、已解除的"))
    one.add_argument("--json", action="store_true")
    _under_grant(one, show)
    one = acts.add_parser("add", help=tr("列入名单，原因和截止时间必填"))
    who = one.add_mutually_exclusive_group(required=True)
    who.add_argument("--number", metavar=tr("学工号"))
    who.add_argument("--id-number", metavar=tr("身份证号"))
    who.add_argument("--plate", metavar=tr("车牌"))
    one.add_argument("--from", dest="start", metavar="ISO", help=tr("从何时起（默认现在）"))
    end = one.add_mutually_exclusive_group(required=True)
    end.add_argument("--until", metavar="ISO", help=tr("到何时止"))
    end.add_argument("--days", type=float, help=tr("或者几天后到期"))
    _under_grant(one, put)
    one = acts.add_parser("lift", help=tr("提前解除"))
    one.add_argument("id", metavar="ID")
    _under_grant(one, lift)
    one = acts.add_parser("appeal", help=tr("登记申诉"))
    one.add_argument("id", metavar="ID")
    one.add_argument("note", metavar=tr("申诉内容"))
    _under_grant(one, appeal)


def show(options: Namespace) -> int:
    with local_post(options) as post:
        ensure(post, _ACT, EVERYBODY, options)
        lines = Denying(post).lines(ended=options.ended)
    for line in lines:
        if options.json:
            emit({**msgspec.to_builtins(line.entry), "name": line.name, "in_force": line.holds})
        else:
            tell(_told(line))
    if not lines:
        say(tr("名单中没有条目。"))
    return 0


def put(options: Namespace) -> int:
    by, value = _whom(options)
    with local_post(options) as post:
        now = post.clock()
        until = time_of(options.until, end=True) if options.until else now + timedelta(days=_days(options.days))
        ensure(post, _ACT, value, options)
        since = time_of(options.start) if options.start else None
        made = Denying(post).add(by, value, options.reason, until, since=since)
    tell(made.id)
    say(tr("已列入，到 {until} 自动失效。提前解除：gatepost deny lift {id}", until=_day(made.until), id=made.id))
    return 0


def lift(options: Namespace) -> int:
    with local_post(options) as post:
        ensure(post, _ACT, EVERYBODY, options)
        Denying(post).lift(options.id, options.reason)
    tell(tr("{id} 已解除，立即生效。", id=options.id))
    return 0


def appeal(options: Namespace) -> int:
    with local_post(options) as post:
        ensure(post, _ACT, EVERYBODY, options)
        Denying(post).appeal(options.id, options.note)
    tell(tr("申诉已登记在 {id} 中，名单不变；需要解除时运行 gatepost deny lift。", id=options.id))
    return 0


def _under_grant(parser: ArgumentParser, run: object) -> None:
    add_reason(parser)
    parser.set_defaults(run=run)


def _whom(options: Namespace) -> tuple[By, str]:
    given: dict[By, str | None] = {
        "number": options.number, "id-number": options.id_number, "plate": options.plate
    }  # fmt: skip
    return next((by, value) for by, value in given.items() if value is not None)


def _days(days: float) -> float:
    if not 0 < days <= 366:
        raise WrongUse(tr("限制最长一年；到期仍需要的，请重新列入。"))
    return days


def _told(line: Line) -> str:
    one = line.entry
    appeal = tr("申诉：{note}", note=one.appeal) if one.appeal else ""
    parts = [
        one.id, tr(BY_WORDS[one.by]), one.value, line.name, line.state, f"{_day(one.since)} – {_day(one.until)}",
        one.who, one.why, appeal,
    ]  # fmt: skip
    return "\t".join(parts)


def _day(at: datetime) -> str:
    return f"{campus(at):%Y-%m-%d %H:%M}"
