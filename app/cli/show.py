"""`gatepost show`: one record as it stands now, or with every version that stood in its place before."""

from argparse import Namespace

from app.cli.context import Commands, emit, local_post, tell
from app.desk import row
from app.i18n import tr
from app.records.registry import kind as kind_of
from app.report.history import Value, compared
from app.station.versions import numbered, versions


def add(commands: Commands) -> None:
    parser = commands.add_parser("show", help=tr("显示一条记录；加 --history 显示全部更正"))
    parser.add_argument("record", metavar="ID|" + tr("序号"))
    parser.add_argument("--history", action="store_true", help=tr("从最初到现在的每一版"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=show)


def show(options: Namespace) -> int:
    """Of a record that was corrected what stands now."""
    with local_post(options) as post:
        wanted = options.record
        entries = versions(post, numbered(post, int(wanted)) if wanted.isdecimal() else wanted)
    shown = entries if options.history else entries[-1:]
    if options.json:
        for entry in shown:
            emit(row(entry))
        return 0
    kind = kind_of(entries[0].fact.kind)
    tell(tr(kind.label) + (tr("（共 {count} 版）", count=len(entries)) if len(entries) > 1 else ""))
    for line in compared(kind, [row(entry) for entry in shown]):
        if any(value.text for value in line.values):
            tell("\t".join([tr(line.label), *map(_told, line.values)]))
    return 0


def _told(value: Value) -> str:
    """What a version changed is marked."""
    return f"* {value.text or '—'}" if value.changed else value.text
