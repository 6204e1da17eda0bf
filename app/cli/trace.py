"""`gatepost trace vehicle|goods`: who came with a vehicle; where the goods of a supplier came from and went."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from app.cli.contacts import span
from app.cli.context import Commands, emit, local_post, say, tell
from app.cli.grant import add_reason, ensure
from app.clock import campus
from app.i18n import tr
from app.policy.plate import shown
from app.station.tracing.desk import ACT, Traced, Tracing
from app.station.tracing.goods import Supplied
from app.station.tracing.lines import goods_line, vehicle_line
from app.station.tracing.vehicle import Came

T = TypeVar("T")


def add(commands: Commands) -> None:
    parser = commands.add_parser("trace", help=tr("回溯一辆车，或某家供应商、某种物资"))
    acts = parser.add_subparsers(dest="act", required=True)
    one = acts.add_parser("vehicle", help=tr("这辆车何时到过、谁随车、为何事"))
    one.add_argument("what", metavar=tr("车牌"))
    _options(one, vehicle)
    one = acts.add_parser("goods", help=tr("这家供应商或这种物资何时到过、去了哪里"))
    one.add_argument("what", metavar=tr("供应商或品名"))
    _options(one, goods)


def vehicle(options: Namespace) -> int:
    with local_post(options) as post:
        ensure(post, ACT, shown(options.what), options)
        tracing = Tracing(post)
        found = tracing.vehicle(options.what, *span(options.start, options.end, post.clock))
        if options.out:
            tracing.export_vehicle(found, options.out)
    _tell(found, options, vehicle_line, _came)
    return 0


def goods(options: Namespace) -> int:
    with local_post(options) as post:
        ensure(post, ACT, options.what.strip(), options)
        tracing = Tracing(post)
        found = tracing.goods(options.what, *span(options.start, options.end, post.clock))
        if options.out:
            tracing.export_goods(found, options.out)
    _tell(found, options, goods_line, _supplied)
    return 0


def _options(parser: ArgumentParser, run: Callable[[Namespace], int]) -> None:
    parser.add_argument("--from", dest="start", metavar="ISO", help=tr("从何时起（默认 14 天前）"))
    parser.add_argument("--to", dest="end", metavar="ISO", help=tr("到何时止（默认现在）"))
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx")
    parser.add_argument("--json", action="store_true")
    add_reason(parser)
    parser.set_defaults(run=run)


def _tell(
    traced: Traced[T], options: Namespace, line: Callable[[T], Sequence[str]], plain: Callable[[T], dict[str, object]]
) -> None:
    for one in traced.found:
        if options.json:
            emit(plain(one))
        elif not options.out:
            tell("\t".join(line(one)))
    say(tr("共 {count} 条。", count=len(traced.found)))
    if options.out:
        tell(tr("已导出 {count} 行到 {path}。", count=len(traced.found), path=options.out))


def _came(one: Came) -> dict[str, object]:
    return {
        "at": campus(one.at), "post": one.post, "what": one.what, "direction": one.direction, "name": one.name,
        "number": one.number, "phone": one.phone, "outcome": one.outcome, "why": one.why, "about": one.about,
    }  # fmt: skip


def _supplied(one: Supplied) -> dict[str, object]:
    values = one.delivery.values
    return {
        "at": campus(one.at), "delivery": one.delivery.number, "phase": one.delivery.phase, "line": one.line,
        "vehicle": values.get("vehicle", ""), "deliverer": values.get("deliverer"), "store": values.get("store", ""),
    }  # fmt: skip
