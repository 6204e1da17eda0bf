"""The campus's other systems: their tokens, and the webhooks that tell them what happens. Secrets are shown once."""

from collections.abc import Iterable
from datetime import datetime

from app.errors import UserError, WrongUse
from app.i18n import mark, tr
from app.server.dashboard import acts, given
from app.server.dashboard.page import Answer, Moved, NotThere, Page, Shown, Visit
from app.server.hooks import keeping, outbox
from app.server.hooks.destination import checked
from app.server.hooks.events import EVENTS, NAMES, PING
from app.server.hooks.keeping import Delivery, Hook
from app.server.hooks.pace import TRIES
from app.server.outside import tokens
from app.server.outside.scopes import LABELS, SCOPES
from app.server.outside.tokens import LONGEST, Token
from app.server.sql.port import Connection

USUAL_DAYS = 90
MOST = 100
"""Messages of a webhook that are shown, the newest."""
STATES = {"waiting": ("hold", mark("待发")), "done": ("good", mark("已送达")), "given up": ("bad", mark("未送达"))}
SAID = {
    "address": mark("地址不允许"), "certificate": mark("证书不对"), "connection": mark("连接不上"),
    "name": mark("域名查不到"), "protocol": mark("不是正常的应答"), "slow": mark("太慢，超时"),
    "broken": mark("指挥中心程序中断"),
}  # fmt: skip
"""What a try came to; a status of HTTP stands for itself."""


def every(visit: Visit) -> Shown:
    """All of them, and the forms."""
    return _shown(visit, "", "")


def add_token(visit: Visit) -> Answer:
    """A new token, shown this once."""
    scopes = [scope for scope in SCOPES if visit.form.get(f"scope:{scope}")]
    if not scopes:
        raise WrongUse(tr("请勾选至少一项权限。"))
    name, days = given.text(visit, "name"), given.number(given.text(visit, "days"))

    def made(connection: Connection) -> str:
        note(connection, visit, "api token", name, " ".join(sorted(scopes)))
        return tokens.make(connection, name, list(scopes), days, visit.now)

    return _shown(visit, visit.engine.write(made), "token")


def revoke(visit: Visit) -> Answer:
    """A token opens nothing any more. Confirmed by typing its name."""
    token = next((one for one in tokens.all_of(visit.engine) if one.id == visit.path["token"]), None)
    if token is None:
        raise NotThere
    _confirmed(visit, token.name)

    def ended(connection: Connection) -> None:
        tokens.revoke(connection, token.id, visit.now)
        note(connection, visit, "api token revoked", token.name)

    visit.engine.write(ended)
    return Moved("/outside?done=revoked")


def add_hook(visit: Visit) -> Answer:
    """A new webhook, and its secret, shown this once."""
    wanted = [name for name in NAMES if visit.form.get(f"event:{name}")]
    if not wanted:
        raise WrongUse(tr("请勾选至少一种事件。"))
    name, address = given.text(visit, "hook"), checked(given.text(visit, "address"), here=False)

    def made(connection: Connection) -> str:
        hook, secret = keeping.add(connection, name, address, wanted, visit.now)
        note(connection, visit, "api hook", hook.name, " ".join(hook.events))
        return secret

    return _shown(visit, visit.engine.write(made), "hook")


def one(visit: Visit) -> Shown:
    """One webhook and the newest messages to it."""
    hook = _hook(visit)
    found = visit.engine.read(lambda connection: keeping.last(connection, hook.id, MOST))
    return Shown("hook.html", {
        "one": hook, "found": [(message, _said(message)) for message in found], "states": STATES, "tries": TRIES,
        "events": _events(), "most": MOST, "given": visit.form, "done": visit.query.get("done", ""),
    })  # fmt: skip


def test(visit: Visit) -> Answer:
    """Send it a `ping`."""
    hook = _hook(visit)

    def sent(connection: Connection) -> None:
        outbox.ping(connection, hook.id, visit.now)
        note(connection, visit, "api hook tested", hook.name)

    visit.engine.write(sent)
    return Moved(f"/outside/hooks/{hook.id}?done=tested")


def remove(visit: Visit) -> Answer:
    """It is told nothing any more. Confirmed by typing its name."""
    hook = _hook(visit)
    _confirmed(visit, hook.name)

    def removed(connection: Connection) -> None:
        keeping.remove(connection, hook.id)
        note(connection, visit, "api hook removed", hook.name)

    visit.engine.write(removed)
    return Moved("/outside?done=removed")


def note(connection: Connection, visit: Visit, action: str, about: str, detail: str = "") -> None:
    """The act."""
    acts.note(connection, visit.now, visit.who.name, action, about, detail=detail)


def _shown(visit: Visit, secret: str, of: str) -> Shown:
    hooks = visit.engine.read(keeping.all_of)
    next_ = visit.engine.read(lambda connection: {one.id: keeping.next_try(connection, one.id) for one in hooks})
    return Shown("outside.html", {
        "tokens": [(one, _standing(one, visit.now)) for one in tokens.all_of(visit.engine)][::-1], "hooks": hooks,
        "next": next_, "scopes": [(scope, tr(LABELS[scope])) for scope in SCOPES], "words": dict(LABELS),
        "events": _events(), "names": NAMES, "most_days": LONGEST, "days": USUAL_DAYS, "secret": secret, "of": of,
        "given": {} if secret else visit.form, "done": visit.query.get("done", ""),
    })  # fmt: skip


def _events() -> dict[str, str]:
    return {one.name: tr(one.label) for one in EVENTS if one.name in (*NAMES, PING)}


def _standing(token: Token, now: datetime) -> tuple[str, str]:
    """How it stands: a tag's class, and the word."""
    if token.revoked_at:
        return "", tr("已停用")
    return ("good", tr("有效")) if token.opens(now) else ("", tr("已到期"))


def _said(message: Delivery) -> str:
    return tr(SAID[message.said]) if message.said in SAID else message.said


def _hook(visit: Visit) -> Hook:
    hooks: Iterable[Hook] = visit.engine.read(keeping.all_of)
    found = next((one for one in hooks if one.id == visit.path["hook"]), None)
    if found is None:
        raise NotThere
    return found


def _confirmed(visit: Visit, name: str) -> None:
    if given.text(visit, "typed") != name:
        raise UserError(tr("输入的名称与“{name}”不一致，没有改动。请照原样输入。", name=name))


PAGES = (
    Page("GET", "/outside", "outside.keep", every),
    Page("POST", "/outside/tokens", "outside.keep", add_token, again=every),
    Page("POST", "/outside/tokens/{token}/revoke", "outside.keep", revoke, again=every),
    Page("POST", "/outside/hooks", "outside.keep", add_hook, again=every),
    Page("GET", "/outside/hooks/{hook}", "outside.keep", one),
    Page("POST", "/outside/hooks/{hook}/test", "outside.keep", test, again=one),
    Page("POST", "/outside/hooks/{hook}/remove", "outside.keep", remove, again=one),
)
