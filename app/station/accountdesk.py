"""What an administrator does about accounts, one by one: permitted and recorded here, all or nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from app.access.accounts import hashed
from app.access.roles import Role
from app.errors import UserError
from app.i18n import tr
from app.station.local import LocalPost
from app.store.acts import latest
from app.store.reference.charges import Charges

SIGN_INS = ("sign-in", "hand-over")
LOOKED_BACK = timedelta(days=180)
"""For the last sign-in; the record of an earlier one says little about who still works here."""


class AccountLine(NamedTuple):
    """One account as it stands. last: the last sign-in within LOOKED_BACK. opens: places of the dormitory's map that
    were named for it; empty where its role says."""

    name: str
    role: Role
    disabled: bool
    last: datetime | None
    opens: tuple[str, ...] = ()


class AccountDesk:
    """Of an open post; every act needs the permission `accounts.change`."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post

    def lines(self) -> list[AccountLine]:
        """All accounts, in the order they were made."""
        self._post.permit("accounts.change")
        last = latest(self._post.database, SIGN_INS, self._post.clock() - LOOKED_BACK)
        opens = Charges(self._post.database).of
        return [
            AccountLine(one.name, one.role, one.disabled, last.get(one.name), opens(one.name))
            for one in self._post.accounts.all()
        ]

    def add(self, name: str, role: Role, pin: str) -> None:
        """A new account; UserError where there is one of that name."""
        self._post.permit("accounts.change")
        if any(one.name == name.strip() for one in self._post.accounts.all()):
            raise UserError(tr("已有“{name}”的账号。同名的人请加上部门或编号。", name=name.strip()))
        with self._post.database.write():
            self._post.add_account(name, role, pin)

    def change_role(self, name: str, role: Role) -> None:
        """Another role; the PIN stays."""
        self._change("account", name, role, role=role)

    def new_pin(self, name: str, pin: str) -> None:
        """Another PIN for somebody who forgot theirs; the role stays."""
        self._post.permit("accounts.change")
        self._change("account pin", name, pin=hashed(pin))

    def disable(self, name: str) -> None:
        """The account opens nothing any more, until it is enabled again."""
        if name == self._post.operator():
            raise UserError(tr("不能停用自己正在使用的账号。请由另一个管理员登录后停用。"))
        self._change("account disabled", name, disabled=True)

    def enable(self, name: str) -> None:
        """The account opens again what its role may do."""
        self._change("account enabled", name, disabled=False)

    def opens(self, name: str, places: Sequence[str]) -> None:
        """Which buildings, floors and rooms ("5", "5/3", "5/316", or the path of a place) the account opens on the
        dormitory's map; with none named, those that its role opens by itself."""
        self._post.permit("accounts.change")
        if all(one.name != name for one in self._post.accounts.all()):
            raise UserError(tr("没有“{name}”这个账号。用 gatepost account list 查看有哪些。", name=name))
        with self._post.database.write():
            Charges(self._post.database).put(name, places)
            self._post.audit("account opens", name, " ".join(places))

    def emergency_codes(self, pin: str) -> list[str]:
        """Five new codes to print and seal, for whoever proves with their own PIN that they still stand here; see
        app.access.emergency."""
        self._post.permit("accounts.change")
        self._post.check(self._post.operator(), pin)
        return self._post.new_emergency_codes()

    def _change(self, action: str, name: str, detail: str = "", **changes: object) -> None:
        self._post.permit("accounts.change")
        with self._post.database.write():
            self._post.accounts.change(name, **changes)
            self._post.audit(action, name, detail)
