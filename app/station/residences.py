"""Residents at a post: who lives where from when to when, moved and sent on leave by whoever answers for them."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from app.access.roles import NotPermitted
from app.access.sight import may_name, person_for
from app.dormitory.moving import KIND, Change, Moved, changes, moved, present
from app.dormitory.resident import Resident
from app.dormitory.responsible import Responsible, responsible
from app.dormitory.roster import housed, placed, resident_of
from app.errors import UserError, reason
from app.i18n import tr
from app.policy.person import RESIDENTS, Person
from app.records.residence import Act
from app.station.local import LocalPost
from app.station.whose import one_person
from app.store.reference.places import Places
from app.store.reference.rooms import rooms_of

if TYPE_CHECKING:
    from app.store.importing.residences import Wanted

_ACT = "residents.change"


class Listed(NamedTuple):
    """A change that stands, with whom it is of; ahead: it does not hold yet."""

    change: Change
    person: Person | None
    ahead: bool


class Differences(NamedTuple):
    """What does not match: students and families whose place is no room; rooms that the campus's places do not have,
    with how many live there; places where nobody lives; and those whose moves and list of people name different rooms.
    """

    homeless: list[Person]
    unknown: list[tuple[str, int]]
    empty: list[str]
    differing: list[tuple[Resident, Change]]


class NotTaken(NamedTuple):
    """A row of a table that was not entered, and why."""

    row: int
    why: str
    text: str


class Brought(NamedTuple):
    """What came of a table: entered; known: recorded already before."""

    entered: int
    known: int
    refused: list[NotTaken]


class Residences:
    """Of an open post. Every act needs the permission `residents.change`; a counsellor acts for his own students."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._places = post, Places(post.database)

    # What is known

    def changes(self) -> list[Change]:
        """All that stand, whoever asks: numbers are computed from them."""
        return self._post.rooming.changes()

    def moved(self) -> Moved:
        """The stays of everybody on the list of people, phones masked for whoever may not see them."""
        role, found = self._post.role(), self.changes()
        moving = {one.said.person for one in found}
        people = [person_for(role, one) for one in self._post.people.all()]
        residents = [
            one
            for person in people
            if person.kind in RESIDENTS and ((one := resident_of(person)).building or person.number in moving)
        ]
        return moved(residents, found)

    def listed(self) -> list[Listed]:
        """The changes that stand of those whom whoever is on duty answers for, the newest first."""
        self._post.permit("rounds.read")
        now, role = self._post.clock(), self._post.role()
        found = [(one, self._post.people.get(one.said.person)) for one in self.changes()]
        return [
            Listed(one, person and person_for(role, person), one.since > now)
            for one, person in reversed(found)
            if person is None or self._answers_for(person)
        ]

    def differences(self) -> Differences:
        """What has to be looked at by somebody who keeps the list of people or the places."""
        self._post.permit("rounds.read")
        role, found = self._post.role(), self.moved()
        here = present(found.residents, self._post.clock())
        housing = {one.number for one in here}
        staying = [one for one in housed(self._post.people.all()).unmatched if one.kind != "staff"]  # they have offices
        homeless = [person_for(role, one) for one in staying if one.number not in housing]
        matched = placed(here, rooms_of(self._places.all()))
        lived = [one.place for one in here]
        unknown = [(room, lived.count(room)) for room in matched.unknown]
        own = [pair for pair in found.differing if may_name(role, self._post.operator(), pair[0].counsellor)]
        return Differences(
            [one for one in homeless if self._answers_for(one)], unknown, matched.empty, own
        )  # fmt: skip

    def find(self, text: str, limit: int = 8) -> list[Resident]:
        """People whom a text fits, in the rooms where they live now."""
        self._post.permit("rounds.read")
        wanted = {one.number for one in self._post.find_people(text, limit) if self._answers_for(one)}
        rooms = rooms_of(self._places.all())
        return placed(
            [one for one in present(self.moved().residents, self._post.clock()) if one.number in wanted], rooms
        ).residents

    def whose(self, text: str) -> Person:
        """The one person that is meant; UserError where that is nobody or several."""
        return one_person(self._post, text)

    def responsible(self, resident: Resident) -> list[Responsible]:
        """The chain of responsibility of somebody's room, the nearest first, with phones."""
        staff = [one for one in self._post.people.all() if one.kind == "staff" and one.name == resident.counsellor]
        phone = person_for(self._post.role(), staff[0]).phone if len(staff) == 1 else ""
        return responsible(resident, self._places.heads(resident.place), phone)

    # What is done

    def now(self) -> datetime:
        """The post's time, by which what is typed is read."""
        return self._post.clock()

    def move(self, number: str, to: str, since: datetime | None = None, note: str = "") -> Change:
        """Somebody lives in another room from a time on; also one that is over, or ahead."""
        return self._change(number, "moved", since, to=to.strip(), note=note)

    def left(self, number: str, since: datetime | None = None, note: str = "") -> Change:
        """Somebody lives here no more."""
        return self._change(number, "left", since, note=note)

    def leave(self, number: str, since: datetime | None, until: datetime | None, note: str = "") -> Change:
        """Somebody is on leave; until: None where nobody knows yet. The gate goes by the approvals alone."""
        return self._change(number, "leave", since, until=until, note=note)

    def back(self, number: str, since: datetime | None = None, note: str = "") -> Change:
        """Somebody is back from leave, also from one that was approved."""
        return self._change(number, "back", since, note=note)

    def withdraw(self, id_: str, note: str) -> None:
        """A change that did not happen."""
        self._post.permit(_ACT)
        found = next((one for one in self.changes() if one.id == id_), None)
        if found is None:
            raise UserError(tr("这条变动已经撤销，或不在台账里。请重新查看。"))
        self._own(found.said.person)
        raw = {"person": found.said.person, "act": "withdrawn", "since": found.since, "withdraws": id_, "note": note}
        self._post.register(KIND, raw)

    def bring(self, path: Path) -> Brought:
        """The changes of a table, in the order of their times; what is recorded already is not recorded twice."""
        from app.store.importing.residences import read_residences

        self._post.permit(_ACT)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UserError(tr("读不到文件 {path}：{why}。请检查路径和权限。", path=path, why=reason(error))) from error
        read = read_residences(content, path.name)
        refused = [NotTaken(one.row, one.reason, one.text) for one in read.refused]
        wanted = sorted(read.taken.items(), key=lambda item: item[1].since)
        with self._post.database.write():
            before = {(one.said.person, one.act, one.since) for one in self.changes()}
            good = [one for key, one in wanted if not self._refuse(one, read.rows[key], refused)]
            news = [one for one in good if (one.number, one.act, one.since) not in before]
            for one in news:
                self._change(one.number, one.act, one.since, until=one.until, to=one.to, note=one.note)
            self._post.audit("import", KIND, f"{len(news)}")
        return Brought(len(news), len(good) - len(news), sorted(refused))

    def _refuse(self, one: "Wanted", row: int, refused: list[NotTaken]) -> bool:
        why = self._refusal(one)
        if why:
            refused.append(NotTaken(row, why, f"{one.number} {one.name}".strip()))
        return bool(why)

    def _refusal(self, one: "Wanted") -> str:
        person = self._post.people.get(one.number)
        if person is None:
            return tr("人员名单中没有 {number}", number=one.number)
        if one.name and one.name != person.name:
            return tr("姓名与名单不同：{name}", name=person.name)
        return "" if self._answers_for(person) else tr("不是本人负责的学生")

    def _change(self, number: str, act: Act, since: datetime | None, **more: Any) -> Change:
        self._post.permit(_ACT)
        person = self._own(number)
        since = since or self._post.clock()
        raw = {"person": number, "act": act, "since": since, "was": self._room_at(person, since), **more}
        return changes([self._post.register(KIND, raw)])[0]

    def _room_at(self, person: Person, at: datetime) -> str:
        """Where somebody lives just before a time, as it is written on the list of people."""
        own = [one for one in self.changes() if one.said.person == person.number]
        here = next(iter(_before(moved([resident_of(person)], own).residents, at)), None)
        return "-".join(filter(None, (here.building, here.room, here.bed))) if here else ""

    def _own(self, number: str) -> Person:
        person = self._post.people.get(number)
        if person is None:
            raise UserError(tr("人员名单中没有 {number}。请核对学工号，或先导入名单。", number=number))
        if not self._answers_for(person):
            raise NotPermitted.to(self._post.role())
        return person

    def _answers_for(self, person: Person) -> bool:
        return may_name(self._post.role(), self._post.operator(), person.counsellor)


def _before(stays: Iterable[Resident], at: datetime) -> Iterable[Resident]:
    return (one for one in stays if (one.since is None or one.since < at) and (one.until is None or at <= one.until))
