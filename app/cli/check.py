"""`gatepost selfcheck`, `gatepost backup`, `gatepost restore`: whether everything is as it should be."""

from argparse import Namespace
from pathlib import Path

from app.cli.context import Commands, clock_of, emit, home_of, local_post, say, tell
from app.errors import UserError
from app.i18n import tr


def add(commands: Commands) -> None:
    parser = commands.add_parser("selfcheck", help=tr("检查本机哪些功能可用"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=selfcheck)
    parser = commands.add_parser("backup", help=tr("备份数据库（加密）"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.set_defaults(run=backup)
    parser = commands.add_parser("restore", help=tr("用备份替换数据库"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.set_defaults(run=restore)


def selfcheck(options: Namespace) -> int:
    from app.cli.selfcheck import checks

    failed = False
    for check in checks(home_of(options)):
        failed = failed or check.ok is False
        if options.json:
            emit(check)
        else:
            sign = {True: "✓", False: "✗", None: "—"}[check.ok]
            tell(f"{sign} {check.check}\t{check.detail}")
    return 1 if failed else 0


def backup(options: Namespace) -> int:
    with local_post(options) as post:
        post.backup(options.file)
    tell(tr("已备份到 {path}，并已打开核对。恢复时需要本站的密钥文件。", path=options.file))
    return 0


def restore(options: Namespace) -> int:
    """Of a database that opens, its administrator is asked; a broken or lost one belongs to whoever has its key. One
    that is only busy, full or read-only is not broken."""
    from app.store import machine
    from app.store.backup import restore as put_back
    from app.store.faults import Damaged, WrongKey
    from app.store.key import key_for

    home = home_of(options)
    if not home.key_file.exists():
        raise UserError(tr("缺少密钥文件 {path}，备份打不开。请先放回本站的密钥文件。", path=home.key_file))
    try:
        if home.exists:
            with local_post(options) as post:
                post.permit("backup.make")
    except (WrongKey, Damaged) as fault:
        say(str(fault))
    mark = machine.mark(home.database)
    aside = put_back(options.file, home.database, key_for(home), mark, clock_of(options)())
    tell(tr("已恢复。"))
    if aside:
        tell(tr("原来的数据库改名为 {path}，其中未备份的记录仍在里面。", path=aside))
    return 0
