"""Accounts of this post, and signing in with a PIN.

A PIN is short because hands are cold, so it is kept as an argon2id hash, each try costs what the hash costs, and after
a few wrong ones each has to wait.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC
from math import ceil
from typing import Any, Protocol, TypeAlias

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.access import emergency
from app.access.patience import Tries
from app.access.roles import Role
from app.clock import Clock, system
from app.errors import UserError
from app.i18n import tr
from app.store.faults import StoreFault

PIN = re.compile(r"[0-9]{4,12}")
_TRIES, _EMERGENCY = "sign-in-tries", "emergency-codes"
_hasher = PasswordHasher(
    time_cost=2, memory_cost=19_456, parallelism=1
)  # OWASP's minimum for argon2id: 19 MiB, t=2, p=1


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """name: as people say it and as `--as` takes it; pin: an argon2id hash; disabled: it is kept, and opens nothing."""

    name: str
    role: Role
    pin: str
    disabled: bool = False


class SignInRefused(UserError):
    """The name or the PIN is not right. It does not say which: names at a post are known to everybody."""


class TooSoon(SignInRefused):
    """After wrong PINs the next try has to wait; the PIN was not looked at."""


Document: TypeAlias = dict[str, Any]


class Documents(Protocol):
    """Where accounts are kept: named JSON documents."""

    def get(self, name: str) -> Document | None: ...

    def change(self, name: str, change: Callable[[Document], Document]) -> None:
        """Replaces a document (empty where there is none) by what `change` makes of it, in one step."""


class Accounts:
    """All accounts of the post. keep: `hashed`, or what takes its place where more than a PIN is asked for. centre:
    the accounts that the post's centre has published; while there are any they alone hold, and are changed there."""

    def __init__(
        self, documents: Documents, clock: Clock = system, keep: Callable[[str], str] | None = None,
        centre: Callable[[], list[Account]] = list,
    ) -> None:  # fmt: skip
        self._documents, self._clock, self._keep = documents, clock, keep or hashed
        self._centre = centre

    def all(self) -> list[Account]:
        """In the order they were made."""
        return self._centre() or _read(self._documents.get("accounts") or {})

    def standing(self, name: str) -> Account | None:
        """The account of that name as it is now, in whichever process it was changed; None where it is gone or opens
        nothing."""
        return next((account for account in self.active() if account.name == name), None)

    def active(self) -> list[Account]:
        """Those that may sign in."""
        return [account for account in self.all() if not account.disabled]

    def add(self, name: str, role: Role, pin: str) -> Account:
        """A new account, or a new PIN and role for the one of that name, in its place: people know its number."""
        name = name.strip()
        if not name:
            raise UserError(tr("请填写姓名。"))
        account = Account(name, role, self._keep(pin))

        def added(before: list[Account]) -> list[Account]:
            known = any(one.name == name for one in before)
            return [account if one.name == name else one for one in before] if known else [*before, account]

        self._rewrite(name, added)
        return account

    def change(self, name: str, **changes: Any) -> None:
        """Another `role`, `pin` (a hash) or `disabled` for an account; UserError for a name that is none's, and for
        the last administrator's. Who tried the old PIN too often need not wait with the new one."""
        self._known(name)
        self._rewrite(
            name, lambda all_: [msgspec.structs.replace(one, **changes) if one.name == name else one for one in all_]
        )
        if "pin" in changes:
            self._forgive(name)

    def remove(self, name: str) -> None:
        """Take an account away; UserError for the last administrator's."""
        self._known(name)
        self._rewrite(name, lambda before: [one for one in before if one.name != name])

    def _known(self, name: str) -> None:
        if all(one.name != name for one in self.all()):
            raise UserError(tr("没有“{name}”这个账号。用 gatepost account list 查看有哪些。", name=name))

    def _rewrite(self, name: str, rewrite: Callable[[list[Account]], list[Account]]) -> None:
        if self._centre():
            raise UserError(tr("账号由指挥中心管理，本站不能改。请在指挥中心修改，下次同步后生效。"))

        def rewritten(document: Document) -> Document:
            before = _read(document)
            return {"accounts": msgspec.to_builtins(_governed(name, before, rewrite(before)))}

        self._documents.change("accounts", rewritten)

    def named(self, name: str) -> Account:
        """The account of that name; SignInRefused where there is none that may sign in."""
        account = self._of(name)
        if account.disabled:
            raise SignInRefused(tr("“{name}”的账号已停用。请找管理员启用。", name=name))
        return account

    def _of(self, name: str) -> Account:
        for account in self.all():
            if account.name == name:
                return account
        raise SignInRefused(tr("姓名或 PIN 不对，请重新输入。"))

    def check(self, name: str, pin: str) -> Account:
        """The account, if the PIN is its own; SignInRefused otherwise, TooSoon where it has to be tried later."""
        account = self._of(name)
        self._count(name)
        try:
            _hasher.verify(account.pin, pin)
        except VerifyMismatchError:
            raise SignInRefused(tr("姓名或 PIN 不对，请重新输入。")) from None
        self._forgive(name)
        return self.named(name)

    def _forgive(self, name: str) -> None:
        """The right one was typed: the count begins anew."""
        with suppress(StoreFault):
            self._documents.change(_TRIES, lambda tries: {one: kept for one, kept in tries.items() if one != name})

    def _count(self, name: str) -> None:
        """Counts a try; raises TooSoon. A disk that takes nothing more must not keep anybody out."""
        now = self._clock().astimezone(UTC)

        def counted(tries: Document) -> Document:
            before = msgspec.convert(tries[name], Tries) if name in tries else Tries(0, now)
            if wait := before.wait(now):
                seconds = ceil(wait.total_seconds())
                raise TooSoon(tr("PIN 连续输错，请等 {seconds} 秒再试；别人现在就可以登录。", seconds=seconds))
            return {**tries, name: msgspec.to_builtins(before.after(now))}

        with suppress(StoreFault):
            self._documents.change(_TRIES, counted)

    def new_emergency_codes(self) -> list[str]:
        """Codes for emergency access, told this once; those made before work no longer."""
        codes = emergency.make()
        kept = emergency.hashes(codes, _hasher)
        self._documents.change(_EMERGENCY, lambda _before: {"codes": kept})
        return codes

    def spend_emergency_code(self, code: str) -> None:
        """Uses one up; SignInRefused where it is none, TooSoon as for PINs."""
        self._count(_EMERGENCY)

        def spent(document: Document) -> Document:
            left = emergency.spend(code, document.get("codes", []), _hasher)
            if left is None:
                raise SignInRefused(tr("应急码不对，或已经用过。请换一个。"))
            return {"codes": left}

        self._documents.change(_EMERGENCY, spent)
        self._forgive(_EMERGENCY)

    def first_administrator(self) -> Account:
        """Who acts in a demonstration home."""
        for account in self.active():
            if account.role == "administrator":
                return account
        raise UserError(tr("这个值守台没有管理员账号，请重新设置。"))


def hashed(pin: str) -> str:
    """What is kept of a PIN; UserError for one that is none."""
    if not PIN.fullmatch(pin):
        raise UserError(tr("PIN 必须是 4 到 12 位数字。"))
    return _hasher.hash(pin)


def _read(document: Document) -> list[Account]:
    return msgspec.convert(document.get("accounts", []), list[Account])


def _governed(name: str, before: list[Account], after: list[Account]) -> list[Account]:
    """`after`, in which somebody can still change accounts if somebody could `before`; UserError otherwise."""
    had, has = (any(one.role == "administrator" and not one.disabled for one in kept) for kept in (before, after))
    if had and not has:
        raise UserError(tr("“{name}”是最后一个管理员，要保留。请先另设一个管理员。", name=name))
    return after
