"""`gatepost person-data`, `gatepost erase`: what is kept of one person, to be handed to them or forgotten."""

import sys
from argparse import Namespace
from pathlib import Path

from app.cli.context import Commands, local_post, tell
from app.cli.grant import add_reason, ensure
from app.cli.progress import show_progress
from app.errors import UserError
from app.i18n import tr
from app.station.keeping import Keeping


def add(commands: Commands) -> None:
    parser = commands.add_parser("person-data", help=tr("导出一个人的全部数据"))
    parser.add_argument("number", metavar=tr("学工号"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.{jsonl,xlsx}")
    add_reason(parser)
    parser.set_defaults(run=export)
    parser = commands.add_parser("erase", help=tr("按本人申请清除其数据"))
    parser.add_argument("number", metavar=tr("学工号"))
    parser.add_argument("--reason", default="", help=tr("原因，会被记录；请勿写姓名"))
    parser.add_argument("--force", action="store_true", help=tr("连同指挥中心尚未确认的记录"))
    parser.set_defaults(run=erase)


def export(options: Namespace) -> int:
    with local_post(options) as post:
        ensure(post, "person.export", options.number, options)
        count = Keeping(post).export_person(options.number, options.out, show_progress)
    tell(tr("已导出 {count} 条到 {path}。", count=count, path=options.out))
    return 0


def erase(options: Namespace) -> int:
    with local_post(options) as post:
        post.permit("person.erase")
        if sys.stdin.isatty():
            typed = input(tr("清除后不能恢复。请再输入一次学工号以确认："))
            if typed.strip() != options.number:
                raise UserError(tr("两次输入不一致，没有清除任何内容。"))
        keeping = Keeping(post)
        count = keeping.erase_person(options.number, options.reason, force=options.force, progress=show_progress)
        listed = post.person(options.number) is not None
    tell(tr("已清除 {count} 条记录的内容。更早的备份里仍有，请按规定处理。", count=count))
    tell(tr("人员名单由指挥中心维护，此人仍在名单中。") if listed else tr("此人已不在人员名单中。"))
    return 0
