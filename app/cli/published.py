"""`gatepost server import|level|publish|code-revoke|account|reference`: what the centre publishes to its posts."""

import getpass
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from app.access.roles import LABELS, Role
from app.cli.account import new_pin
from app.cli.context import Commands, clock_of, emit, home_of, say, tell
from app.cli.importing import report
from app.cli.progress import show_progress
from app.clock import campus, parse
from app.errors import UserError, reason
from app.i18n import tr

if TYPE_CHECKING:
    from app.server.reference.editing import Editing
    from app.server.reference.published import Published

Part = Callable[[Commands, str, str], ArgumentParser]


def add_to(server: Commands, part: Part) -> None:
    parser = part(server, "import", tr("导入人员名单或重点岗位名册，发给各站"))
    parser.add_argument("what", choices=("people", "key-staff"))
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(run=load)
    parser = part(server, "level", tr("发布管控级别，或查看历史"))
    parser.add_argument("name", nargs="?", metavar="LEVEL")
    parser.add_argument("--why", default="", help=tr("更改原因"))
    parser.add_argument("--from", dest="since", metavar="ISO", help=tr("从何时起；不写为现在"))
    parser.add_argument("--post", action="append", default=[], metavar="NAME", help=tr("只给这个岗位，可写多次"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=level)
    parser = part(server, "publish", tr("发布级别规则、页面模板或境外证书的信任列表"))
    parser.add_argument("what", choices=("policy", "page-template", "trust"))
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(run=publish)
    parser = part(server, "code-revoke", tr("吊销一个码，所有站点生效"))
    parser.add_argument("serial", metavar="SERIAL")
    parser.add_argument("--why", default="", help=tr("吊销原因"))
    parser.set_defaults(run=revoke)
    parser = part(server, "account", tr("各站通用的账号：列出、添加、删除"))
    parser.add_argument("act", choices=("list", "add", "remove"))
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("role", nargs="?", choices=get_args(Role))
    parser.set_defaults(run=account)
    parser = part(server, "reference", tr("中心发布了什么，谁在何时改了什么"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=show)


@contextmanager
def _published(options: Namespace) -> Iterator[tuple["Published", "Editing"]]:
    from app.server.opening import open_storage
    from app.server.reference.editing import Editing
    from app.server.reference.published import Published

    storage = open_storage(home_of(options), options.db)
    try:
        published = Published(storage.engine)
        yield published, Editing(published, _who(options), clock_of(options))
    finally:
        storage.close()


def _who(options: Namespace) -> str:
    return getattr(options, "as_name", None) or getpass.getuser()


def load(options: Namespace) -> int:
    if options.what == "key-staff":
        return _key_staff(options)
    with _published(options) as (_, editing):
        return report(editing.import_people(options.file, show_progress))


def _key_staff(options: Namespace) -> int:
    from app.server.reference.staffing import import_key_staff

    with _published(options) as (published, _):
        return report(import_key_staff(published, _who(options), clock_of(options), options.file))


def level(options: Namespace) -> int:
    with _published(options) as (_, editing):
        if options.name:
            since = parse(options.since) if options.since else None
            editing.set_level(options.name, options.why, since, tuple(options.post))
        history = editing.levels()
    for one in history:
        if options.json:
            emit(one)
        else:
            tell("\t".join((f"{campus(one.since):%Y-%m-%d %H:%M}", one.level, one.who, one.why, "、".join(one.posts))))
    return 0


def publish(options: Namespace) -> int:
    try:
        data = options.file.read_bytes()
        text = "" if options.what == "trust" else data.decode("utf-8-sig")
    except OSError as error:
        raise UserError(
            tr("读不到文件 {path}：{why}。请检查路径和权限。", path=options.file, why=reason(error))
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(tr("{path} 不是 UTF-8 文本。请另存为 UTF-8 后重试。", path=options.file)) from error
    with _published(options) as (_, editing):
        if options.what == "policy":
            name = editing.publish_policy(text, options.file.name)
        elif options.what == "page-template":
            name = editing.publish_template(text, options.file.name)
        else:
            return _trust(editing, data, options.file.name)
    tell(tr("已发布 {name}，各站下次同步后生效。", name=name))
    return 0


def _trust(editing: "Editing", data: bytes, name: str) -> int:
    from app.codes.trustlist import read_trust_file

    found = read_trust_file(data, name)
    for one in found.refused:
        say(tr("{what}：{why}", what=one.what, why=one.why))
    new = editing.trust(found, name)
    tell(tr("{path}：信任 {count} 项，其中新增 {new} 项。", path=name, count=len(found.entries), new=new))
    return 0 if found.entries else 1


def revoke(options: Namespace) -> int:
    with _published(options) as (_, editing):
        editing.revoke(options.serial.strip().lower(), options.why)
    tell(tr("已吊销，各站下次同步后生效。"))
    return 0


def account(options: Namespace) -> int:
    with _published(options) as (_, editing):
        if options.act == "add":
            if not options.name or not options.role:
                raise UserError(tr("请写明姓名和角色：gatepost server account add 姓名 角色。"))
            editing.add_account(options.name, options.role, new_pin())
        elif options.act == "remove":
            editing.remove_account(options.name)
        for one in editing.accounts():
            tell(f"{one.name}\t{tr(LABELS[one.role])}")
    return 0


def show(options: Namespace) -> int:
    with _published(options) as (published, _):
        head, changes = published.head(), published.changes()
    if options.json:
        emit({"version": head.version, "sections": head.counts})
    else:
        tell(tr("第 {version} 版", version=head.version))
        for section, count in sorted(head.counts.items()):
            tell(f"{section}\t{count}")
    for one in changes:
        if options.json:
            emit(one._asdict())
        else:
            tell("\t".join((f"{campus(one.at):%Y-%m-%d %H:%M}", one.who, one.what, one.why, str(one.touched))))
    return 0
