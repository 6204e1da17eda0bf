"""`gatepost people`, `gatepost import people|places`: the list of people, and the places where they live."""

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
    parser.add_argument("what", choices=("people", "places"))
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
    return _places(options) if options.what == "places" else _people(options)


def _people(options: Namespace) -> int:
    with local_post(options) as post:
        result = post.import_people(options.file, show_progress)
    for row in result.refused:
        say(tr("第 {row} 行未导入：{reason}", row=row.row, reason=row.reason))
    tell(
        tr("新增 {added} 人，更新 {changed} 人，未变 {same} 人，未导入 {refused} 行。",
           added=result.added, changed=result.changed, same=result.unchanged, refused=len(result.refused))
    )  # fmt: skip
    return 1 if result.refused else 0


def _places(options: Namespace) -> int:
    """What does not match the list of people is listed; only refused rows are left undone."""
    from app.station.placing import import_places

    with local_post(options) as post:
        found = import_places(post, options.file)
    for row in found.read.refused:
        say(tr("第 {row} 行未导入：{reason}", row=row.row, reason=row.reason))
    for room in found.placed.unknown:
        say(tr("名单上的 {room} 不在地点表中", room=room))
    for path in found.placed.empty:
        say(tr("{path} 没有住人", path=path))
    placed = found.placed
    tell(tr("导入 {count} 个地点，未导入 {refused} 行。", count=len(found.read.taken), refused=len(found.read.refused)))
    tell(
        tr("名单上 {rooms} 间不在表中，{empty} 间没有住人，{people} 人没有写明房间。",
           rooms=len(placed.unknown), empty=len(placed.empty), people=len(found.homeless))
    )  # fmt: skip
    return 1 if found.read.refused else 0


def show_progress(done: int, total: int) -> None:
    """A bar where somebody watches; nothing where standard error is a file."""
    if sys.stderr.isatty():
        filled = 30 * done // max(total, 1)
        sys.stderr.write(f"\r[{'█' * filled}{' ' * (30 - filled)}] {done}/{total}" + "\n" * (done >= total))
        sys.stderr.flush()
