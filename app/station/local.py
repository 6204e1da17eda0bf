"""The post's own data: everything a lane, a screen or a command asks of this PC. No devices, no threads, no network."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import desk
from app.access import roles
from app.access.accounts import Account, Accounts
from app.clock import Clock, system
from app.codes.trust import Trust
from app.errors import UserError
from app.i18n import tr
from app.policy.evidence import Approval
from app.policy.level import Level, levels
from app.policy.person import Person
from app.records.registry import kind as kind_of
from app.settings import Home, Settings
from app.station.documents import LocalDocuments
from app.station.issuing import VALID, Issuing
from app.store.approvals import Approvals
from app.store.database import Database
from app.store.fact import Draft, Entry
from app.store.key import key_for
from app.store.ledger import Ledger
from app.store.levels import LevelChange, Levels
from app.store.people import People
from app.store.reference import Reference
from app.sync import enrolment

if TYPE_CHECKING:
    from app.store.roster import ImportResult, Progress
    from app.sync.client import SyncClient

FIRST_LEVEL = "routine"
"""In force at a new post until somebody sets one."""


class LocalPost:
    """Open it, use it from any thread, close it. Who acts is said once, by `act_as`."""

    def __init__(self, home: Home, database: Database, clock: Clock) -> None:
        self.home, self.database, self.clock = home, database, clock
        self.settings = home.settings()
        self.ledger = Ledger(database)
        self.people = People(database)
        self.accounts = Accounts(LocalDocuments(database))
        self._approvals, self._levels = Approvals(database), Levels(database)
        self._issuing = Issuing(database)
        self._reference = Reference(database)
        self._account: Account | None = None
        self._trust: tuple[str, Trust] = ("", Trust())

    @classmethod
    def open(cls, home: Home, clock: Clock = system) -> "LocalPost":
        """The post of `home`, made where there is none."""
        home.make()
        return cls(home, Database.of(home), clock)

    def close(self) -> None:
        self.database.close()

    # Who acts

    def act_as(self, account: Account) -> None:
        """From now on records carry this name, and this role decides what is permitted."""
        self._account = account
        self.audit("sign-in", account.role)

    def sign_in(self, name: str, pin: str) -> Account:
        """Raises SignInRefused; a refused attempt is a record too."""
        try:
            account = self.accounts.check(name, pin)
        except UserError:
            self.audit("sign-in refused")
            raise
        self.act_as(account)
        return account

    def operator(self) -> str:
        return self._account.name if self._account else ""

    def permit(self, permission: str) -> None:
        """Raises NotPermitted unless whoever acts may do this."""
        if self._account is None:
            raise roles.NotPermitted(tr("请先登录。"))
        roles.require(self._account.role, permission)

    def may(self, permission: str) -> bool:
        return self._account is not None and self._account.role in roles.PERMISSIONS[permission]

    # What a lane asks

    def person(self, number: str) -> Person | None:
        return self.people.get(number) or self.people.by_id_number(number)

    def approvals(self, number: str) -> tuple[Approval, ...]:
        return self._approvals.of(number)

    def trust(self) -> Trust:
        """Read again only when the reference has changed."""
        version = self.reference_version()
        if self._trust[0] != version:
            self._trust = (version, self._issuing.trust())
        return self._trust[1]

    def level(self) -> Level:
        change = self._levels.at(self.clock())
        return levels()[change.level if change else FIRST_LEVEL]

    def reference_at(self) -> datetime | None:
        """None: until a centre publishes people and approvals, this post's own list is the truth."""
        return None

    def reference_version(self) -> str:
        return self._reference.version()

    def append(self, draft: Draft) -> Entry:
        return self.ledger.append(draft)

    # What an administrator does

    def set_level(self, name: str, why: str = "") -> None:
        """The level holds from now on; who, why and when stay in the history and in the ledger."""
        now = self.clock()
        self._levels.set(LevelChange(level=name, who=self.operator(), why=why, since=now, entered_at=now))
        self.audit("level", name, why)

    def issue_code(self, number: str, valid: timedelta = VALID) -> str:
        """A campus code's payload for somebody on the list of people, valid for that long from now."""
        person = self.person(number)
        if person is None:
            raise UserError(tr("人员名单中没有 {number}。请核对学工号，或先导入名单。", number=number))
        return self._issuing.issue(person, self.clock(), valid)

    def begin_issuing(self) -> None:
        """Make a signing key: this post stands alone."""
        self._issuing.begin(self.clock())

    def change_settings(self, settings: Settings) -> None:
        self.home.save(settings)
        self.settings = settings

    def import_people(self, path: Path, progress: "Progress | None" = None) -> "ImportResult":
        """The list of people from a CSV or XLSX file; see app.store.roster."""
        from app.store.roster import import_people

        self.permit("people.import")
        result = import_people(self.people, path, progress)
        self.audit("import", "people", f"+{result.added} ~{result.changed}")
        return result

    # The desk

    def enter(self, kind: str, raw: Mapping[str, Any]) -> Entry:
        """A record typed by somebody; raises RecordProblems for what does not do."""
        draft = desk.draft(kind, raw, operator=self.operator(), post=self.settings.post_name, now=self.clock())
        return self.append(draft)

    def entries(self, kind: str | None = None, *, include_audit: bool = False, **bounds: Any) -> Iterator[Entry]:
        """Records in the order they were written; see Ledger.entries for the bounds."""
        return self.ledger.entries(kind, include_audit=include_audit, **bounds)

    def audit(self, action: str, about: str = "", detail: str = "") -> Entry:
        """What somebody did with the program is a record in the same chain."""
        kind = kind_of("audit")
        body = kind.body(kind.type(action=action, about=about, detail=detail))  # type: ignore[call-arg]
        return self.append(Draft(kind="audit", body=body, operator=self.operator(), post=self.settings.post_name))

    # The centre

    def unsent(self) -> int:
        return self.ledger.unsent_count()

    def enrol(self, address: str, code: str) -> str:
        """Join the centre at `address`; its name."""
        from app.sync.enrol import enrol

        bond = enrol(address, code, self.ledger.station, self.settings.post_name, self.settings.post)
        enrolment.save(LocalDocuments(self.database), bond)
        self.audit("enrol", bond.centre_name)
        return bond.centre_name

    def sync_client(self) -> "Callable[[], SyncClient] | None":
        """Makes the upload's client, in the thread that will use it; None where the post stands alone."""
        bond = enrolment.load(LocalDocuments(self.database))
        if bond is None:
            return None

        def connect() -> "SyncClient":
            from app.sync.client import SyncClient

            return SyncClient(self.ledger.outbox, bond)

        return connect

    def backup(self, path: Path) -> None:
        """An encrypted copy under the same key, opened once to see that it is whole."""
        from app.store.backup import backup

        backup(self.database, path, key_for(self.home))
        self.audit("backup")
