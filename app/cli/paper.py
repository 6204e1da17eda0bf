"""`gatepost paper`: sheets to fill in by hand while there is no power."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from app.cli.context import Commands, local_post, tell
from app.errors import WrongUse
from app.i18n import tr


def add(commands: Commands) -> None:
    parser = commands.add_parser("paper", help=tr("打印断电登记表（PDF），来电后在窗口里补录"))
    parser.add_argument("--kind", required=True, choices=("gate", "goods", "dormitory"))
    parser.add_argument("--sheets", type=int, default=1, help=tr("几张；公寓按住的人数"))
    parser.add_argument("--date", dest="day", metavar="YYYY-MM-DD", help=tr("印在表上的日期；不写则留空手填"))
    parser.add_argument("--building", default="", help=tr("公寓：哪一栋楼，如 5"))
    parser.add_argument(
        "--round", choices=("morning", "noon", "evening"), default="morning", help=tr("公寓：哪一次体温")
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    parser.set_defaults(run=make)


def make(options: Namespace) -> int:
    from app.station.paper.printing import PaperPrinter, Wanted

    try:
        day = date.fromisoformat(options.day) if options.day else None
    except ValueError:
        raise WrongUse(tr("“{text}”不是日期，请写成 2022-04-10 的样子。", text=options.day)) from None
    wanted = Wanted(options.kind, options.sheets, day, options.building, options.round)
    with local_post(options) as post:
        count = PaperPrinter(post).save(wanted, options.out)
    tell(tr("{count} 张登记表已写入 {path}。", count=count, path=options.out))
    return 0
