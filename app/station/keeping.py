"""How long this post keeps what it wrote: periods, holds, one person's data, checkpoints. Permitted and recorded
here."""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from app import desk
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.policy.person import Person
from app.records.registry import kind as kind_of
from app.station.documents import LocalDocuments
from app.station.granting import Granting
from app.station.handedout import recorded
from app.station.local import LocalPost
from app.store.fact import Draft, Entry
from app.store.proof import checkpoint, recount
from app.store.proof.checkpoint import Checkpoint
from app.store.proof.verify import Verification, verify
from app.store.reference import keystaff, nicknames, vehicles
from app.store.reference.approvals import Approvals
from app.store.reference.campuslists import EXEMPTIONS
from app.store.reference.denials import Denials, Denied
from app.store.reference.keystaff import KeyStaff, KeyStaffs
from app.store.reference.own import forget_aside
from app.store.reference.vehicles import Vehicle, Vehicles
from app.store.retention.erasure import Erasure, Progress, erase, found
from app.store.retention.holds import Hold, Holds
from app.store.retention.mentions import identifiers
from app.store.retention.periods import Periods
from app.store.retention.rounds import Line, Retention
from app.sync import enrolment

PAUSE = 0.01
"""Seconds between two steps of forgetting, in which a lane can write."""


class Held(NamedTuple):
    """A hold, and whom it is about: of what somebody is known by, only the number; empty for everybody."""

    hold: Hold
    whom: str


class Keeping:
    """What an administrator does about the records of an open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._database = post, post.database
        self._holds, self._denials = Holds(post.database), Denials(post.database)

    @property
    def centre(self) -> bool:
        """Whether a centre has to acknowledge before anything is forgotten."""
        return enrolment.load(LocalDocuments(self._database)) is not None

    # Periods and holds

    def lines(self) -> list[Line]:
        """How every kind stands now."""
        self._post.permit("retention.run")
        return self._retention(self._post.append, self._post.operator()).lines(self._post.clock())

    def steps(self) -> Iterator[tuple[str, int]]:
        """Forget what is due, step by step, by the word of whoever is on duty; see Retention.steps."""
        self._post.permit("retention.run")
        return self._retention(self._post.append, self._post.operator()).steps(self._post.clock())

    def daily_steps(self) -> Iterator[tuple[str, int]]:
        """The same, by nobody's word: the post does it by itself. What has been off the list of restricted passage for
        long goes too."""
        if not self._post.centre.owns("denial"):
            self._denials.tidy(self._post.clock())
        self._post.ledger.others.forget_old(self._post.clock())
        return self._retention(self._post.ledger.append, "").steps(self._post.clock())

    def run(self, progress: Progress = lambda *_: None) -> Counter[str]:
        """The same at one go, leaving time for whoever writes at a lane; how many of each kind. progress: called with
        how many were forgotten, and how many were due; what it raises ends the work, and what was done is done."""
        due, forgotten = sum(line.due for line in self.lines()), Counter[str]()
        for kind, count in self.steps():
            forgotten[kind] += count
            progress(forgotten.total(), max(due, forgotten.total()))
            time.sleep(PAUSE)
        return +forgotten

    def keep(self, kind: str, days: int, why: str) -> None:
        """Keep records of this kind so long from now on."""
        self._post.permit("retention.change")
        if not why.strip():
            raise WrongUse(tr("请写明为什么改保存期限。"))
        with self._database.write():
            before = Periods(self._database).all()[kind_of(kind).name]
            Periods(self._database).set(kind, days)
            self._post.audit("retention", kind, f"{before} → {days} {why.strip()}")

    @property
    def may_change(self) -> bool:
        """Whether whoever is on duty changes periods and holds."""
        return self._post.may("retention.change")

    def clock(self) -> datetime:
        """What time it is at this post."""
        return self._post.clock()

    def held(self) -> list[Held]:
        """The holds in force."""
        self._post.permit("retention.run")
        return [Held(one, next(iter(one.names), "")) for one in self._holds.active(self._post.clock())]

    def hold(
        self, *, kind: str, number: str, start: datetime | None, end: datetime | None, until: datetime | None, why: str
    ) -> str:
        """Hold records until somebody releases them; the hold's id. Empty: of any kind, person, time."""
        self._post.permit("retention.change")
        if not why.strip():
            raise WrongUse(tr("请写明保全的原因。"))
        if start and end and end <= start:
            raise WrongUse(tr("结束时间应晚于开始时间，否则什么也保全不了。"))
        if until and until <= self._post.clock():
            raise WrongUse(tr("保全的截止时间已经过去，什么也保全不了。请写将来的时间。"))
        if kind:
            kind_of(kind)
        hold = Hold(
            id=secrets.token_hex(4), kind=kind, names=self._names(number) if number else (), start=start, end=end,
            until=until,
            who=self._post.operator(), why=why, since=self._post.clock(),
        )  # fmt: skip
        with self._database.write():
            self._holds.set(hold)
            self._post.audit("hold", hold.id, why)
        return hold.id

    def release(self, id_: str) -> None:
        """Take a hold away."""
        self._post.permit("retention.change")
        with self._database.write():
            if not self._holds.release(id_, self._post.clock()):
                raise UserError(tr("没有编号为 {id} 的保全，可能刚解除。请重新查看。", id=id_))
            self._post.audit("hold released", id_)

    # One person

    def export_person(self, number: str, path: Path, progress: Progress | None = None) -> int:
        """Write all that is kept of a person, also what other posts told, to a JSON lines or XLSX file, under a grant;
        how many records."""
        grant = Granting(self._post).need("person.export", number)
        from app.report.person import write

        person, ids, told = self._known(number, progress)
        own = (entry for id_ in ids if (entry := self._post.ledger.entry(id_)))
        count = write(self._about(number, person), map(desk.row, chain(own, told)), path)
        with recorded(path):
            self._post.audit("person.export", grant.id, grant.why, number)
        return count

    def erase_person(self, number: str, why: str, *, force: bool = False, progress: Progress | None = None) -> int:
        """Forget what is kept of a person, and take them off the list, unless the centre keeps it; how many records.
        An entry of restricted passage that is in force stays until it ends: nobody erases themselves off that list."""
        self._post.permit("person.erase")
        _reason(why)
        ended = [one.id for one in self._denied(number) if one.over <= self._post.clock()]
        _, ids, _ = self._known(number, progress)
        what = Erasure(number, self._names(number), self._post.operator(), self._post.settings.post_name, why, force)
        with self._database.write():
            count = erase(self._database, self._post.append, what, ids, self._post.clock(), centre=self.centre)
            if not self._post.centre.owns("person"):
                self._post.people.remove([number])
            if not self._post.centre.owns("denial"):
                self._denials.remove(ended)
            if not self._post.centre.owns(EXEMPTIONS):
                self._post.in_force.lists.forget(what.names)
            if not self._post.centre.owns(nicknames.SECTION):
                nicknames.Nicknames(self._database).forget(number)
            if not self._post.centre.owns("approval"):
                Approvals(self._database).withdraw(number)
            self._forget_registered(what.names)
            forget_aside(self._database, number)
            count += self._post.ledger.others.forget(what.names)
        for _ in self._retention(self._post.append, "").tidy():
            pass
        return count

    # Proof

    def checkpoint(self) -> Checkpoint:
        """A signed checkpoint of the ledger as it is now."""
        self._post.permit("ledger.verify")
        return checkpoint.make(self._database, self._post.ledger, self._post.clock())

    def checkpoints(self) -> list[Checkpoint]:
        """Those that were made by themselves, one a day, the newest first."""
        self._post.permit("ledger.verify")
        return checkpoint.kept(self._database.path)[::-1]

    def verify(self, progress: Progress) -> Verification:
        """Read everything and prove it; see app.store.proof.verify."""
        self._post.permit("ledger.verify")
        return verify(self._database, progress)

    def repair(self) -> None:
        """Derive the counts and corrections again."""
        self._post.permit("retention.change")
        recount.repair(self._database)
        self._post.audit("recount")

    def _retention(self, append: Callable[[Draft], Entry], operator: str) -> Retention:
        return Retention(self._database, append, self._post.settings.post_name, operator, centre=self.centre)

    def _forget_registered(self, names: Collection[str]) -> None:
        """Their own lines of the registers that are this post's."""
        if not self._post.centre.owns(keystaff.SECTION):
            for work in self._key_posts(names):
                KeyStaffs(self._database).remove(work.key)
        if not self._post.centre.owns(vehicles.SECTION):
            for vehicle in self._vehicles(names):
                Vehicles(self._database).remove(vehicle.plate)

    def _known(self, number: str, progress: Progress | None) -> tuple[Person | None, list[str], list[Entry]]:
        """Who that is, which records name them, and what other posts told of them. UserError where nothing is known: a
        slip of the hand must not look like an answer."""
        person, names = self._post.person(number), self._names(number)
        ids = list(found(self._database, names, progress)) if names else []
        told = self._post.ledger.others.about(names) if names else []
        if person is None and not ids and not told:
            raise UserError(tr("名单和记录中都没有“{number}”。请核对学工号。", number=number))
        return person, ids, told

    def _names(self, number: str) -> tuple[str, ...]:
        """What somebody is known by, the number first, also where another of their numbers was typed."""
        person = self._post.person(number)
        first = person.number if person else number
        return tuple(name for name in (first, *sorted(identifiers(number, person) - {first})) if name)

    def _about(self, number: str, person: Person | None) -> dict[str, Any]:
        known, names = msgspec.to_builtins(person) if person else {"number": number}, self._names(number)
        registered = {"key_posts": self._key_posts(names), "vehicles": self._vehicles(names)}
        return {
            **known, "approvals": msgspec.to_builtins(self._post.approvals(number)),
            "denials": msgspec.to_builtins(self._denied(number)),
            "exceptions": msgspec.to_builtins(self._post.in_force.lists.about(names)),
            **{name: msgspec.to_builtins(some) for name, some in registered.items() if some},
        }  # fmt: skip

    def _key_posts(self, names: Collection[str]) -> list[KeyStaff]:
        return [one for one in KeyStaffs(self._database).all() if one.number in names]

    def _vehicles(self, names: Collection[str]) -> list[Vehicle]:
        """Those under their phone: an owner is a name, which others have too."""
        return [one for one in Vehicles(self._database).all() if one.phone in names]

    def _denied(self, number: str) -> list[Denied]:
        """What the list of restricted passage says of somebody, also what is over."""
        return self._denials.about(self._names(number))


def _reason(why: str) -> None:
    if not why.strip():
        raise WrongUse(tr("请用 --reason 写明原因。"))
