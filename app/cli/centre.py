"""`gatepost enrol`, `gatepost sync`, `gatepost server …`: the post and its command centre."""

import os
from argparse import ArgumentParser, Namespace

from app.cli.context import Commands, clock_of, emit, home_of, local_post, say, tell
from app.clock import campus
from app.errors import WrongUse
from app.i18n import mark, tr
from app.station.setaside import send_again, set_aside
from app.sync.result import SyncResult

ALONE = mark("本站还没有接入指挥中心。请用 gatepost enrol 地址 接入码。")

DATABASE = mark("PostgreSQL 的地址；不写用内置的数据库")


def add(commands: Commands) -> None:
    parser = commands.add_parser("enrol", help=tr("接入指挥中心"))
    parser.add_argument("address", metavar="ADDRESS")
    parser.add_argument("code", metavar="CODE")
    parser.set_defaults(run=enrol)
    parser = commands.add_parser("sync", help=tr("上传一次；查看指挥中心没有收下的记录"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--once", action="store_true", help=tr("上传一次"))
    what.add_argument("--aside", action="store_true", help=tr("列出指挥中心没有收下的记录"))
    what.add_argument("--again", metavar="ID", help=tr("重新上传其中一条"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=sync)
    server = commands.add_parser("server", help=tr("指挥中心")).add_subparsers(
        dest="part", required=True, metavar="run|code|records"
    )
    parser = _part(server, "run", tr("运行指挥中心"))
    parser.add_argument("--port", type=int, default=8420)
    parser.set_defaults(run=serve)
    parser = _part(server, "code", tr("取一个一次性接入码"))
    parser.set_defaults(run=code)
    parser = _part(server, "records", tr("列出中心的记录"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=records)


def _part(server: Commands, name: str, help_: str) -> ArgumentParser:
    parser = server.add_parser(name, help=help_)
    parser.add_argument("--db", metavar="URL", default=os.environ.get("GATEPOST_DB", ""), help=tr(DATABASE))
    return parser


def enrol(options: Namespace) -> int:
    with local_post(options) as post:
        name = post.enrol(options.address, options.code)
    tell(tr("已接入“{name}”。记录将自动上传。", name=name))
    return 0


def sync(options: Namespace) -> int:
    if options.aside:
        return aside(options)
    return again(options) if options.again else once(options)


def aside(options: Namespace) -> int:
    """The records the centre did not take: which, why, and where they lie."""
    with local_post(options) as post:
        for one in set_aside(post):
            if options.json:
                emit(one._asdict())
            else:
                where = tr("只在本机") if one.here else tr("在指挥中心待查")
                tell("\t".join((one.id, one.kind, f"{campus(one.at):%Y-%m-%d %H:%M}", one.why, where)))
    return 0


def again(options: Namespace) -> int:
    with local_post(options) as post:
        found = send_again(post, options.again)
    if not found:
        say(tr("没有编号为 {id} 的待重传记录。用 gatepost sync --aside 查看。", id=options.again))
        return 1
    tell(tr("下次上传时会再传这一条。"))
    return 0


def once(options: Namespace) -> int:
    """One attempt; what it came to is printed also when it failed."""
    with local_post(options) as post:
        post.permit("sync.run")
        connect = post.sync_client()
        if connect is None:
            result = SyncResult(sent=0, left=post.unsent(), problem=tr(ALONE))
        else:
            client = connect()
            try:
                result = client.run_once()
            finally:
                client.close()
    row = {"sent": result.sent, "left": result.left, "quarantined": result.quarantined}
    if options.json:
        emit({**row, "received": result.received})
    else:
        tell(tr("已上传 {sent} 条，还有 {left} 条未上传，{quarantined} 条隔离待查。", **row))
    if result.problem:
        say(result.problem)
    return 0 if result.done else 1


def serve(options: Namespace) -> int:
    if not 0 <= options.port <= 65_535:
        raise WrongUse(tr("端口必须在 0 到 65535 之间。"))
    from app.server.run import run

    run(
        home_of(options),
        options.port,
        options.db,
        ready=lambda address: say(tr("指挥中心已在 {address} 运行，按 Ctrl+C 停止。", address=address)),
    )
    return 0


def code(options: Namespace) -> int:
    from app.server.opening import open_storage

    storage = open_storage(home_of(options), options.db)
    try:
        tell(storage.make_code(clock_of(options)()))
    finally:
        storage.close()
    return 0


def records(options: Namespace) -> int:
    from app.server.opening import open_storage

    storage = open_storage(home_of(options), options.db)
    try:
        for row in storage.records():
            if options.json:
                emit(row)
            else:
                tell("\t".join(str(row.get(name, "")) for name in ("station", "seq", "kind", "at")))
    finally:
        storage.close()
    return 0
