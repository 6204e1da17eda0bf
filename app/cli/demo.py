"""`gatepost demo`: an invented campus to try everything on."""

import sys
from argparse import Namespace

from app.cli.context import Commands, clock_of, home_of, tell
from app.i18n import tr


def add(commands: Commands) -> None:
    parser = commands.add_parser("demo", help=tr("建立演示校园"))
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    from app.demo.home import fill

    home = home_of(options)
    sign_in = fill(home, clock_of(options))
    tell(tr("演示校园已建立在 {path}。登录：{name}，PIN {pin}。", path=home.path, name=sign_in.name, pin=sign_in.pin))
    tell(tr("打开窗口：{command} --home {path}", command=sys.argv[0] or "gatepost", path=home.path))
    return 0
