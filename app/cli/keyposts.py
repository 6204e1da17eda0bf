"""`gatepost keyposts`: key post staff, who is missing, signing in and out; the list of a day as a workbook."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from app.cli.context import Commands, emit, local_post, say, tell
from app.errors import WrongUse
from app.i18n import tr


def add(commands: Commands) -> None:
    parser = commands.add_parser("keyposts", help=tr("重点岗位人员：到岗、缺岗、越界，签到签退"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    one = acts.add_parser("list", help=tr("一天的到岗情况，要打电话的在前"))
    one.add_argument("--day", metavar="2022-04-10", help=tr("哪一天，不写就是今天"))
    one.add_argument("--wanting", action="store_true", help=tr("只列未到岗、早退和越界的"))
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=show)
    one = acts.add_parser("sign", help=tr("签到；已签到的签退"))
    one.add_argument("who", metavar=tr("谁"), help=tr("校园码、编号或姓名"))
    way = one.add_mutually_exclusive_group()
    way.add_argument("--in", dest="way", action="store_const", const="in", help=tr("只签到"))
    way.add_argument("--out", dest="way", action="store_const", const="out", help=tr("只签退"))
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=sign)
    one = acts.add_parser("export", help=tr("一天的到岗情况存为 XLSX"))
    one.add_argument("file", type=Path, metavar="FILE.xlsx")
    one.add_argument("--day", metavar="2022-04-10", help=tr("哪一天，不写就是今天"))
    one.set_defaults(run=export)


def show(options: Namespace) -> int:
    """1 where somebody has to be called."""
    from app.keyposts.words import astray_words, call_words, plain, shift_words, state_word
    from app.station.keyposts import KeyPosts

    with local_post(options) as post:
        found = KeyPosts(post).day(_day(options.day))
    wanting = [one for one in found if one.wanting]
    for one in wanting if options.wanting else found:
        if options.json:
            emit(plain(one))
        else:
            staff = one.staff
            about = [staff.post, staff.number, staff.name, shift_words(one), state_word(one)]
            tell("\t".join([*about, astray_words(one), call_words(one) if one.wanting else ""]).rstrip())
    if not found:
        say(tr("这里没有要签到的重点岗位人员。名册用 gatepost import key-staff 导入。"))
    return 1 if wanting else 0


def sign(options: Namespace) -> int:
    from app.keyposts.words import signed_words
    from app.station.keyposts import KeyPosts

    with local_post(options) as post:
        one = KeyPosts(post).sign(options.who, options.way)
    if options.json:
        emit({
            "number": one.staff.number, "name": one.staff.name, "post": one.staff.post, "act": one.act,
            "at": one.at.isoformat(), "again": one.again, "late": one.late, "elsewhere": one.elsewhere,
        })  # fmt: skip
    else:
        tell(signed_words(one.staff, one.act, again=one.again, late=one.late, elsewhere=one.elsewhere))
    return 0


def export(options: Namespace) -> int:
    from app.station.keyposts import KeyPosts

    with local_post(options) as post:
        count = KeyPosts(post).export(options.file, _day(options.day))
    tell(tr("已另存 {n} 项到 {path}。", n=count, path=options.file))
    return 0


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongUse(tr("日期请写成 2022-04-10。")) from None
