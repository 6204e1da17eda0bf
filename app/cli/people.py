"""`gatepost people`, `gatepost import people`: the list of people."""

import sys
from argparse import Namespace
from pathlib import Path

import msgspec

from app.cli.context import Commands, emit, local_post, say, tell
from app.i18n import tr


def add(commands: Commands) -> None:
    parser = commands.add_parser("people", help=tr("按姓名、拼音首字母、学工号、房间查人"))
    parser.add_argument("text", nargs="?", default="")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=show)
    parser = commands.add_parser("import", help=tr("导入人员名单"))
    parser.add_argument("what", choices=("people",))
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(run=load)


def show(options: Namespace) -> int:
    with local_post(options) as post:
        found = post.find_people(options.text)
        if options.text and len(found) == 1:
            post.looked_up(found[0])
        for person in found:
            if options.json:
                emit({"kind": person.kind, **msgspec.to_builtins(person)})
            else:
                tell(f"{person.number}\t{person.name}\t{person.college}\t{person.place}")
    return 0


def load(options: Namespace) -> int:
    with local_post(options) as post:
        result = post.import_people(options.file, show_progress)
    for row in result.refused:
        say(tr("第 {row} 行未导入：{reason}", row=row.row, reason=row.reason))
    tell(
        tr("新增 {added} 人，更新 {changed} 人，未变 {same} 人，未导入 {refused} 行。",
           added=result.added, changed=result.changed, same=result.unchanged, refused=len(result.refused))
    )  # fmt: skip
    return 1 if result.refused else 0


def show_progress(done: int, total: int) -> None:
    """A bar where somebody watches; nothing where standard error is a file."""
    if sys.stderr.isatty():
        filled = 30 * done // max(total, 1)
        sys.stderr.write(f"\r[{'█' * filled}{' ' * (30 - filled)}] {done}/{total}" + "\n" * (done >= total))
        sys.stderr.flush()
