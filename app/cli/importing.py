"""`gatepost import people|approvals|…|observation-rooms`: tables that somebody sends, and what came of them."""

from argparse import Namespace
from pathlib import Path

from app.cli.context import Commands, local_post, say, tell
from app.cli.progress import show_progress
from app.i18n import tr
from app.store.importing.report import ImportResult, lines, summary

_WHATS = ("people", "approvals", "vehicles", "places", "results", "key-staff", "observation-rooms")


def add(commands: Commands) -> None:
    parser = commands.add_parser("import", help=tr("导入人员、审批、车辆、地点或检测结果的表格"))
    parser.add_argument("what", choices=_WHATS)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--try", dest="tried", action="store_true", help=tr("只看会导入什么，不改动"))
    parser.set_defaults(run=load)


def load(options: Namespace) -> int:
    from app.station.imports import Imports

    with local_post(options) as post:
        result = Imports(post).take(options.what, options.file, show_progress, tried=options.tried)
    return report(result)


def report(result: ImportResult) -> int:
    """Print what came of a table, row by row and in all; the exit status: 1 where a row was left."""
    for line in lines(result):
        say(line)
    tell(summary(result))
    return 1 if result.left else 0
