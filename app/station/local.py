"""The post's own data: everything a lane, a screen or a command asks of this PC. No devices, no threads, no network."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from app import desk
from app.access.roles import NotPermitted
from app.access.sight import may_read, person_for, record_for
from app.clock import Clock, system
from app.codes.claim import Claim
from app.codes.trust import Trust
from app.dormitory.observe.board import Board as Observations
from app.errors import UserError
from app.i18n import tr
from app.lane.results import claim_of
from app.medical.board import Board
from app.policy.evidence import Approval, Denial
from app.policy.level import Level
from app.policy.person import Person
from app.records.registry import kind as kind_of
from app.records.registry import kinds
from app.settings import Home
from app.station.centre import Centre
from app.station.codes import Codes
from app.station.documents import LocalDocuments
from app.station.duty import Duty
from app.station.handedout import recorded
from app.station.inforce import InForce
from app.station.issuing import VALID, Issuing
from app.station.remembered import remember
from app.station.restricted import refuse_restricted
from app.station.rooming import Rooming
from app.station.visits import Visits
from app.store.database import Database
from app.store.fact import Draft, Entry
from app.store.faults import DiskFull
from app.store.passages import Passages, Passed
from app.store.reference.approvals import Approvals
from app.store.reference.denials import Denials
from app.store.reference.levels import LevelChange
from app.store.reference.people import People
from app.store.reference.sections import Reference
from app.store.secret.key import Where, key_for, move
from app.store.secret.recovery import code_of
from app.store.test_results import Results

if TYPE_CHECKING:
    from app.codes.trustlist_entry import TrustFile
    from app.store.importing.report import ImportResult
    from app.store.importing.roster import Progress

LOOK = frozenset({"language", "theme"})
"""Settings of the window alone: whoever is on duty has it as they like."""
_DEMONSTRATION = "demonstration"


class LocalPost(Duty):
    """Open it, use it from any thread, close it.

    What somebody does here is permitted and recorded here, so that neither the window nor a command can forget it.
    """

    def __init__(self, home: Home, database: Database, clock: Clock) -> None:
        super().__init__(database, home.settings(), clock)
        self.home, self.database, self.clock = home, database, clock
        self.people = People(database)
        self._documents = LocalDocuments(database)
        self._approvals, self.in_force = Approvals(database), InForce(database)
        self._denials, self._results = Denials(database), Results(database)
        self._passages, self.patients = Passages(database), Board(lambda: self.ledger, clock)
        self._observed = Observations(lambda: self.ledger, clock)
        self._issuing, self.rooming = Issuing(database), Rooming(lambda: self.ledger, clock)
        self.visits = Visits(database, self.ledger, clock)
        self.centre = Centre(database, self.ledger, clock)
        self.codes = Codes(self, database, self._issuing, clock)
        self._reference = Reference(database)
        self._trust: tuple[str, Trust] = ("", Trust())

    @classmethod
    def open(cls, home: Home, clock: Clock = system) -> "LocalPost":
        """The post of `home`, made where there is none."""
        home.make()
        return cls(home, Database.of(home), clock)

    def close(self) -> None:
        self.database.close()

    @property
    def demonstration(self) -> bool:
        """Whether this is an invented campus, where nobody is asked for a PIN. Kept in the encrypted database: a line
        in the settings, which are plain, would make anybody an administrator."""
        return self._documents.get(_DEMONSTRATION) is not None

    def become_demonstration(self) -> None:
        """From now on this home is a demonstration; UserError where it is a post in use."""
        if self.accounts.all() and not self.demonstration:
            path = self.home.path
            raise UserError(tr("{path} 里已有正式的值守台，不能改成演示。请用 --home 另指定一个空文件夹。", path=path))
        self._documents.put(_DEMONSTRATION, {})

    # What a lane asks

    def person(self, number: str) -> Person | None:
        listed = self.people.get(number) or self.people.by_id_number(number)
        return self.rooming.living(listed) if listed else self.visits.person(number)

    def approvals(self, number: str) -> tuple[Approval, ...]:
        return (*self._approvals.of(number), *self.visits.approvals(number))

    def denials(self, person: Person) -> tuple[Denial, ...]:
        of_number = self._denials.of("number", person.number)
        return tuple(one.denial for one in (*of_number, *self._denials.of("id-number", person.id_number)))

    def observed(self, number: str) -> bool:
        return (stay := self._observed.of(number)) is not None and stay.open

    def tests(self, number: str, since: datetime) -> tuple[Claim, ...]:
        return tuple(claim_of(kept) for kept in self._results.of(number, since))

    def last_passage(self, number: str) -> Passed | None:
        hours = self.settings.repeat_hours
        return self._passages.last(number, self.clock() - timedelta(hours=hours)) if hours else None

    def trust(self) -> Trust:
        """Read again only when the reference has changed."""
        version = self.reference_version()
        if self._trust[0] != version:
            self._trust = (version, self._issuing.trust())
        return self._trust[1]

    def level_change(self) -> LevelChange | None:
        """Who set the level that is in force, why and when; None where nobody has set one yet."""
        return self.in_force.change(self.clock(), self.settings.post_name, by_clock=self.clock is not system)

    def level(self) -> Level:
        return self.in_force.level(self.level_change())

    def reference_at(self) -> datetime | None:
        """None: until a centre publishes people and approvals, this post's own list is the truth."""
        return self.centre.known_at()

    def reference_version(self) -> str:
        return self._reference.version()

    # What an administrator does

    def set_level(
        self, name: str, why: str = "", since: datetime | None = None, posts: tuple[str, ...] = ()
    ) -> None:  # fmt: skip
        """The level holds from now on, or from a later moment; at the posts of these names, all without. Who, why and
        when stay in the history and in the ledger. WrongUse for a name that nobody knows."""
        self.permit("level.set")
        now, text = self.clock(), self.in_force.text(name)
        later = since if since and since > now else now
        change = LevelChange(
            level=name, who=self.operator(), why=why, since=later, entered_at=now, posts=posts, text=text
        )  # fmt: skip
        with self.database.write():
            self.in_force.levels.set(change)
            self.audit("level", name, "; ".join([*posts, *([later.isoformat()] if later > now else []), why]))

    def issue_code(self, number: str, valid: timedelta = VALID) -> str:
        """A campus code's payload for somebody on the list of people, valid for that long from now."""
        self.permit("code.issue")
        person = self.person(number)
        if person is None:
            raise UserError(tr("人员名单中没有 {number}。请核对学工号，或先导入名单。", number=number))
        return self.codes.issue(person, valid)

    def trust_file(self, data: bytes, name: str) -> "tuple[int, TrustFile]":
        """Trust what is in a file, for foreign certificates; see Issuing.trust_file."""
        new, found = self._issuing.trust_file(data, name)
        self.audit("trust", "foreign certificates", f"+{new}")
        return new, found

    def begin_issuing(self) -> None:
        """Make a signing key: this post stands alone."""
        self._issuing.begin(self.clock())

    def change_settings(self, **changes: Any) -> None:
        """Settings of this PC, by the names of Settings. The record names them without their values: a camera's
        address may hold a password."""
        changed = {name: value for name, value in changes.items() if getattr(self.settings, name) != value}
        look = changed.keys() <= LOOK
        self.permit("look.change" if look else "settings.change")
        if not look:
            self.audit("settings", " ".join(sorted(changed)))
        settings = msgspec.structs.replace(self.home.settings(), **changed)
        self.home.save(settings)
        self.settings = settings

    def import_people(self, path: Path, progress: "Progress | None" = None) -> "ImportResult":
        """The list of people from a CSV or XLSX file; see app.store.importing.roster."""
        from app.store.importing.roster import import_people

        self.permit("people.import")
        result = import_people(self.people, path, progress)
        self.audit("import", "people", f"+{result.added} ~{result.changed}")
        return result

    # The desk

    def enter(self, kind: str, raw: Mapping[str, Any]) -> Entry:
        """A record typed by somebody; raises RecordProblems for what does not do."""
        self.permit("records.enter")
        draft = desk.draft(
            kind, raw, operator=self.operator(), post=self.settings.post_name, now=self.clock(),
            find=self.ledger.entry, person=self.people.get,
        )  # fmt: skip
        if not self.may("denials.overrule"):
            refuse_restricted(self._denials, draft.body, self.clock())
        return self.append(draft)

    def register(self, name: str, raw: Mapping[str, Any], at: datetime | None = None) -> Entry:
        """What was done here, of a kind that nobody types (the caller has asked whether it is permitted); raises
        RecordProblems for what does not do."""
        kind = kind_of(name)
        draft = Draft(
            kind=name, body=kind.body(kind.read(raw)), operator=self.operator(), post=self.settings.post_name,
            at=at or self.clock(), schema=kind.version,
        )  # fmt: skip
        return self.append(draft)

    def entries(self, kind: str | None = None, *, include_audit: bool = False, **bounds: Any) -> Iterator[Entry]:
        """Records in the order they were written, as whoever is on duty may see them: of all kinds only those that
        exist for them, and NotPermitted for one asked for by its name. See Ledger.entries for the bounds."""
        self.permit("records.read")
        role = self.role()
        if include_audit:
            self.permit("audit.read")
        if kind and not may_read(role, kind_of(kind)):
            raise NotPermitted.to(role)
        found = self.ledger.entries(kind, include_audit=include_audit, **bounds)
        about = kinds()
        return (record_for(role, about[one.fact.kind], one) for one in found if may_read(role, about[one.fact.kind]))

    def looked_up(self, person: Person, action: Literal["look-up", "details"] = "look-up") -> None:
        """Somebody asked for this person by hand. A full disk keeps nobody from looking."""
        with suppress(DiskFull):
            self.audit(action, person=person.number)

    def may_read(self, kind: str) -> bool:
        """Whether records of that kind exist for whoever is on duty."""
        return may_read(self.role(), kind_of(kind))

    def find_people(self, text: str, limit: int | None = None) -> list[Person]:
        """Everyone whom `text` fits (all of them for an empty one), as whoever is on duty may see them."""
        self.permit("people.look-up")
        role = self.role()
        found = self.people.search(text, limit or self.people.count()) if text else self.people.all()[:limit]
        return [person_for(role, person) for person in found]

    def export(self, kind: str, rows: Iterable[dict[str, Any]], path: Path) -> int:
        """Writes records of one kind to a CSV, XLSX or JSONL file; how many. One that cannot be recorded is not kept,
        and an empty one needs no record."""
        self.permit("records.export")
        if kind_of(kind).audit:
            self.permit("audit.read")
        from app.report.table import write

        count = write(kind_of(kind), rows, path)
        with recorded(path):
            if count:
                self.audit("export", kind, f"{count}")
        return count

    # The centre

    def unsent(self) -> int:
        return self.ledger.unsent_count()

    def keep_key(self, where: Where, passphrase: str = "") -> None:
        """Keep the database's key in another place: see app.store.secret.key."""
        self.permit("key.keep")
        move(self.home, where, passphrase)
        self.home = replace(self.home, passphrase=passphrase)
        self.audit("key", where)

    def recovery_code(self) -> str:
        """The key as a code on paper: whoever has it opens every copy of this database."""
        self.permit("key.keep")
        code = code_of(key_for(self.home))
        self.audit("recovery code")
        return code

    def backup(self, path: Path) -> None:
        """An encrypted copy under the same key, opened once to see that it is whole; also of a disk that is full."""
        from app.store.copies.backup import backup

        self.permit("backup.make")
        remember(self.database, self.settings)
        backup(self.database, path, key_for(self.home))
        with suppress(DiskFull):
            self.audit("backup")
