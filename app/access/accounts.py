"""Accounts of this post, and signing in with a PIN.

A PIN is short because hands are cold, so it is kept as an argon2id hash, and each try costs what the hash costs.
"""

import re
from typing import Any, Protocol

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.access.roles import Role
from app.errors import UserError
from app.i18n import tr

PIN = re.compile(r"[0-9]{4,12}")
_hasher = PasswordHasher(
    time_cost=2, memory_cost=19_456, parallelism=1
)  # OWASP's minimum for argon2id: 19 MiB, t=2, p=1


class Account(msgspec.Struct, frozen=True):
    """name: as people say it and as `--as` takes it; pin: an argon2id hash."""

    name: str
    role: Role
    pin: str


class SignInRefused(UserError):
    """The name or the PIN is not right. It does not say which: names at a post are known to everybody."""


class Documents(Protocol):
    """Where accounts are kept: named JSON documents."""

    def get(self, name: str) -> dict[str, Any] | None: ...
    def put(self, name: str, document: dict[str, Any]) -> None: ...


class Accounts:
    """All accounts of the post."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def all(self) -> list[Account]:
        """In the order they were made."""
        kept = self._documents.get("accounts") or {"accounts": []}
        return msgspec.convert(kept["accounts"], list[Account])

    def add(self, name: str, role: Role, pin: str) -> Account:
        """A new account, or a new PIN and role for the one of that name."""
        name = name.strip()
        if not name:
            raise UserError(tr("请填写姓名。"))
        if not PIN.fullmatch(pin):
            raise UserError(tr("PIN 必须是 4 到 12 位数字。"))
        account = Account(name, role, _hasher.hash(pin))
        kept = [one for one in self.all() if one.name != name]
        self._documents.put("accounts", {"accounts": msgspec.to_builtins([*kept, account])})
        return account

    def named(self, name: str) -> Account:
        """The account of that name."""
        for account in self.all():
            if account.name == name:
                return account
        raise SignInRefused(tr("姓名或 PIN 不对，请重新输入。"))

    def check(self, name: str, pin: str) -> Account:
        """The account, if the PIN is its own; SignInRefused otherwise."""
        account = self.named(name)
        try:
            _hasher.verify(account.pin, pin)
        except VerifyMismatchError:
            raise SignInRefused(tr("姓名或 PIN 不对，请重新输入。")) from None
        return account

    def first_administrator(self) -> Account:
        """Who acts in a demonstration home."""
        for account in self.all():
            if account.role == "administrator":
                return account
        raise UserError(tr("这个值守台没有管理员账号，请重新设置。"))
