"""`gatepost pass`, `gatepost trust import`: what the campus issues and whom it trusts."""

from argparse import Namespace
from pathlib import Path

from app.cli.context import Commands, clock_of, home_of, local_post, say, tell
from app.errors import reason
from app.i18n import tr
from app.station.local import LocalPost


def add(commands: Commands) -> None:
    parser = commands.add_parser("pass", help=tr("签发校园码"))
    parser.add_argument("number")
    shape = parser.add_mutually_exclusive_group(required=True)
    shape.add_argument("--out", type=Path, metavar="FILE.png")
    shape.add_argument("--text", action="store_true", help=tr("只打印内容"))
    parser.set_defaults(run=issue)
    parser = commands.add_parser("trust", help=tr("导入境外证书的信任列表"))
    parser.add_argument("what", choices=("import",))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.set_defaults(run=trust)


def issue(options: Namespace) -> int:
    from app.codes.campus_picture import write_code

    with local_post(options) as post:
        payload = post.issue_code(options.number)
    if options.text:
        tell(payload)
    else:
        write_code(payload, options.out)
    return 0


def trust(options: Namespace) -> int:
    """What can be used is trusted from now on; what cannot is named, and the rest goes on. Acts for whoever owns the
    folder: it needs nobody to sign in."""
    post = LocalPost.open(home_of(options), clock_of(options))
    try:
        useful = [_trust_one(post, file) for file in options.files]
    finally:
        post.close()
    return 0 if all(useful) else 1


def _trust_one(post: LocalPost, file: Path) -> bool:
    """Whether anything in the file could be used."""
    try:
        new, found = post.trust_file(file.read_bytes(), file.name)
    except OSError as error:
        say(tr("读不到文件 {path}：{why}。请检查路径和权限。", path=file, why=reason(error)))
        return False
    for one in found.refused:
        say(tr("{what}：{why}", what=one.what, why=one.why))
    tell(tr("{path}：信任 {count} 项，其中新增 {new} 项。", path=file, count=len(found.entries), new=new))
    return bool(found.entries)
