"""Who is on duty at a post: signing in and out, what they may do, and the record of what they did."""

from functools import partial

from app.access import roles
from app.access.accounts import Account, Accounts, SignInRefused, TooSoon, hashed
from app.access.published import of_centre
from app.clock import Clock
from app.errors import UserError
from app.i18n import mark, tr
from app.policy.evidence import Site
from app.records.audit import Audit
from app.records.field import PersonNumber
from app.records.registry import kind as kind_of
from app.settings import Settings
from app.station.documents import LocalDocuments
from app.store.database import Database
from app.store.fact import Draft, Entry
from app.store.faults import DiskFull, StoreFault
from app.store.ledger import Ledger
from app.store.reserve import Reserve

LANE = "lane.run"
_EMERGENCY = mark("应急登录")


class Duty:
    """Nobody is on duty until `sign_in` (a window, recorded at once) or `act_as` (one command, recorded before the
    first thing it writes, so that a command that only reads works on a full disk too)."""

    def __init__(self, database: Database, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.ledger = Ledger(database, clock)
        self.reserve = Reserve(database.path)
        self.accounts = Accounts(LocalDocuments(database), clock, centre=partial(of_centre, database))
        self._account: Account | None = None
        self._owed: Draft | None = None

    def check(self, name: str, pin: str) -> Account:
        """The account of that name and PIN; SignInRefused otherwise, and the attempt is a record.

        What is no account's name is not kept: it may be a PIN, typed into the wrong field. Nor is one that came too
        soon: whoever hammers on the keys must not fill the ledger.
        """
        try:
            return self.accounts.check(name, pin)
        except TooSoon:
            raise
        except SignInRefused:
            known = any(account.name == name for account in self.accounts.all())
            self._write([self._noted("sign-in refused", name if known else "", by="")])
            raise

    def sign_in(self, name: str, pin: str) -> Account:
        """Goes on duty; raises SignInRefused."""
        account = self.check(name, pin)
        self.go_on_duty(account)
        return account

    def go_on_duty(self, account: Account) -> None:
        """Records carry this name from now on. What cannot be recorded does not happen."""
        self._write([self._noted("sign-in", account.role, by=account.name)])
        self._account, self._owed = account, None

    def act_as(self, account: Account) -> None:
        """One command's operator; the record of it is written together with the first that the command writes."""
        self._account, self._owed = account, self._noted("sign-in", account.role, by=account.name)

    def sign_in_emergency(self, code: str, why: str) -> Account:
        """Goes on duty with an emergency code, as the leader on duty would; raises SignInRefused. The record carries
        the reason."""
        why = why.strip()
        if not why:
            raise UserError(tr("请写明使用应急码的原因。"))
        try:
            self.accounts.spend_emergency_code(code)
        except TooSoon:
            raise
        except SignInRefused:
            self._write([self._noted("sign-in refused", _EMERGENCY, by="")])
            raise
        account = Account(tr(_EMERGENCY), "supervisor", "")
        self._write([self._noted("emergency sign-in", account.role, why, by=account.name)])
        self._account, self._owed = account, None
        return account

    def hand_over(self, name: str, pin: str) -> Account:
        """The next one takes over from whoever is on duty: the post does not stand still, and whoever is in the lane
        stays there. Raises SignInRefused, and nothing has changed."""
        before = self.operator()
        account = self.check(name, pin)
        self._write([self._noted("hand-over", before, account.role, by=account.name)])
        self._account, self._owed = account, None
        return account

    def sign_out(self) -> None:
        """Nobody is on duty any more, also where the record of it could not be written (StoreFault)."""
        account, self._account = self._account, None
        if account is not None:
            self.append(self._noted("sign-out", account.role, by=account.name))

    # Accounts

    def add_account(self, name: str, role: roles.Role, pin: str) -> None:
        """An account, or a new PIN and role for the one of that name; nobody needs to be on duty for the first one."""
        if self.accounts.all():
            self.permit("accounts.change")
        account = self.accounts.add(name, role, pin)
        self.audit("account", account.name, account.role)

    def remove_account(self, name: str) -> None:
        self.permit("accounts.change")
        self.accounts.remove(name)
        self.audit("account removed", name)

    def change_pin(self, old: str, new: str) -> None:
        """Another PIN for whoever is on duty; SignInRefused where the old one is not theirs."""
        account = self.check(self.operator(), old)
        self.accounts.change(account.name, pin=hashed(new))
        self.audit("pin", account.name)

    def new_emergency_codes(self) -> list[str]:
        """Five codes to print and seal; see app.access.emergency."""
        self.permit("accounts.change")
        codes = self.accounts.new_emergency_codes()
        self.audit("emergency codes", detail=f"{len(codes)}")
        return codes

    @property
    def measures_at(self) -> Site:
        """Where this post's thermometer measures."""
        return self.settings.measures_at

    def operator(self) -> str:
        return self._account.name if self._account else ""

    def role(self) -> roles.Role:
        """Of whoever is on duty, as their account stands now; raises NotPermitted where nobody is, or it opens nothing
        any more."""
        account = self._signed_in()
        if _is_emergency(account):
            return account.role
        now = self.accounts.standing(account.name)
        if now is None:
            raise roles.NotPermitted(
                tr("“{name}”的账号已停用或删除，只能继续放行登记。请换人值守。", name=account.name)
            )
        return now.role

    def permit(self, permission: str) -> None:
        """Raises NotPermitted unless whoever acts may do this. The lane goes on with whoever signed in, without a look
        at their account: nobody at the gate is left without a decision."""
        roles.require(self._signed_in().role if permission == LANE else self.role(), permission)

    def may(self, permission: str) -> bool:
        """Whether `permit` would let whoever acts; what cannot be read permits nothing."""
        try:
            self.permit(permission)
        except (roles.NotPermitted, StoreFault):
            return False
        return True

    def _signed_in(self) -> Account:
        if self._account is None:
            raise roles.NotPermitted(tr("请先登录。"))
        return self._account

    def append(self, draft: Draft) -> Entry:
        """Writes durably, after the sign-in that is still owed."""
        owed, self._owed = self._owed, None
        try:
            return self._write([owed, draft] if owed else [draft])
        except StoreFault:
            self._owed = owed
            raise

    def _write(self, drafts: list[Draft]) -> Entry:
        """On a full disk in the room that was set aside: a post must not stand still for want of a few bytes."""
        try:
            return self.ledger.append_all(drafts)[-1]
        except DiskFull:
            if not self.reserve.give_up():
                raise
            return self.ledger.append_all(drafts)[-1]

    def audit(self, action: str, about: str = "", detail: str = "", person: str = "") -> Entry:
        """What somebody did with the program, and to whose data, is a record in the same chain."""
        return self.append(self._noted(action, about, detail, person, by=self.operator()))

    def note(self, action: str, about: str = "", detail: str = "") -> Entry:
        """What the post did by itself, by nobody's word."""
        return self._write([self._noted(action, about, detail, by="")])

    def _noted(self, action: str, about: str = "", detail: str = "", person: str = "", *, by: str) -> Draft:
        kind = kind_of("audit")
        body = kind.body(Audit(action=action, about=about, detail=detail, person=PersonNumber(person)))
        return Draft(kind=kind.name, body=body, operator=by, post=self.settings.post_name, schema=kind.version)


def _is_emergency(account: Account) -> bool:
    """An emergency sign-in has no account behind it, and no PIN."""
    return not account.pin
