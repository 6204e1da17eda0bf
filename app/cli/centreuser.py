"""`gatepost server user`: who may sign in to the centre's pages. For the owner of the centre's home."""

import getpass
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, get_args

from app.access.roles import LABELS, Role
from app.cli.context import Commands, clock_of, emit, home_of, tell
from app.clock import campus
from app.errors import UserError, WrongUse
from app.i18n import mark, tr

if TYPE_CHECKING:
    from app.server.dashboard.accounts import AccountDesk

Part = Callable[[Commands, str, str], ArgumentParser]
BY = mark("中心的命令行")


def add_to(server: Commands, part: Part) -> None:
    parser = part(server, "user", tr("指挥中心网页的账号：添加、列出"))
    parser.add_argument("act", choices=("add", "list"))
    parser.add_argument("name", nargs="?", default="", metavar=tr("姓名"))
    parser.add_argument("role", nargs="?", choices=get_args(Role))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Adds an account, or gives the one of that name another role and secret; or lists them all."""
    if options.act == "list":
        return _list(options)
    if not options.name.strip() or options.role is None:
        raise WrongUse(tr("请写明姓名和角色，如 gatepost server user add 姓名 administrator。"))
    secret = _secret()
    with _desk(options) as desk:
        desk.set(tr(BY), options.name, options.role, secret)
    tell(tr("{name} 现在可以登录指挥中心的网页。", name=options.name))
    return 0


def _list(options: Namespace) -> int:
    with _desk(options) as desk:
        for line in desk.lines():
            if options.json:
                emit({"name": line.name, "role": line.role, "disabled": line.disabled, "last_sign_in": line.last})
                continue
            last = f"{campus(line.last):%Y-%m-%d %H:%M}" if line.last else "—"
            tell("\t".join([line.name, tr(LABELS[line.role]), tr("已停用") if line.disabled else tr("可登录"), last]))
    return 0


@contextmanager
def _desk(options: Namespace) -> Iterator["AccountDesk"]:
    from app.server.dashboard.accounts import AccountDesk
    from app.server.opening import open_storage

    storage = open_storage(home_of(options), options.db)
    try:
        yield AccountDesk(storage.engine, clock_of(options)())
    finally:
        storage.close()


def _secret() -> str:
    """From the environment, or typed twice."""
    given = os.environ.get("GATEPOST_PIN")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise WrongUse(tr("缺少 PIN：请在环境变量 GATEPOST_PIN 中给出。"))
    first = getpass.getpass(tr("新的 PIN 或密码："))
    if getpass.getpass(tr("再输一遍：")) != first:
        raise UserError(tr("两次输入的不一样，没有添加。请重新运行。"))
    return first
