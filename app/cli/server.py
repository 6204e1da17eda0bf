"""`gatepost server …`: the command centre's process, and what is done beside it by the owner of its home."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import centreapi, centreuser, published
from app.cli.context import Commands, clock_of, emit, home_of, say, tell
from app.clock import campus
from app.errors import UserError, WrongUse
from app.i18n import mark, tr

if TYPE_CHECKING:
    from app.server.storage import Storage

DATABASE = mark("PostgreSQL 的地址；不写用内置的数据库（也可写在 GATEPOST_DB 中）")
WHO = mark("中心的命令行")


def add(commands: Commands) -> None:
    server = commands.add_parser("server", help=tr("指挥中心")).add_subparsers(
        dest="part", required=True, metavar=tr("做什么")
    )
    parser = _part(server, "run", tr("运行指挥中心"))
    parser.add_argument("--port", type=int, default=8420)
    parser.add_argument("--host", default="127.0.0.1", help=tr("对外开放的地址，需要证书"))
    parser.add_argument("--certificate", type=Path, metavar="FILE.pem", help=tr("TLS 证书"))
    parser.add_argument("--private-key", type=Path, metavar="FILE.pem", help=tr("TLS 证书的私钥"))
    parser.add_argument("--workers", type=int, default=1, metavar="N", help=tr("几个进程一起服务，只用于 PostgreSQL"))
    parser.set_defaults(run=serve)
    parser = _part(server, "code", tr("取一个一次性接入码"))
    parser.add_argument("--replace", metavar="NAME", default="", help=tr("新电脑接替这个名称的站点"))
    parser.set_defaults(run=code)
    parser = _part(server, "records", tr("列出中心的记录"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=records)
    parser = _part(server, "stations", tr("列出站点"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=stations)
    parser = _part(server, "revoke", tr("停用一个站点"))
    parser.add_argument("name", metavar="NAME", help=tr("站点的名称或编号"))
    parser.set_defaults(run=revoke)
    published.add_to(server, _part)
    centreuser.add_to(server, _part)
    centreapi.add_to(server, _part)
    parser = _part(server, "recount", tr("按记录核对并重建计数"))
    parser.set_defaults(run=recount)


def _part(server: Commands, name: str, help_: str) -> ArgumentParser:
    parser = server.add_parser(name, help=help_)
    parser.add_argument("--db", metavar="URL", default=os.environ.get("GATEPOST_DB", ""), help=tr(DATABASE))
    return parser


@contextmanager
def _storage(options: Namespace) -> Iterator["Storage"]:
    from app.server.opening import open_storage

    storage = open_storage(home_of(options), options.db)
    try:
        yield storage
    finally:
        storage.close()


def serve(options: Namespace) -> int:
    if not 0 <= options.port <= 65_535:
        raise WrongUse(tr("端口必须在 0 到 65535 之间。"))
    if not 1 <= options.workers <= 64:
        raise WrongUse(tr("进程数必须在 1 到 64 之间。"))
    from app.server.run import Tls, run

    run(
        home_of(options),
        options.port,
        options.db,
        host=options.host,
        tls=Tls(options.certificate, options.private_key) if options.certificate else None,
        workers=options.workers,
        ready=lambda address: say(tr("指挥中心已在 {address} 运行，按 Ctrl+C 停止。", address=address)),
    )
    return 0


def code(options: Namespace) -> int:
    with _storage(options) as storage:
        if options.replace:
            _named(storage, options.replace, ended=True)
        tell(storage.make_code(clock_of(options)(), options.replace))
    return 0


def records(options: Namespace) -> int:
    with _storage(options) as storage:
        for row in storage.records():
            if options.json:
                emit(row)
            else:
                tell("\t".join(str(row.get(name, "")) for name in ("station", "seq", "kind", "at")))
    return 0


def stations(options: Namespace) -> int:
    """Who has joined: last heard, clock, how many records the centre has, and whether the access has ended."""
    from app.server.dashboard.stations import all_of

    with _storage(options) as storage:
        for one in all_of(storage.engine):
            if options.json:
                emit({**one._asdict(), "enrolled_at": one.enrolled_at.isoformat(),
                      "seen_at": one.seen_at.isoformat() if one.seen_at else None})  # fmt: skip
            else:
                seen = f"{campus(one.seen_at):%Y-%m-%d %H:%M}" if one.seen_at else "—"
                tell("\t".join((one.name, one.id, seen, str(one.records), tr("已停用") if one.revoked else "")))
    return 0


def revoke(options: Namespace) -> int:
    """What a station sent stays. It may join again with a new code."""
    from app.server import doorway
    from app.server.dashboard.acts import note
    from app.server.sql.port import Connection

    now = clock_of(options)()
    with _storage(options) as storage:
        station = _named(storage, options.name)

        def ended(connection: Connection) -> None:
            doorway.revoke(connection, station, now)
            note(connection, now, tr(WHO), "station revoked", options.name)

        storage.engine.write(ended)
    tell(tr("已停用“{name}”。它上传的记录仍在；要重新接入，请取新的接入码。", name=options.name))
    return 0


def recount(options: Namespace) -> int:
    """Every count held against the records, station by station, and mended; 1 where one was wrong."""
    from app.server.counts.recount import mend
    from app.server.dashboard.stations import all_of

    with _storage(options) as storage:
        wrong = sum(len(mend(storage.engine, one.id)) for one in all_of(storage.engine))
    tell(tr("计数已与记录核对，{wrong} 处不符，已重建。", wrong=wrong) if wrong else tr("计数与记录相符。"))
    return 1 if wrong else 0


def _named(storage: "Storage", name: str, *, ended: bool = False) -> str:
    """The id of the one station that is called so, or has this id. ended: also of those whose access has ended."""
    from app.server.dashboard.stations import all_of

    found = [one for one in all_of(storage.engine) if name in (one.id, one.name) and (ended or not one.revoked)]
    if not found:
        raise UserError(tr("没有名为“{name}”的站点。用 gatepost server stations 查看名称。", name=name))
    return found[0].id
