"""`gatepost records`, `kinds`, `add`, `export`: everything that was written, and writing more."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import msgspec

from app import desk
from app.cli.context import Commands, emit, local_post, say, tell
from app.clock import campus
from app.errors import UserError, reason
from app.i18n import tr
from app.records.problem import Problem, RecordProblems
from app.records.registry import kind as kind_of
from app.records.registry import kinds


def add(commands: Commands) -> None:
    parser = commands.add_parser("records", help=tr("列出记录"))
    parser.add_argument("kind", nargs="?")
    parser.add_argument("--all", action="store_true", help=tr("连同操作记录"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=records)
    parser = commands.add_parser("kinds", help=tr("说明每种记录及其项目"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=describe)
    parser = commands.add_parser("add", help=tr("录入记录（每行一条 JSON）"))
    parser.add_argument("kind")
    parser.add_argument("file", metavar="FILE.json|-")
    parser.set_defaults(run=enter)
    parser = commands.add_parser("export", help=tr("导出一种记录"))
    parser.add_argument("kind")
    parser.add_argument("file", type=Path, metavar="FILE.{csv,xlsx,jsonl}")
    parser.set_defaults(run=export)


def records(options: Namespace) -> int:
    with local_post(options) as post:
        for entry in post.entries(options.kind, include_audit=options.all):
            row = desk.row(entry)
            if options.json:
                emit(row)
            else:
                label = tr(kind_of(row["kind"]).label)
                tell(f"{row['seq']}\t{campus(row['at']):%m-%d %H:%M:%S}\t{label}\t{row['operator']}")
    return 0


def describe(options: Namespace) -> int:
    for kind in kinds().values():
        if options.json:
            emit(kind.describe())
        else:
            tell(f"{kind.name}\t{tr(kind.label)}\t" + "、".join(tr(field.label) for field in kind.fields))
    return 0


def enter(options: Namespace) -> int:
    """Every record that does is entered; one that does not is named, and the rest goes on."""
    refused = 0
    with local_post(options) as post:
        post.permit("records.enter")
        for number, given in enumerate(_given(options.file), 1):
            try:
                entry = post.enter(options.kind, _object(given))
            except RecordProblems as error:
                refused += 1
                say(tr("第 {number} 条未录入：{why}", number=number, why=str(error)))
            else:
                emit({"id": entry.fact.id, "seq": entry.seq})
    return 1 if refused else 0


def _given(name: str) -> list[Any]:
    """The records of a file: one JSON value (a record or a list of them), or one record a line."""
    try:
        text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UserError(tr("读不到文件 {path}：{why}。请检查路径和权限。", path=name, why=reason(error))) from error
    try:
        whole = msgspec.json.decode(text)
    except (ValueError, RecursionError):  # not JSON, or not even text
        return [line for line in text.splitlines() if line.strip()]
    return whole if isinstance(whole, list) else [whole]


def _object(given: Any) -> dict[str, Any]:
    try:
        decoded = msgspec.json.decode(given) if isinstance(given, bytes) else given
    except (ValueError, RecursionError):  # not JSON, or not even text
        decoded = None
    if not isinstance(decoded, dict):
        raise RecordProblems([Problem("", tr("不是一条 JSON 记录"))])
    return decoded


def export(options: Namespace) -> int:
    with local_post(options) as post:
        kind = kind_of(options.kind)
        entries = post.entries(options.kind, include_audit=kind.audit)
        count = post.export(options.kind, desk.rows(entries), options.file)
    tell(tr("已导出 {count} 条到 {path}。", count=count, path=options.file))
    return 0
