"""`gatepost sheet`, `gatepost revoke`: printing sheets of campus codes, and making codes invalid."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.cli.context import Commands, local_post, say, tell
from app.cli.progress import show_progress
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.policy.person import Person
from app.report.sheet_people import Wanted, chosen
from app.station.codes import Codes, Printed
from app.station.issuing import POINT_VALID, TICKET_VALID, VALID
from app.station.local import LocalPost


def add(commands: Commands) -> None:
    parser = commands.add_parser("sheet", help=tr("打印成张的码（PDF）：人员、物资通行单、点位"))
    kinds = parser.add_subparsers(required=True, parser_class=type(parser), metavar="people|tickets|points")
    people = _sheet(kinds, "people", tr("按学院、班级、宿舍或学工号打印校园码"), VALID, most=400)
    people.add_argument("numbers", nargs="*", metavar="NUMBER")
    people.add_argument("--college", default="", help=tr("学院或部门"))
    people.add_argument("--class", dest="class_name", default="", help=tr("班级"))
    people.add_argument("--place", default="", help=tr("宿舍：楼（5）、楼层（5-3）或房间（5-316）"))
    people.set_defaults(run=print_people)
    tickets = _sheet(kinds, "tickets", tr("按表格打印物资通行单"), TICKET_VALID, most=60)
    tickets.add_argument("file", type=Path, metavar="FILE.{csv,xlsx}")
    tickets.set_defaults(run=print_table, work=Codes.print_tickets)
    points = _sheet(kinds, "points", tr("按表格打印点位码"), POINT_VALID, most=POINT_VALID.days)
    points.add_argument("file", type=Path, metavar="FILE.{csv,xlsx}")
    points.set_defaults(run=print_table, work=Codes.print_points)
    parser = commands.add_parser("revoke", help=tr("作废发给某人、某批物资或某点位的码"))
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("number", nargs="?", metavar="NUMBER")
    which.add_argument("--token", help=tr("码的序列号"))
    parser.add_argument("--why", default="", help=tr("作废原因"))
    parser.set_defaults(run=revoke)


def _sheet(kinds: Commands, name: str, words: str, valid: timedelta, most: int) -> ArgumentParser:
    parser = kinds.add_parser(name, help=words)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    parser.add_argument("--days", type=int, default=valid.days, help=tr("有效天数，不写为 {days}", days=valid.days))
    parser.set_defaults(most=most)
    return parser


def print_people(options: Namespace) -> int:
    wanted = Wanted(college=options.college, class_name=options.class_name, place=options.place)
    if bool(options.numbers) == (wanted != Wanted()):
        raise WrongUse(tr("请写学工号，或用 --college、--class、--place 选人，两种方式用一种。"))
    valid = _valid(options)
    with local_post(options) as post:
        post.permit("code.issue")
        if options.numbers:
            people, unknown = _numbered(post, options.numbers)
        else:
            people, unknown = chosen(post.find_people(""), wanted), []
            if not people:
                raise UserError(tr("没有人符合这些条件。学院、班级、宿舍要与名单写得一样，用 gatepost people 查看。"))
        printed = post.codes.print_people(people, options.out, valid, show_progress)
    return _told(replace(printed, refused=(*unknown, *printed.refused)), options.out)


def print_table(options: Namespace) -> int:
    valid = _valid(options)
    with local_post(options) as post:
        printed = options.work(post.codes, options.file, options.out, valid, show_progress)
    return _told(printed, options.out)


def _valid(options: Namespace) -> timedelta:
    if not 1 <= options.days <= options.most:
        raise WrongUse(tr("--days 应在 1 到 {most} 之间。", most=options.most))
    return timedelta(days=options.days)


def _numbered(post: LocalPost, numbers: list[str]) -> tuple[list[Person], list[str]]:
    """The people of these numbers, in this order, and a sentence for each number that nobody has."""
    found = {number: post.person(number) for number in numbers}
    unknown = [
        tr("人员名单中没有 {number}。请核对学工号，或先导入名单。", number=number)
        for number, person in found.items()
        if person is None
    ]
    return [person for person in found.values() if person], unknown


def _told(printed: Printed, path: Path) -> int:
    """Says what is on the sheet, and what is not."""
    for sentence in (*printed.refused, *printed.by_hand):
        say(sentence)
    if not printed.count:
        say(tr("没有可打印的码，没有写文件。"))
        return 1
    tell(tr("{count} 张码已写入 {path}。凭码可通行，请妥善保管，发完后删除。", count=printed.count, path=path))
    return 1 if printed.refused else 0


def revoke(options: Namespace) -> int:
    with local_post(options) as post:
        if options.token:
            post.codes.revoke_token(options.token, options.why)
            count = 1
        else:
            count = post.codes.revoke(options.number, options.why)
    tell(tr("已作废 {count} 张码。", count=count))
    return 0
