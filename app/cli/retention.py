"""`gatepost retention`, `gatepost hold`: how long records are kept, and what must not be forgotten meanwhile."""

from argparse import Namespace

from app.cli.contacts import time_of
from app.cli.context import Commands, local_post, say, tell
from app.clock import campus
from app.errors import WrongUse
from app.i18n import tr
from app.records.registry import kind as kind_of
from app.station.keeping import Held, Keeping
from app.store.retention.rounds import Line


def add(commands: Commands) -> None:
    parser = commands.add_parser("retention", help=tr("查看保存期限，清除到期的记录"))
    parser.add_argument("--run", dest="run_now", action="store_true", help=tr("现在清除到期的记录"))
    parser.add_argument("--set", nargs=2, metavar=("KIND", "DAYS"), help=tr("改一种记录的保存天数"))
    parser.add_argument("--why", default="", help=tr("为什么改"))
    parser.set_defaults(run=retention)
    parser = commands.add_parser("hold", help=tr("保全记录：到期也不清除"))
    parser.add_argument("--kind", default="", help=tr("只保全这种记录"))
    parser.add_argument("--person", default="", metavar=tr("学工号"), help=tr("只保全提到此人的记录"))
    parser.add_argument("--from", dest="start", metavar="ISO", help=tr("只保全此时之后发生的"))
    parser.add_argument("--to", dest="end", metavar="ISO", help=tr("只保全此时之前发生的"))
    parser.add_argument("--until", metavar="ISO", help=tr("保全到此时为止"))
    parser.add_argument("--why", default="", help=tr("保全的原因"))
    parser.add_argument("--release", metavar="ID", help=tr("解除一项保全"))
    parser.set_defaults(run=hold)


def retention(options: Namespace) -> int:
    with local_post(options) as post:
        keeping = Keeping(post)
        if options.set:
            kind, days = options.set
            if not days.isdecimal():
                raise WrongUse(tr("保存天数应是整数，如 gatepost retention --set passage 30 --why 文件号。"))
            keeping.keep(kind, int(days), options.why)
        if options.run_now:
            _forget(keeping)
        for line in keeping.lines():
            tell(_line(line))
    return 0


def _forget(keeping: Keeping) -> None:
    forgotten = keeping.run()
    if not forgotten:
        say(tr("没有到期的记录。"))
    for kind, count in forgotten.items():
        say(tr("已清除 {count} 条“{kind}”的内容。", count=count, kind=tr(kind_of(kind).label)))


def _line(line: Line) -> str:
    kept = tr("长期") if line.days is None else tr("{days} 天", days=line.days)
    oldest = f"{campus(line.oldest):%Y-%m-%d}" if line.oldest else "—"
    return tr(
        "{kind} {label}\t保存 {kept}\t现有 {records} 条，最早 {oldest}\t到期 {due}，保全中 {held}，待确认 {waiting}",
        kind=line.kind, label=tr(kind_of(line.kind).label), kept=kept, records=line.records, oldest=oldest,
        due=line.due, held=line.held, waiting=line.waiting,
    )  # fmt: skip


def hold(options: Namespace) -> int:
    with local_post(options) as post:
        keeping = Keeping(post)
        if options.release:
            keeping.release(options.release)
        elif options.why or options.kind or options.person or options.start or options.end or options.until:
            made = keeping.hold(
                kind=options.kind, number=options.person, start=time_of(options.start) if options.start else None,
                end=time_of(options.end, end=True) if options.end else None,
                until=time_of(options.until, end=True) if options.until else None, why=options.why,
            )  # fmt: skip
            tell(made)
            say(tr("已保全。解除时运行：gatepost hold --release {id}", id=made))
            return 0
        holds = keeping.held()
    for one in holds:
        tell(_held(one))
    if not holds:
        say(tr("没有保全。"))
    return 0


def _held(found: Held) -> str:
    """One hold and what it covers."""
    one = found.hold
    until = f"{campus(one.until):%Y-%m-%d %H:%M}" if one.until else tr("解除为止")
    start, end = (f"{campus(at):%Y-%m-%d %H:%M}" if at else "…" for at in (one.start, one.end))
    return tr(
        "{id}\t{kind}\t{whom}\t{span}\t{since} {who} 设，到{until}\t{why}",
        id=one.id, kind=tr(kind_of(one.kind).label) if one.kind else tr("全部种类"), whom=found.whom or tr("所有人"),
        span=f"{start} – {end}" if one.start or one.end else tr("任何时间"),
        since=f"{campus(one.since):%Y-%m-%d}", who=one.who, until=until, why=one.why,
    )  # fmt: skip
