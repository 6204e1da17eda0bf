"""`gatepost selfcheck`, `gatepost backup`, `gatepost restore`: whether everything is as it should be."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.context import Commands, clock_of, emit, home_of, local_post, say, tell
from app.errors import WrongUse
from app.i18n import tr

if TYPE_CHECKING:
    from app.station.backups import Backups


def add(commands: Commands) -> None:
    parser = commands.add_parser("selfcheck", help=tr("检查本机哪些功能可用"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=selfcheck)
    parser = commands.add_parser("backup", help=tr("备份数据库（加密）"))
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help=tr("以后每天备份到这个文件夹（U盘或共享文件夹）"))
    parser.add_argument("--keep", type=int, metavar="N", help=tr("保留最近多少份（默认 7）"))
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
    from app.station.backups import Backups

    if options.file and (options.to or options.keep is not None):
        raise WrongUse(tr("文件名与 --to、--keep 不能同时用。"))
    with local_post(options) as post:
        if options.to or options.keep is not None:
            _keep_in(Backups(post), options)
            return 0
        path = options.file
        if path:
            post.backup(path)
        else:
            path = Backups(post).make()
    tell(tr("已备份到 {path}，并已打开核对。恢复时需要本站的密钥文件或恢复码。", path=path))
    return 0


def _keep_in(backups: "Backups", options: Namespace) -> None:
    settings = backups.post.settings
    folder = options.to or Path(settings.backup_folder)
    if not folder.name:
        raise WrongUse(tr("还没有设置备份文件夹。请用 gatepost backup --to 文件夹 设置，或写明文件名。"))
    keep = settings.backup_keep if options.keep is None else options.keep
    backups.keep_in(folder, keep)
    tell(tr("以后每天备份到 {path}，保留 {keep} 份。现在就要一份：gatepost backup", path=folder, keep=keep))
    if backups.beside_data(folder):
        say(tr("注意：它与数据在同一块磁盘上，磁盘坏了会一起没有。请尽量用U盘或共享文件夹。"))


def restore(options: Namespace) -> int:
    """Of a database that opens, its administrator is asked; a broken or lost one belongs to whoever has its key. One
    that is only busy, full or read-only is not broken."""
    from app.station.restoring import key_is_here
    from app.station.restoring import restore as put_back
    from app.store.faults import Damaged, WrongKey

    home = home_of(options)
    key_is_here(home)
    fresh = not home.configured
    try:
        if home.exists:
            with local_post(options) as post:
                post.permit("backup.make")
    except (WrongKey, Damaged) as fault:
        say(str(fault))
    aside = put_back(home, options.file, clock=clock_of(options))
    tell(tr("已恢复。"))
    if fresh:
        post_name = home.settings().post_name
        tell(tr("本站是“{post}”。摄像头、测温仪和备份文件夹请在“设置”和“管理 → 备份”里重新选。", post=post_name))
    if aside:
        tell(tr("原来的数据库改名为 {path}，其中未备份的记录仍在里面。", path=aside))
    return 0
