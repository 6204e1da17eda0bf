"""`gatepost account`: who may sign in at this post, and the sealed codes for an emergency."""

import getpass
import os
import sys
from argparse import Namespace
from typing import get_args

from app.access.roles import LABELS, Role
from app.cli.context import Commands, emit, local_post, pin_of, say, tell
from app.cli.key import secret
from app.clock import campus
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.station.accountdesk import AccountDesk
from app.station.forgotten import new_pin_by_code


def add(commands: Commands) -> None:
    parser = commands.add_parser("account", help=tr("值守账号：列出、添加、删除、改 PIN、应急码"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    one = acts.add_parser("list", help=tr("列出账号"))
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=show)
    one = acts.add_parser("add", help=tr("添加账号，或给已有账号换角色和 PIN"))
    one.add_argument("name", metavar=tr("姓名"))
    one.add_argument("role", choices=get_args(Role))
    one.set_defaults(run=make)
    one = acts.add_parser("role", help=tr("换角色，PIN 不变"))
    one.add_argument("name", metavar=tr("姓名"))
    one.add_argument("role", choices=get_args(Role))
    one.set_defaults(run=change_role)
    for act, about, run in (
        ("reset", tr("给忘记的人一个新 PIN，角色不变"), reset), ("disable", tr("停用账号，不能再登录"), switch),
        ("enable", tr("重新启用账号"), switch), ("remove", tr("删除账号"), remove),
    ):  # fmt: skip
        one = acts.add_parser(act, help=about)
        one.add_argument("name", metavar=tr("姓名"))
        one.set_defaults(run=run)
    one = acts.add_parser("opens", help=tr("公寓地图上能打开哪些楼、楼层、房间；不写地点则按角色"))
    one.add_argument("name", metavar=tr("姓名"))
    one.add_argument("places", nargs="*", metavar="5|5/3|5/316")
    one.set_defaults(run=opens)
    one = acts.add_parser("recover", help=tr("管理员忘了 PIN：用恢复码设一个新的"))
    one.add_argument("name", metavar=tr("姓名"))
    one.set_defaults(run=recover)
    one = acts.add_parser("pin", help=tr("改自己的 PIN"))
    one.set_defaults(run=change_pin)
    one = acts.add_parser("emergency", help=tr("生成五个应急码，打印后密封保存；旧的作废"))
    one.set_defaults(run=emergency)


def show(options: Namespace) -> int:
    with local_post(options) as post:
        for line in AccountDesk(post).lines():
            if options.json:
                emit({"name": line.name, "role": line.role, "disabled": line.disabled, "last_sign_in": line.last})
                continue
            last = f"{campus(line.last):%Y-%m-%d %H:%M}" if line.last else tr("半年内没有登录")
            tell("\t".join([line.name, tr(LABELS[line.role]), tr("已停用") if line.disabled else tr("可登录"), last]))
    return 0


def make(options: Namespace) -> int:
    with local_post(options) as post:
        post.permit("accounts.change")
        post.add_account(options.name, options.role, new_pin())
    tell(tr("{name} 现在可以用新的 PIN 登录。", name=options.name))
    return 0


def change_role(options: Namespace) -> int:
    with local_post(options) as post:
        AccountDesk(post).change_role(options.name, options.role)
    tell(tr("{name} 现在是{role}。", name=options.name, role=tr(LABELS[options.role])))
    return 0


def opens(options: Namespace) -> int:
    with local_post(options) as post:
        AccountDesk(post).opens(options.name, options.places)
    tell(tr("{name} 的公寓地图已更改。", name=options.name))
    return 0


def reset(options: Namespace) -> int:
    with local_post(options) as post:
        post.permit("accounts.change")
        AccountDesk(post).new_pin(options.name, new_pin())
    tell(tr("{name} 现在可以用新的 PIN 登录。", name=options.name))
    return 0


def recover(options: Namespace) -> int:
    """Whoever has the code owns the database: nobody is asked who they are."""
    code = secret("GATEPOST_RECOVERY", tr("恢复码："))
    with local_post(options, signed_in=False) as post:
        new_pin_by_code(post, options.name, code, new_pin())
    tell(tr("{name} 现在可以用新的 PIN 登录。", name=options.name))
    return 0


def switch(options: Namespace) -> int:
    with local_post(options) as post:
        desk = AccountDesk(post)
        (desk.disable if options.act == "disable" else desk.enable)(options.name)
    name = options.name
    off = options.act == "disable"
    tell(tr("{name} 的账号已停用。", name=name) if off else tr("{name} 的账号已启用。", name=name))
    return 0


def remove(options: Namespace) -> int:
    with local_post(options) as post:
        post.remove_account(options.name)
    tell(tr("{name} 的账号已删除；以前的记录不变。", name=options.name))
    return 0


def change_pin(options: Namespace) -> int:
    with local_post(options) as post:
        post.change_pin(pin_of(post.operator()), new_pin())
    tell(tr("PIN 已更改。"))
    return 0


def emergency(options: Namespace) -> int:
    with local_post(options) as post:
        codes = post.new_emergency_codes()
    for code in codes:
        tell(code)
    say(tr("只显示这一次，请打印后密封保存；以前的应急码已作废。"))
    return 0


def new_pin() -> str:
    """From the environment, or typed twice."""
    given = os.environ.get("GATEPOST_NEW_PIN")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise WrongUse(tr("缺少新的 PIN：请在环境变量 GATEPOST_NEW_PIN 中给出。"))
    first = getpass.getpass(tr("新的 PIN："))
    if getpass.getpass(tr("再输一遍：")) != first:
        raise UserError(tr("两次输入的 PIN 不一样，没有更改。请重新运行。"))
    return first
