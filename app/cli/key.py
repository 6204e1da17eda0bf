"""`gatepost key`: where the database's key is kept, and the code that brings it back."""

import getpass
import os
import sys
from argparse import Namespace

from app.cli.context import Commands, home_of, local_post, say, tell
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.station.keydesk import PLACES, KeyDesk, long_enough


def add(commands: Commands) -> None:
    parser = commands.add_parser("key", help=tr("数据库密钥：存放位置、口令、恢复码"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    acts.add_parser("where", help=tr("密钥现在在哪里")).set_defaults(run=show)
    for place, about in (
        ("file", tr("存入密钥文件")), ("keyring", tr("存入系统密钥环")), ("passphrase", tr("用口令保护密钥"))
    ):  # fmt: skip
        acts.add_parser(place, help=about).set_defaults(run=move)
    acts.add_parser("code", help=tr("打印恢复码，抄下后离开电脑保管")).set_defaults(run=code)
    acts.add_parser("recover", help=tr("用恢复码找回密钥")).set_defaults(run=recover)


def show(options: Namespace) -> int:
    with local_post(options) as post:
        tell(tr(PLACES[KeyDesk(post).where()]))
    return 0


def move(options: Namespace) -> int:
    with local_post(options) as post:
        desk = KeyDesk(post)
        desk.where()  # whoever may not is not asked for a passphrase first
        desk.move(options.act, new_passphrase() if options.act == "passphrase" else "")
        tell(tr(PLACES[desk.where()]))
    return 0


def code(options: Namespace) -> int:
    with local_post(options) as post:
        tell(post.recovery_code())
    return 0


def recover(options: Namespace) -> int:
    """Whoever has the code owns the database: nobody is asked who they are."""
    from app.store.secret import rescue

    home = home_of(options)
    aside = rescue.recover(home, secret("GATEPOST_RECOVERY", tr("恢复码：")))
    if aside:
        say(tr("这里原有另一把密钥，已改名为 {path}。", path=aside))
    tell(tr("密钥已找回，存入 {path}。", path=home.key_file))
    return 0


def new_passphrase() -> str:
    """From the environment, or typed twice."""
    first = secret("GATEPOST_NEW_PASSPHRASE", tr("新口令："))
    long_enough(first)
    if "GATEPOST_NEW_PASSPHRASE" not in os.environ and getpass.getpass(tr("再输一遍：")) != first:
        raise UserError(tr("两次输入的口令不一样，没有更改。请重新运行。"))
    return first


def secret(variable: str, question: str) -> str:
    """From the environment, or typed unseen; WrongUse where it is neither."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        what = question.rstrip("：: ")
        raise WrongUse(tr("缺少{what}：请在环境变量 {name} 中给出，或在终端里输入。", what=what, name=variable))
    return getpass.getpass(question)
