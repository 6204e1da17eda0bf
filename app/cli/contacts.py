"""`gatepost contacts`: who passed the same post shortly before or after somebody."""

from argparse import Namespace
from datetime import datetime, timedelta
from pathlib import Path

from app.cli.context import Commands, emit, local_post, say, tell
from app.cli.grant import add_reason, ensure
from app.clock import CAMPUS, Clock, campus, moment
from app.errors import WrongUse
from app.i18n import tr
from app.report.contacts import WITHIN, Contact, Contacts, apart, person_line
from app.station.lookback import LookBack

USUAL = timedelta(days=14)
"""How far back, where nobody says: the longest incubation that contacts are asked for."""


def add(commands: Commands) -> None:
    parser = commands.add_parser("contacts", help=tr("回溯：谁和此人前后脚经过同一岗位"))
    parser.add_argument("number", metavar=tr("学工号"))
    parser.add_argument("--from", dest="start", metavar="ISO", help=tr("从何时起（默认 14 天前）"))
    parser.add_argument("--to", dest="end", metavar="ISO", help=tr("到何时止（默认现在）"))
    parser.add_argument("--minutes", type=int, default=WITHIN, help=tr("前后相隔不超过几分钟（默认 10）"))
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx")
    parser.add_argument("--json", action="store_true")
    add_reason(parser)
    parser.set_defaults(run=contacts)


def contacts(options: Namespace) -> int:
    with local_post(options) as post:
        start, end = span(options.start, options.end, post.clock)
        ensure(post, "contacts.look", options.number, options)
        look_back = LookBack(post)
        found = look_back.contacts(options.number, start, end, options.minutes)
        if options.out:
            look_back.export(found, options.out)
    _tell(found, options)
    return 0


def span(start: str | None, end: str | None, clock: Clock) -> tuple[datetime, datetime]:
    """The period that two options mean; a time without a zone is the campus's."""
    until = time_of(end, end=True) if end else clock()
    return (time_of(start) if start else until - USUAL), until


def _tell(found: Contacts, options: Namespace) -> None:
    for one in found.people:
        if options.json:
            emit(_row(one))
        elif not options.out:
            tell("\t".join(person_line(one)))
    say(
        tr("本人通行 {own} 次，前后 {minutes} 分钟内同一岗位有 {count} 人。",
           own=found.own, minutes=found.minutes, count=len(found.people))
    )  # fmt: skip
    if options.out:
        tell(tr("已导出 {count} 人到 {path}。", count=len(found.people), path=options.out))


def _row(one: Contact) -> dict[str, object]:
    who = one.person
    return {
        "number": who.number, "name": who.name, "college": who.college, "place": who.place, "phone": who.phone,
        "times": one.times, "nearest_s": one.nearest.total_seconds(), "nearest": apart(one.nearest),
        "first": campus(one.first), "last": campus(one.last),
    }  # fmt: skip


def time_of(text: str, *, end: bool = False) -> datetime:
    """A time given on the command line; without a zone it is the campus's. end: a day alone is over when it is."""
    found = moment(text, CAMPUS)
    if found is None:
        raise WrongUse(tr("“{text}”不是可用的时间，请写成 2022-04-10T06:48:00+08:00 的样子。", text=text))
    return found + timedelta(days=1) if end and len(text) == len("2022-04-10") else found
