"""The centre's accounts: signing in, and what an administrator does about them, each kept as an act."""

from datetime import datetime
from typing import Any, NamedTuple

from app.access.accounts import Account, Accounts, SignInRefused, TooSoon
from app.access.roles import LABELS, Role
from app.errors import UserError
from app.i18n import tr
from app.server.dashboard import acts, secret, sessions
from app.server.dashboard.documents import Documents, Inside
from app.server.dashboard.strangers import stranger
from app.server.sql.port import Connection, Engine

_LAST = "SELECT who, max(at) FROM act WHERE action = 'sign-in' GROUP BY who"


class Line(NamedTuple):
    """One account as it stands. last: when it was signed in with the last time."""

    name: str
    role: Role
    disabled: bool
    last: datetime | None


class AccountDesk:
    """The accounts of one centre. by: who does it; the caller has asked whether they may."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self._engine, self._now = engine, now

    def sign_in(self, name: str, given: str) -> str:
        """The token of a new session. SignInRefused, or TooSoon: neither says whether there is such a name."""
        name = name.strip()
        documents = Documents(self._engine)
        known = any(one.name == name for one in Accounts(documents).all())
        stand_in = [] if known else [stranger(name)]
        accounts = Accounts(documents, lambda: self._now, centre=lambda: stand_in)
        try:
            account = accounts.check(name if known else stand_in[0].name, given)
        except TooSoon:
            raise
        except SignInRefused:
            if known:
                self._engine.write(lambda connection: acts.note(connection, self._now, name, "sign-in refused"))
            raise SignInRefused(tr("姓名、PIN 或密码不对，或账号已停用。请重新输入。")) from None
        return self._engine.write(lambda connection: self._begun(connection, account.name))

    def _begun(self, connection: Connection, name: str) -> str:
        acts.note(connection, self._now, name, "sign-in")
        return sessions.begin(connection, name, self._now)

    def sign_out(self, name: str, token: str) -> None:
        """The session ends."""

        def ended(connection: Connection) -> None:
            acts.note(connection, self._now, name, "sign-out")
            sessions.end(connection, token)

        self._engine.write(ended)

    def lines(self) -> list[Line]:
        """All accounts, in the order they were made."""
        rows = self._engine.read(lambda connection: connection.rows(_LAST))
        last = {name: datetime.fromisoformat(at) for name, at in rows}
        found = Accounts(Documents(self._engine)).all()
        return [Line(one.name, one.role, one.disabled, last.get(one.name)) for one in found]

    def add(self, by: str, name: str, role: Role, given: str) -> None:
        """A new account; UserError where there is one of that name, or the secret is too easy."""
        name, kept = name.strip(), secret.hashed(given)

        def added(connection: Connection) -> None:
            accounts = Accounts(Inside(connection), keep=lambda _given: kept)
            if any(one.name == name for one in accounts.all()):
                raise UserError(tr("已有“{name}”的账号。同名的人请加上部门或编号。", name=name))
            accounts.add(name, role, given)
            acts.note(connection, self._now, by, "account", name, detail=role)

        self._engine.write(added)

    def set(self, by: str, name: str, role: Role, given: str) -> None:
        """From the command line: a new account, or a new role and secret for the one of that name, enabled again."""
        name, kept = name.strip(), secret.hashed(given)

        def put(connection: Connection) -> None:
            Accounts(Inside(connection), keep=lambda _given: kept).add(name, role, given)
            acts.note(connection, self._now, by, "account", name, detail=role)
            sessions.end_all(connection, name)

        self._engine.write(put)

    def change_role(self, by: str, name: str, role: Role) -> None:
        """Another role, at once."""
        self._change(by, "account", name, role, role=role)

    def new_secret(self, by: str, name: str, given: str) -> None:
        """Another PIN or password for somebody; whoever is signed in with the old one is signed out."""
        self._change(by, "account pin", name, pin=secret.hashed(given))

    def own_secret(self, name: str, old: str, given: str) -> None:
        """Somebody's own, who proves with the old one that they still sit here."""
        kept = secret.hashed(given)
        try:
            Accounts(Documents(self._engine), lambda: self._now).check(name, old)
        except TooSoon:
            raise
        except SignInRefused:
            raise UserError(tr("现在的 PIN 或密码不对，没有更改。请重新输入。")) from None
        self._change(name, "own pin", name, pin=kept)

    def disable(self, by: str, name: str) -> None:
        """The account opens nothing any more, until it is enabled again."""
        if name == by:
            raise UserError(tr("不能停用自己正在使用的账号。请由另一个管理员登录后停用。"))
        self._change(by, "account disabled", name, disabled=True)

    def enable(self, by: str, name: str) -> None:
        """The account opens again what its role may do."""
        self._change(by, "account enabled", name, disabled=False)

    def _change(self, by: str, action: str, name: str, detail: str = "", **changes: Any) -> None:
        def changed(connection: Connection) -> None:
            accounts = Accounts(Inside(connection))
            _known(accounts.all(), name)
            accounts.change(name, **changes)
            acts.note(connection, self._now, by, action, name, detail=detail)
            if "role" not in changes:
                sessions.end_all(connection, name)

        self._engine.write(changed)


def _known(accounts: list[Account], name: str) -> None:
    if all(one.name != name for one in accounts):
        raise UserError(tr("没有“{name}”这个账号。请刷新后重试。", name=name))


def role_words() -> list[tuple[Role, str]]:
    """Every role and its word, for a choice."""
    return [(role, tr(label)) for role, label in LABELS.items()]
