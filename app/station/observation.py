"""Observation (留观) at a post: who is observed, what is due, who gets which room; released by the medical officer."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, NamedTuple

from app.access.roles import NotPermitted
from app.access.sight import may_name, person_for
from app.clock import DRIFT
from app.dormitory.observe.board import Board
from app.dormitory.observe.conditions import Sample, unmet
from app.dormitory.observe.looks import RoomLook, on_map
from app.dormitory.observe.rooms import Occupied, named, occupied, sex_of, why_word
from app.dormitory.observe.rules import rules
from app.dormitory.observe.stay import Stay
from app.dormitory.observe.step import KIND
from app.dormitory.observe.watched import Watched, watched, worklist
from app.dormitory.responsible import Responsible
from app.dormitory.roster import resident_of
from app.dormitory.rounds.fever import threshold
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.policy.person import Person
from app.records.observation_step import Cause
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.station.residences import Residences
from app.station.whose import one_person
from app.store.fact import Entry
from app.store.faults import DiskFull
from app.store.reference.observation_rooms import ObservationRoom, ObservationRooms, Sex
from app.store.test_results import Results


class Observed(NamedTuple):
    """Somebody as whoever is on duty may see them. title: of the room; helper: one-to-one; home: their own room."""

    watched: Watched
    person: Person
    title: str = ""
    helper: Person | None = None
    home: str = ""

    @property
    def stay(self) -> Stay:
        return self.watched.stay


class Page(NamedTuple):
    """people: those who are observed, the most pressing first; released: those who were, of the last days, the last one
    first."""

    people: list[Observed]
    released: list[Observed]
    rooms: list[Occupied]


class ObservationPost:
    """Of an open post, from any thread. What is done goes by the steps that whoever does it has seen."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._board = post, Board(lambda: post.ledger, post.clock)
        self._rooms, self._results = ObservationRooms(post.database), Results(post.database)
        self._dormitory, self._residences = Dormitory(post), Residences(post)

    # What is shown

    def opened(self) -> None:
        """Somebody looks at the list: it says who may be ill. A full disk keeps nobody from looking."""
        self._post.permit("observation.read")
        with suppress(DiskFull):
            self._post.audit("observation list")

    def page(self) -> Page:
        """Everything, as whoever is on duty may see it."""
        self._post.permit("observation.read")
        all_ = self._all()
        found = [one for one in (self._shown(each) for each in all_) if one is not None]
        order = {one.number: at for at, one in enumerate(worklist(all_))}
        people = sorted((one for one in found if one.stay.open), key=lambda one: order[one.stay.number])
        gone = [one for one in found if one.stay.released_at]
        released = sorted(gone, key=lambda one: one.stay.released_at or one.stay.since, reverse=True)
        return Page(people, released, self._occupied())

    def on_map(self) -> dict[str, RoomLook]:
        """Building and room ("9/302") → how it stands, for the dormitory's map."""
        self._post.permit("rounds.read")
        homes = {one.number: f"{one.building}/{one.room}" for one in self._dormitory.placed().residents}
        return on_map(self._all(), self._occupied(), homes)

    def watched(self) -> list[Watched]:
        """Those who are observed, whoever asks: what is due of them, without names."""
        return worklist(self._all())

    def responsible(self, number: str) -> list[Responsible]:
        """Whom else to call about somebody: the chain of responsibility of their own room, with phones."""
        self._post.permit("observation.read")
        person = self._post.people.get(number)
        if person is None or not may_name(self._post.role(), self._post.operator(), person.counsellor):
            return []
        return self._residences.responsible(next(iter(self._residences.find(number, 1)), resident_of(person)))

    def whose(self, text: str) -> Person:
        """The one person that is meant; UserError where that is nobody or several."""
        return one_person(self._post, text)

    @property
    def may_place(self) -> bool:
        """Whether whoever is on duty gives rooms."""
        return self._post.may("observation.place")

    @property
    def may_release(self) -> bool:
        """Whether whoever is on duty is the medical officer."""
        return self._post.may("medical.decide")

    def _all(self) -> list[Watched]:
        thresholds, now = self._post.level().fever_from, self._post.clock()
        readings = self._board.readings(lambda celsius, site: celsius >= threshold(site, thresholds))
        return [watched(one, readings.get(one.number, ()), self._tests(one), rules(), now) for one in self._standing()]

    def _standing(self) -> list[Stay]:
        """A room that the medical duty room named in words is theirs, where there is one of that name."""
        rooms = self._rooms.all()
        return [_in_named(one, named(rooms, one.words)) for one in self._board.everybody()]

    def _tests(self, one: Stay) -> list[Sample]:
        if not one.open:
            return []
        found = self._results.of(one.number, one.since)
        return [
            Sample(each.sampled_at, each.result == "positive")
            for each in found
            if each.result in ("negative", "positive")
        ]

    def _occupied(self) -> list[Occupied]:
        return occupied(self._rooms.all(), self._standing())

    def _shown(self, one: Watched) -> Observed | None:
        person, role = self._post.people.get(one.number), self._post.role()
        if person is None or not may_name(role, self._post.operator(), person.counsellor):
            return None
        helper = self._post.people.get(one.stay.helper) if one.stay.helper else None
        if not self._post.may_read("test-result"):
            told = tuple(each for each in one.conditions if each.code != "positive")
            one = replace(one, conditions=told, tests=())
        titles = {room.code: room.title for room in self._rooms.all()}
        resident = resident_of(person)
        return Observed(
            one, person_for(role, person), titles.get(one.stay.room, one.stay.room),
            helper and person_for(role, helper), f"{resident.building}-{resident.room}" if resident.building else "",
        )  # fmt: skip

    # What is done

    def place(
        self, number: str, cause: Cause, room: str = "", *, home: bool = False, since: datetime | None = None,
        note: str = "",
    ) -> Stay:  # fmt: skip
        """Somebody is observed from now on, or since a time that is over; also of somebody whom the medical duty room
        keeps without a room yet. UserError where they are observed already, or the room does not take them."""
        self._permit_place()
        if since is not None and since > self._post.clock() + DRIFT:
            raise WrongUse(tr("发生时间晚于现在，请核对"))
        with self._post.database.write():
            now = self._of(number)
            if now is not None and now.placed:
                raise UserError(tr("此人已在留观，换房间请用“换房间”。"))
            code = "" if home else self._taking(number, cause, room)
            raw = {"act": "placed", "cause": cause, "room": code, "home": home, "note": note}
            return self._write(number, raw, since if now is None else None)

    def move(self, seen: Stay, room: str = "", *, home: bool = False, note: str = "") -> Stay:
        """To another room, or home."""
        self._permit_place()
        with self._post.database.write():
            self._same(seen)
            code = "" if home else self._taking(seen.number, seen.cause, room)
            return self._write(seen.number, {"act": "moved", "room": code, "home": home, "note": note})

    def help(self, seen: Stay, helper: str) -> Stay:
        """Name the one-to-one helper, by number."""
        self._permit_place()
        if self._post.people.get(helper) is None:
            raise UserError(tr("人员名单中没有 {number}。请核对学工号，或先导入名单。", number=helper))
        with self._post.database.write():
            self._same(seen)
            return self._write(seen.number, {"act": "helped", "helper": helper})

    def measure(self, number: str, celsius: float, site: str = "armpit", note: str = "") -> Entry:
        """A temperature in ℃; the same record as in a round."""
        self._post.permit("rounds.enter")
        return self._post.enter("temperature", {"person": number, "celsius": celsius, "site": site, "note": note})

    def release(self, seen: Stay, word: str) -> Stay:
        """By the medical officer's word, also where conditions are not met: the record says which. The medical duty
        room's own observation ends with it."""
        if not self.may_release:
            raise NotPermitted(tr("只有校医可以解除留观。"))
        with self._post.database.write():
            self._same(seen)
            standing = next((one for one in self._all() if one.number == seen.number and one.stay.open), None)
            codes = unmet(standing.conditions) if standing else ()
            done = self._write(seen.number, {"act": "released", "word": word, "unmet": codes})
            patient = self._post.patients.of(seen.number)
            if patient is not None and patient.held:
                who = {"person": patient.number, "name": patient.name, "act": "released", "word": word}
                self._post.register("medical-step", who, max(self._post.clock(), patient.last))
            return done

    def _permit_place(self) -> None:
        self._post.permit("observation.place")

    def _of(self, number: str) -> Stay | None:
        """The open observation of somebody."""
        return next((one for one in self._standing() if one.number == number and one.open), None)

    def _same(self, seen: Stay) -> None:
        now = self._of(seen.number)
        if now is None or len(now.steps) != len(seen.steps):
            person = self._post.people.get(seen.number)
            name = person.name if person else seen.number
            raise UserError(tr("{name} 的情况刚有变化，没有写入。请看清后再操作。", name=name))

    def _taking(self, number: str, cause: Cause, room: str) -> str:
        """The code of a room that takes somebody; UserError where there is none of that name, or it does not."""
        found = named([one.room for one in self._occupied()], room)
        if found is None:
            raise UserError(tr("没有“{room}”这间留观房。请核对，或先导入留观房间。", room=room))
        one = next(each for each in self._occupied() if each.room.code == found.code)
        why = one.refusal(number, cause, self._sex)
        if why:
            raise UserError(tr("不能安排到 {room}：{why}。请另选一间。", room=found.title, why=why_word(why)))
        return found.code

    def _sex(self, number: str) -> Sex | Literal[""]:
        person = self._post.people.get(number)
        return sex_of(person.id_number) if person else ""

    def _write(self, number: str, raw: Mapping[str, Any], at: datetime | None = None) -> Stay:
        if self._post.people.get(number) is None:
            raise UserError(tr("人员名单中没有 {number}。请核对学工号，或先导入名单。", number=number))
        before = self._board.of(number)
        last = before.steps[-1].at if before else self._post.clock()
        self._post.register(KIND, {"person": number, **raw}, at or max(self._post.clock(), last))
        done = self._board.of(number)
        assert done is not None
        return done


def _in_named(one: Stay, room: ObservationRoom | None) -> Stay:
    return replace(one, room=room.code) if room is not None and not one.placed and one.words else one
