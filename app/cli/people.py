"""`gatepost people`: the list of people."""

from argparse import Namespace

import msgspec

from app.cli.context import Commands, emit, local_post, tell
from app.i18n import tr


def add(commands: Commands) -> None:
    parser = commands.add_parser("people", help=tr("按姓名、拼音首字母、学工号、房间查人"))
    parser.add_argument("text", nargs="?", default="")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=show)


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
