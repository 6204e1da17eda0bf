"""`gatepost medical list`: who is at the medical duty room, waits for it, or is kept."""

from argparse import Namespace

from app.cli.context import Commands, emit, local_post, say, tell
from app.i18n import tr


def add(commands: Commands) -> None:
    parser = commands.add_parser("medical", help=tr("医疗防控值班室：谁在等候、处置和留观"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    listed = acts.add_parser("list", help=tr("列出未放行的人"))
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=show)


def show(options: Namespace) -> int:
    from app.medical.words import called, phase_word, plain
    from app.station.medical import MedicalPost

    with local_post(options) as post:
        medical = MedicalPost(post)
        medical.opened()
        found = medical.worklist()
        for one in found:
            told = plain(one, post.clock())
            if options.json:
                emit(told)
            else:
                tell("\t".join([one.number, called(one), phase_word(one), tr("{n} 分钟", n=told["waiting"])]))
        if not found:
            say(tr("没有等候、处置或留观的人。"))
    return 0
