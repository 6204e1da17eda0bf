"""`gatepost pass`, `gatepost level`, `gatepost trust import`: what the campus issues and decides."""

from argparse import Namespace
from pathlib import Path

from app.cli.context import Commands, local_post, tell
from app.errors import WrongUse
from app.i18n import tr
from app.policy.level import levels


def add(commands: Commands) -> None:
    parser = commands.add_parser("pass", help=tr("签发校园码"))
    parser.add_argument("number")
    shape = parser.add_mutually_exclusive_group(required=True)
    shape.add_argument("--out", type=Path, metavar="FILE.png")
    shape.add_argument("--text", action="store_true", help=tr("只打印内容"))
    parser.set_defaults(run=issue)
    parser = commands.add_parser("level", help=tr("查看或更改管控级别"))
    parser.add_argument("name", nargs="?", metavar="|".join(levels()))
    parser.add_argument("--why", default="", help=tr("更改原因"))
    parser.set_defaults(run=level)


def issue(options: Namespace) -> int:
    from app.codes.campus_picture import write_code

    with local_post(options) as post:
        payload = post.issue_code(options.number)
    if options.text:
        tell(payload)
    else:
        write_code(payload, options.out)
    return 0


def level(options: Namespace) -> int:
    if options.name is not None and options.name not in levels():
        known = "、".join(levels())
        raise WrongUse(tr("没有“{name}”这个管控级别。可用的有：{known}。", name=options.name, known=known))
    with local_post(options) as post:
        if options.name is not None:
            post.set_level(options.name, options.why)
        now = post.level()
        tell(f"{now.name}\t{tr(now.title)}")
    return 0
