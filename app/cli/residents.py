"""`gatepost residents`: changes of residence with their times, from a table or one by one; what does not match."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.contacts import time_of
from app.cli.context import Commands, emit, local_post, say, tell
from app.clock import campus
from app.i18n import tr
from app.records.residence import ACTS
from app.station.residences import Differences, Listed, Residences


def add(commands: Commands) -> None:
    parser = commands.add_parser("residents", help=tr("住宿变动：调宿、退宿、请假、返寝，各从其时起"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    for name, words, run in (("list", tr("列出住宿变动"), show), ("differences", tr("对不上的房间和人"), differences)):
        one = acts.add_parser(name, help=words)
        one.add_argument("--json", action="store_true")
        one.set_defaults(run=run)
    _person(acts.add_parser("move", help=tr("调换寝室")), move).add_argument("--to", required=True, metavar="5-316-2")
    _person(acts.add_parser("left", help=tr("退宿")), left)
    _person(acts.add_parser("leave", help=tr("请假离寝")), leave).add_argument("--until", metavar="ISO")
    _person(acts.add_parser("back", help=tr("返寝销假")), back)
    one = acts.add_parser("withdraw", help=tr("撤销一条变动"))
    one.add_argument("id", metavar="ID")
    one.add_argument("--why", required=True)
    one.set_defaults(run=withdraw)
    one = acts.add_parser("import", help=tr("从表格导入变动"))
    one.add_argument("file", type=Path, metavar="FILE.{csv,xlsx}")
    one.set_defaults(run=bring)


def _person(parser: ArgumentParser, run: object) -> ArgumentParser:
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("--since", metavar="ISO", help=tr("从何时算起（默认现在）"))
    parser.set_defaults(run=run)
    return parser


def show(options: Namespace) -> int:
    with local_post(options) as post:
        for one in Residences(post).listed():
            emit(_row(one)) if options.json else tell(_line(one))
    return 0


def _row(one: Listed) -> dict[str, Any]:
    change, said = one.change, one.change.said
    told = {
        "id": change.id, "number": said.person, "name": one.person.name if one.person else "", "act": said.act,
        "since": change.since.isoformat(), "until": campus(said.until).isoformat() if said.until else "",
        "was": said.was, "to": said.to, "note": said.note, "operator": change.operator, "ahead": one.ahead,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value != ""}


def _line(one: Listed) -> str:
    said = one.change.said
    where = f"{said.was} → {said.to}" if said.to else said.was
    name = one.person.name if one.person else ""
    at = f"{one.change.since:%Y-%m-%d %H:%M}"
    return "\t".join([at, said.person, name, tr(ACTS[said.act]), where, tr("未到时间") if one.ahead else ""]).rstrip()


def differences(options: Namespace) -> int:
    """1 where anything does not match."""
    with local_post(options) as post:
        rows = list(_differences(Residences(post).differences()))
    for row, line in rows:
        emit(row) if options.json else tell(line)
    if not rows:
        say(tr("名单、住宿变动和房间都对得上。"))
    return 1 if rows else 0


def _differences(found: Differences) -> Iterator[tuple[dict[str, Any], str]]:
    for person in found.homeless:
        row = {"what": "no-room", "number": person.number, "name": person.name, "place": person.place}
        yield row, tr("{name}：“{place}”不是房间", name=person.name, place=person.place)
    for room, people in found.unknown:
        yield {"what": "unknown-room", "room": room, "people": people}, tr("没有 {room} 这间房，名单上住着 {n} 人",
                                                                          room=room, n=people)  # fmt: skip
    for resident, change in found.differing:
        listed = f"{resident.building}-{resident.room}"
        row = {"what": "moved", "number": resident.number, "name": resident.name, "listed": listed,
               "moved": change.said.to}  # fmt: skip
        said = {"name": resident.name, "listed": listed, "moved": change.said.to}
        yield row, tr("{name}：名单上住 {listed}，调宿到 {moved}", **said)


def move(options: Namespace) -> int:
    with local_post(options) as post:
        Residences(post).move(options.number, options.to, _time(options.since))
    return 0


def left(options: Namespace) -> int:
    with local_post(options) as post:
        Residences(post).left(options.number, _time(options.since))
    return 0


def leave(options: Namespace) -> int:
    with local_post(options) as post:
        Residences(post).leave(options.number, _time(options.since), _time(options.until))
    return 0


def back(options: Namespace) -> int:
    with local_post(options) as post:
        Residences(post).back(options.number, _time(options.since))
    return 0


def withdraw(options: Namespace) -> int:
    with local_post(options) as post:
        Residences(post).withdraw(options.id, options.why)
    return 0


def bring(options: Namespace) -> int:
    """1 where rows were not entered."""
    with local_post(options) as post:
        found = Residences(post).bring(options.file)
    for one in found.refused:
        say(tr("第 {row} 行未导入：{reason}", row=one.row, reason=one.why))
    tell(tr("记入 {entered} 条，已有 {known} 条，未导入 {refused} 行。",
            entered=found.entered, known=found.known, refused=len(found.refused)))  # fmt: skip
    return 1 if found.refused else 0


def _time(text: str | None) -> Any:
    return time_of(text) if text else None
