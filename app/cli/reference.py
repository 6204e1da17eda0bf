"""`gatepost reference …`: whose the people, approvals and levels at this post are, and what was set aside."""

from argparse import Namespace
from pathlib import Path

from app.cli.context import Commands, emit, local_post, tell
from app.clock import campus
from app.errors import UserError
from app.i18n import tr
from app.station.centredesk import CentreDesk, line


def add(commands: Commands) -> None:
    parser = commands.add_parser("reference", help=tr("本站资料：来自哪里、多久以前、与指挥中心不同的"))
    acts = parser.add_subparsers(dest="act", required=True, metavar="show|differences|hand-over")
    one = acts.add_parser("show", help=tr("哪些资料由指挥中心管理，何时同步"))
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=show)
    one = acts.add_parser("differences", help=tr("接入时本站原有、与指挥中心不同的资料"))
    one.add_argument("file", nargs="?", type=Path, metavar="FILE.csv", help=tr("另存为表格"))
    one.add_argument("--json", action="store_true")
    one.add_argument("--forget", action="store_true", help=tr("已处理，不再保留"))
    one.set_defaults(run=differences)
    one = acts.add_parser("hand-over", help=tr("把本站资料交给还没有资料的指挥中心"))
    one.set_defaults(run=hand_over)


def show(options: Namespace) -> int:
    with local_post(options) as post:
        at, counts, differ = post.reference_at(), post.centre.counts(), post.centre.differing()
    if options.json:
        emit({"at": at.isoformat() if at else None, "sections": counts, "differences": differ})
    elif at is None:
        tell(tr("本站的资料由本站管理。"))
    else:
        tell(tr("指挥中心的资料，{at} 核对过。", at=f"{campus(at):%Y-%m-%d %H:%M}"))
        for section, count in sorted(counts.items()):
            tell(f"{section}\t{count}")
    return 0


def differences(options: Namespace) -> int:
    """What the centre has otherwise, or not at all; with a file, as a table of it."""
    with local_post(options) as post:
        post.permit("people.import")
        found = post.centre.differences()
        if options.file:
            from app.report.differences import write_differences

            write_differences(map(line, found), options.file)
            post.audit("reference differences", options.file.name, f"{len(found)}")
        if options.forget:
            post.audit("reference differences forgotten", "", f"{len(found)}")
            post.centre.forget_differences()
    for one in found if not options.file else ():
        if options.json:
            emit({"section": one.section, "key": one.key, "here": one.value, "centre": one.there})
        else:
            tell("\t".join(line(one)))
    if options.file:
        tell(tr("已另存 {n} 项到 {path}。", n=len(found), path=options.file))
    return 0


def hand_over(options: Namespace) -> int:
    with local_post(options) as post:
        if post.centre.bond() is None:
            raise UserError(tr("本站还没有接入指挥中心。请用 gatepost enrol 地址 接入码。"))
        given = CentreDesk(post).hand_over()
    if given:
        tell(tr("已交给指挥中心，下次同步后由它管理。"))
        return 0
    raise UserError(tr("指挥中心已有自己的资料，以它的为准；本站不同的项会另存。"))
