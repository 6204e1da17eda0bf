"""What the centre's people change of its reference: every change is one change-set with its who, what and why."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from app.access.accounts import Account, hashed
from app.access.roles import Role
from app.codes.trustlist_entry import TrustFile
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.pages import template
from app.policy import level as policies
from app.policy.person import Person
from app.server.reference import leveltexts
from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.server.sql.port import Connection
from app.store.importing.report import ImportResult
from app.store.importing.roster import Progress, import_people
from app.store.reference import keys, levels, trusted
from app.store.reference import policies as policy_texts
from app.store.reference.levels import LevelChange
from app.store.reference.own import ACCOUNT
from app.store.reference.people import SECTION as PERSON
from app.store.reference.people import Changes
from app.store.reference.staging.rows import Change, encoded
from app.store.reference.templates import SECTION as TEMPLATE


class People(NamedTuple):
    """The centre's list of people, as an import sees it."""

    published: Published
    by: Who

    def all(self) -> list[Person]:
        """Everyone."""
        return [person for _, person in self.published.all(PERSON, Person)]

    def upsert(self, people: Iterable[Person]) -> Changes:
        """Add these, or bring them up to date, in one change-set."""
        known = {key for key, _ in self.published.all(PERSON, msgspec.Raw)}
        latest = {person.number: person for person in people}
        touched = self.published.change(self.by, (Change(PERSON, one.number, encoded(one)) for one in latest.values()))
        added = len(latest.keys() - known)
        return Changes(added, touched - added, len(latest) - touched)


class Editing:
    """Changes by one of the centre's people. who: their name; clock: the centre's."""

    def __init__(self, published: Published, who: str, clock: Callable[[], datetime]) -> None:
        self._published, self._who, self._clock = published, who, clock

    def import_people(self, path: Path, progress: Progress | None = None, content: bytes | None = None) -> ImportResult:
        """The list of people from a CSV or XLSX file, in one step; see app.store.importing.roster."""
        people = People(self._published, self._by("import people", path.name))
        return import_people(people, path, progress, content)

    def set_level(self, name: str, why: str, since: datetime | None = None, posts: tuple[str, ...] = ()) -> None:
        """Publish a level, with its text where it is not one of the program's: from `since` on, now where that is left
        out; for the posts of these names, all without."""
        if not why.strip():
            raise WrongUse(tr("请用 --why 写明更改管控级别的原因。"))
        texts = self._published.inside(leveltexts.carried)
        known = {**policies.levels(), **texts}
        if name not in known:
            raise WrongUse(tr("没有“{name}”这个管控级别。可用的有：{known}。", name=name, known="、".join(known)))
        now = self._clock()
        change = LevelChange(
            level=name, who=self._who, why=why, since=since or now, entered_at=now, posts=posts,
            text=texts.get(name, ""),
        )  # fmt: skip
        self._published.derive(self._by("level", why), lambda connection: [_planned(connection, change)])

    def levels(self) -> list[LevelChange]:
        """The history, and what lies ahead."""
        return [change for _, change in self._published.all(levels.SECTION, LevelChange)]

    def revoke(self, token: str, why: str) -> None:
        """The code with that serial holds no more, at any post."""
        self._put("revoke", why, keys.REVOCATIONS, token, why)

    def publish_policy(self, text: str, name: str) -> str:
        """A level's own rules; the level's name. UserError says what is wrong in the file."""
        level = policies.parse(text, name)
        self._put("policy", name, policy_texts.SECTION, level.name, text)
        return level.name

    def publish_template(self, text: str, name: str) -> str:
        """A template of phone pages; its name. UserError says what is wrong in the file."""
        made = template.parse(text, name)
        self._put("page-template", name, TEMPLATE, made.name, text)
        return made.name

    def trust(self, found: TrustFile, name: str) -> int:
        """Trust what was read from a file; how many entries are new."""
        changes = (Change(trusted.SECTION, one.key, msgspec.json.encode(one)) for one in found.entries)
        return self._published.change(self._by("trust", name), changes)

    def accounts(self) -> list[Account]:
        """Those that may sign in at every post."""
        return [account for _, account in self._published.all(ACCOUNT, Account)]

    def add_account(self, name: str, role: Role, pin: str) -> None:
        """An account for every post, or a new PIN and role for the one of that name."""
        self._governed(name, role)
        self._put("account", name, ACCOUNT, name, Account(name, role, hashed(pin)))

    def remove_account(self, name: str) -> None:
        """Take it away, from every post."""
        if all(one.name != name for one in self.accounts()):
            raise UserError(tr("没有“{name}”这个账号。用 gatepost server account list 查看有哪些。", name=name))
        self._governed(name, None)
        self._published.change(self._by("account removed", name), [Change(ACCOUNT, name, None)])

    def _governed(self, name: str, role: Role | None) -> None:
        """As long as there are accounts, one of them can change things at a post."""
        others = [one for one in self.accounts() if one.name != name]
        if role != "administrator" and not any(one.role == "administrator" for one in others) and (others or role):
            raise UserError(tr("各站至少要有一个管理员账号。请先设一个管理员。"))

    def _put(self, what: str, why: str, section: str, key: str, value: Any) -> None:
        self._published.change(self._by(what, why), [Change(section, key, msgspec.json.encode(value))])

    def _by(self, what: str, why: str) -> Who:
        return Who(self._who, what, why, self._clock())


def _planned(connection: Connection, change: LevelChange) -> Change:
    """A row of its own, behind all there ever were: of two that begin together none takes the other's place."""
    row = connection.row("SELECT count(*) FROM reference_item WHERE section = ?", (levels.SECTION,))
    return Change(levels.SECTION, levels.key_of(change, row[0] if row else 0), msgspec.json.encode(change))
