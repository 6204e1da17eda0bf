"""`gatepost server token|hook`: what the campus's other systems may ask of the centre, and what they are told."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.cli.context import Commands, clock_of, emit, home_of, say, tell
from app.clock import campus
from app.errors import WrongUse
from app.i18n import mark, tr

if TYPE_CHECKING:
    from app.server.hooks.keeping import Hook
    from app.server.sql.port import Connection, Engine

Part = Callable[[Commands, str, str], ArgumentParser]
BY = mark("中心的命令行")


def add_to(server: Commands, part: Part) -> None:
    parser = part(server, "token", tr("给其他系统的令牌：添加、列出、停用"))
    parser.add_argument("act", choices=("add", "list", "revoke"))
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("--scope", action="append", default=[], help=tr("一项权限，可写多次"))
    parser.add_argument("--days", type=int, default=90, help=tr("有效天数，最长 366（默认 90）"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=token)
    parser = part(server, "hook", tr("把事件通知给其他系统：添加、列出、删除、试发"))
    parser.add_argument("act", choices=("add", "list", "remove", "test"))
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("address", nargs="?", default="", metavar="URL")
    parser.add_argument("--event", action="append", default=[], help=tr("一种事件，可写多次；不写为全部"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=hook)


def token(options: Namespace) -> int:
    """Makes a token and prints it alone, lists them all, or ends one."""
    if options.act != "list" and not options.name.strip():
        raise WrongUse(tr("请写明名称，如 gatepost server token add 教务系统 --scope people.read。"))
    return {"add": _add_token, "list": _list_tokens, "revoke": _revoke}[options.act](options)


def hook(options: Namespace) -> int:
    """Makes a webhook and prints its secret alone, lists them all, takes one away, or tries one."""
    if options.act != "list" and not options.name.strip():
        raise WrongUse(tr("请写明名称，如 gatepost server hook add 教务系统 https://jw.example.edu.cn/gatepost。"))
    return {"add": _add_hook, "list": _list_hooks, "remove": _remove, "test": _test}[options.act](options)


def _add_token(options: Namespace) -> int:
    from app.server.dashboard.acts import note
    from app.server.outside import tokens
    from app.server.outside.scopes import LABELS, SCOPES

    if unknown := set(options.scope) - set(SCOPES):
        known = "\n".join(f"  {scope}\t{tr(LABELS[scope])}" for scope in SCOPES)
        raise WrongUse(tr("没有权限“{scope}”。可用的有：\n{known}", scope="、".join(sorted(unknown)), known=known))
    now = clock_of(options)()

    def made(connection: "Connection") -> str:
        note(connection, now, tr(BY), "api token", options.name.strip(), detail=" ".join(sorted(set(options.scope))))
        return tokens.make(connection, options.name, options.scope, options.days, now)

    with _engine(options) as engine:
        tell(engine.write(made))
    say(tr("令牌只显示这一次，请交给使用它的系统保管。"))
    return 0


def _list_tokens(options: Namespace) -> int:
    from app.server.outside.tokens import all_of

    now = clock_of(options)()
    with _engine(options) as engine:
        found = all_of(engine)
    for one in found:
        if options.json:
            emit({**one._asdict(), "scopes": sorted(one.scopes), "opens": one.opens(now)})
            continue
        used = f"{campus(one.used_at):%Y-%m-%d %H:%M}" if one.used_at else tr("没有用过")
        until = tr("到 {until}", until=f"{campus(one.ends_at):%Y-%m-%d}") if one.opens(now) else tr("已失效")
        tell("\t".join((one.name, one.id, " ".join(sorted(one.scopes)), until, used)))
    return 0


def _revoke(options: Namespace) -> int:
    from app.server.dashboard.acts import note
    from app.server.outside import tokens

    now = clock_of(options)()

    def ended(connection: "Connection") -> None:
        tokens.revoke(connection, options.name, now)
        note(connection, now, tr(BY), "api token revoked", options.name)

    with _engine(options) as engine:
        engine.write(ended)
    tell(tr("令牌“{name}”已停用。", name=options.name))
    return 0


def _add_hook(options: Namespace) -> int:
    from app.server.dashboard.acts import note
    from app.server.hooks import keeping
    from app.server.hooks.destination import checked
    from app.server.hooks.events import NAMES

    now, address = clock_of(options)(), checked(options.address, here=True)

    def made(connection: "Connection") -> str:
        hook, secret = keeping.add(connection, options.name, address, options.event or list(NAMES), now)
        note(connection, now, tr(BY), "api hook", hook.name, detail=" ".join(hook.events))
        return secret

    with _engine(options) as engine:
        tell(engine.write(made))
    say(tr("签名密钥只显示这一次，请交给接收通知的系统保管。"))
    return 0


def _list_hooks(options: Namespace) -> int:
    from app.server.hooks.events import EVENTS
    from app.server.hooks.keeping import all_of

    words = {one.name: tr(one.label) for one in EVENTS}
    with _engine(options) as engine:
        found = engine.read(all_of)
    for one in found:
        if options.json:
            emit(one._asdict())
            continue
        told = tr("{waiting} 条待发，{given_up} 条未送达", waiting=one.waiting, given_up=one.given_up)
        tell("\t".join((one.name, one.id, one.address, tr("、").join(words[name] for name in one.events), told)))
    return 0


def _remove(options: Namespace) -> int:
    from app.server.dashboard.acts import note
    from app.server.hooks import keeping

    now = clock_of(options)()

    def removed(connection: "Connection") -> None:
        keeping.remove(connection, keeping.named(connection, options.name).id)
        note(connection, now, tr(BY), "api hook removed", options.name)

    with _engine(options) as engine:
        engine.write(removed)
    tell(tr("通知“{name}”已删除。", name=options.name))
    return 0


def _test(options: Namespace) -> int:
    """A ping from here, at once; 1 where nobody took it."""
    import anyio

    from app.server.hooks.courier import ping
    from app.server.hooks.keeping import named, secret_of

    now = clock_of(options)()

    def there(connection: "Connection") -> tuple["Hook", bytes]:
        found = named(connection, options.name)
        return found, secret_of(connection, found.id)

    with _engine(options) as engine:
        found, secret = engine.read(there)
    outcome = anyio.run(ping, found.address, secret, now)
    if outcome.taken:
        tell(tr("“{name}”收到了试发的通知。", name=options.name))
        return 0
    say(tr("“{name}”没有收下试发的通知：{why}。请检查地址、证书和接收程序。", name=options.name, why=outcome.said))
    return 1


@contextmanager
def _engine(options: Namespace) -> Iterator["Engine"]:
    from app.server.opening import open_storage

    storage = open_storage(home_of(options), options.db)
    try:
        yield storage.engine
    finally:
        storage.close()
