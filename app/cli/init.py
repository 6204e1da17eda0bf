"""`gatepost init`: sets up a post of one's own, as the window's first page does."""

from argparse import Namespace
from pathlib import Path
from typing import get_args

from app.access.accounts import hashed
from app.cli.account import new_pin
from app.cli.context import Commands, clock_of, home_of, say, tell
from app.cli.key import new_passphrase
from app.i18n import tr
from app.station.setup import Plan, PostKind, set_up
from app.store.secret.key import Where


def add(commands: Commands) -> None:
    parser = commands.add_parser("init", help=tr("设置自己的值守台：第一个管理员、密钥、恢复码"))
    parser.add_argument("--campus", required=True, metavar=tr("校名"))
    parser.add_argument("--name", required=True, metavar=tr("岗位"), help=tr("岗位名称，如 东门"))
    parser.add_argument("--administrator", required=True, metavar=tr("姓名"), help=tr("第一个管理员"))
    parser.add_argument("--kind", choices=get_args(PostKind), default="gate", help=tr("校门、物资或公寓"))
    parser.add_argument("--key", choices=get_args(Where), default="file", help=tr("密钥存放在哪里（默认密钥文件）"))
    parser.add_argument("--people", type=Path, metavar="FILE", help=tr("人员名单，也可以以后导入"))
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """The recovery code is the command's answer; what to do with it is said beside it."""
    home = home_of(options)
    pin = new_pin()
    hashed(pin)
    plan = Plan(
        options.campus, options.name, options.administrator, pin, options.kind, options.key,
        new_passphrase() if options.key == "passphrase" else "", options.people,
    )  # fmt: skip
    done = set_up(home, plan, clock_of(options))
    tell(done.code)
    say(tr("这是恢复码，请抄下后离开电脑保管。密钥和它都丢了，数据就打不开了。"))
    if options.people and not done.problem:
        say(tr("导入 {added} 人，未导入 {refused} 行。", added=done.added, refused=done.refused))
    if done.problem:
        say(done.problem)
    say(tr("值守台已建在 {path}。运行 gatepost 打开窗口。", path=home.path))
    return 1 if done.problem else 0
