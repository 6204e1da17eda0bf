"""`gatepost today`: what has to be done now at a post of the dormitory, by deadline."""

from argparse import Namespace

from app.cli.context import Commands, emit, local_post, say, tell
from app.clock import campus
from app.i18n import tr


def add(commands: Commands) -> None:
    parser = commands.add_parser("today", help=tr("今天要做的事，按几点前排好"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=show)


def show(options: Namespace) -> int:
    """1 while something is over its time."""
    from app.station.todo.list import todo

    with local_post(options) as post:
        found = todo(post)
    for one in found.items:
        due, late = campus(one.due) if one.due else None, one.overdue(found.now)
        if options.json:
            lead = {name: value for name, value in one.lead._asdict().items() if value}
            emit({"code": one.code, "what": one.say(), "due": due, "overdue": late, "count": one.more or 1, **lead})
        else:
            by = f"{due:%m-%d %H:%M}" if due else tr("随时")
            tell("\t".join([by, tr("已超时") if late else "", one.say()]))
    if not found.items:
        say(tr("现在没有要做的事"))
    if found.next:
        say(tr("接下来：{at} {what}", at=f"{campus(found.next.at):%m-%d %H:%M}", what=found.next.say()))
    return 1 if found.overdue else 0
