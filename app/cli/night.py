"""`gatepost night`: the night check of a building (查寝): begun, ticked, called about, closed, and as it stands."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from app.cli import nightsaid
from app.cli.context import Commands, emit, local_post, say, tell
from app.clock import campus
from app.dormitory.night.call import next_call
from app.dormitory.night.hours import typed_time
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.station.nightbook import NightPage
from app.station.nightcheck import NightCheck

TICKS = ("in", "absent", "undone")


def add(commands: Commands) -> None:
    parser = commands.add_parser("night", help=tr("查寝：开始、点名、打电话、结束，以及进度"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    _common(acts.add_parser("open", help=tr("开始今晚的查寝，或接着查")), opened)
    one = acts.add_parser("tick", help=tr("点名：在寝、未归，或撤销"))
    one.add_argument("numbers", nargs="*", metavar=tr("学工号"))
    one.add_argument("--room", default="", help=tr("这一寝里还没有查到的人"))
    one.add_argument("--is", dest="found", choices=TICKS, default="in", help=tr("在寝、未归、撤销（默认在寝）"))
    _common(one, ticked)
    one = acts.add_parser("late", help=tr("记一个人晚归"))
    one.add_argument("number", metavar=tr("学工号"))
    one.add_argument("came", nargs="?", default="", metavar="23:05", help=tr("几点回来的（默认现在）"))
    _common(one, late)
    one = acts.add_parser("call", help=tr("记下一个电话：打给按顺序该打的人"))
    one.add_argument("number", metavar=tr("学工号"))
    one.add_argument("answer", choices=("reached", "unreached"))
    one.add_argument("--said", default="", help=tr("说了什么"))
    _common(one, called)
    one = acts.add_parser("settle", help=tr("了结：人在哪里、谁核实的"))
    one.add_argument("number", metavar=tr("学工号"))
    one.add_argument("note", metavar=tr("说明"))
    _common(one, settled)
    one = acts.add_parser("close", help=tr("结束查寝；未归和未查到的人留在名单上"))
    one.add_argument("--note", default="")
    _common(one, closed)
    _common(acts.add_parser("state", help=tr("进度：谁未归，谁还没有查到")), state)


def _common(parser: ArgumentParser, run: Callable[[Namespace], int]) -> None:
    parser.add_argument("--building", default="", help=tr("哪一栋楼（默认能打开的第一栋）"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def opened(options: Namespace) -> int:
    return _act(options, lambda check, _page: check.open())


def ticked(options: Namespace) -> int:
    if bool(options.numbers) == bool(options.room):
        raise WrongUse(tr("请写学工号，或用 --room 写一个房间。"))

    def act(check: NightCheck, page: NightPage) -> NightPage:
        lines = page.check.lines if page.check else ()
        inside = [one for one in lines if one.resident.room == options.room]
        if options.room and page.check and not inside:
            raise UserError(tr("名单里没有 {room} 寝。请核对房间号和 --building。", room=options.room))
        unseen = [one.resident.number for one in inside if one.standing == "unseen"]
        return check.tick(options.numbers or unseen, options.found)

    return _act(options, act)


def late(options: Namespace) -> int:
    def act(check: NightCheck, page: NightPage) -> NightPage:
        night = nightsaid.night_of(page, options.number)
        came = typed_time(options.came, nightsaid.hours_of(night)) if options.came else campus(page.now)
        if came is None:
            raise WrongUse(tr("时间请写成 2305 或 23:05。"))
        return check.late(options.number, came, night)

    return _act(options, act)


def called(options: Namespace) -> int:
    def act(check: NightCheck, page: NightPage) -> NightPage:
        case = nightsaid.case_of(page, options.number)
        call = next_call(case.called, check.calls(case.resident))
        if call is None:
            raise UserError(tr("没有登记可以打给谁"))
        return check.called(
            options.number, call, reached=options.answer == "reached", said=options.said, night=case.night
        )  # fmt: skip

    return _act(options, act)


def settled(options: Namespace) -> int:
    def act(check: NightCheck, page: NightPage) -> NightPage:
        return check.settle(options.number, options.note, nightsaid.case_of(page, options.number).night)

    return _act(options, act)


def closed(options: Namespace) -> int:
    return _act(options, lambda check, page: check.close(options.note, page.hours.day))


def state(options: Namespace) -> int:
    """1 while somebody was not found, or the check is over its time."""
    with local_post(options) as post:
        check = NightCheck(post)
        page = check.read(options.building)
        _tell(options, check, page)
        late_ = page.check is not None and page.check.closed is None and page.now > page.hours.closes
        return 1 if late_ or page.earlier or (page.check and page.check.cases) else 0


def _act(options: Namespace, act: Callable[[NightCheck, NightPage], NightPage]) -> int:
    with local_post(options) as post:
        check = NightCheck(post)
        post.permit("night.check")
        _tell(options, check, act(check, check.read(options.building)))
    return 0


def _tell(options: Namespace, check: NightCheck, page: NightPage) -> None:
    for line in nightsaid.lines(page, check.calls, json=options.json):
        emit(line) if options.json else tell(str(line))
    say(nightsaid.summary(page))
