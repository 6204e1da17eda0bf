"""What somebody does about parcels and takeaway (快递、外卖) at a post: every act is permitted here, and a record."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal, NamedTuple

from app.clock import campus_day
from app.errors import UserError
from app.i18n import tr
from app.parcels.board import Board
from app.parcels.handing import Held, Ways, hindrance, ways
from app.parcels.recall import Usual, usual
from app.parcels.recipient import Label, belongs, label, mentions
from app.parcels.state import Parcel
from app.parcels.words import held_words
from app.policy.person import Person
from app.records.parcel_step import MOST, Act, Sort
from app.station.local import LocalPost
from app.station.outsiders.scanned import number_in
from app.store.fact import Entry

_ACT = "parcels.keep"
_FOUND = 20
"""People whom a name may give; more are found by typing more."""
_RECENT = timedelta(days=7)


class KnownWaybill(UserError):
    """A parcel of that waybill is here already: the label was scanned twice."""


class Lying(NamedTuple):
    """A parcel that is here; held: why it may not be handed out now; None where it may."""

    parcel: Parcel
    held: Held | None


class Claimant(NamedTuple):
    """Somebody who may fetch something. number: empty for whoever is not on the list of people; about: what tells
    them from another of that name. trust: whether their campus code was scanned, or the guard looks at who it is."""

    number: str
    name: str
    about: str
    trust: Literal["verified", "seen"]
    lying: tuple[Lying, ...]

    @property
    def ready(self) -> tuple[str, ...]:
        """The keys of what may be handed out now."""
        return tuple(one.parcel.key for one in self.lying if not one.held)


class ParcelPost:
    """The parcels of one open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._board = Board(lambda: post.ledger, post.clock)

    # What there is

    def ways(self) -> Ways:
        """How parcels and takeaway are handed out at the level in force."""
        return ways(self._post.level())

    def present(self) -> list[Lying]:
        """Everything that lies here, the longest first."""
        self._post.permit(_ACT)
        return self._lie(self._board.present())

    def left_over(self, hours: float | None = None) -> list[Lying]:
        """What nobody fetched for so many hours, else for as many as the settings say; the longest first."""
        limit, now = self._post.settings.parcel_hours if hours is None else hours, self._post.clock()
        return [one for one in self.present() if one.parcel.left_over(now, limit)]

    def day(self) -> list[Parcel]:
        """Everything that came or went today, by the time it came."""
        self._post.permit(_ACT)
        today = campus_day(self._post.clock())
        return [one for one in self._board.all() if any(campus_day(step.at) == today for step in one.steps)]

    def usual(self) -> Usual:
        """What to propose for the next arrival and the next disinfection."""
        self._post.permit(_ACT)
        since = self._post.clock() - _RECENT
        return usual(one for one in self._board.all() if one.arrived_at >= since)

    def look(self, text: str) -> list[Claimant]:
        """Who may be meant by a scanned code, a number, a name, the end of a phone or a waybill, with what lies here
        for them. Somebody who was named beyond doubt is given also where nothing does."""
        self._post.permit(_ACT)
        number = number_in(self._post, text)
        if not number:
            return []
        present = self._board.present()
        if person := self._post.person(number):
            return [self._claimant(person, present, "verified" if number != text.strip() else "seen")]
        some = [self._claimant(one, present, "seen") for one in self._post.people.search(text.strip(), _FOUND)]
        found = {one.number: one for one in some if one.lying}
        rest = [one for one in present if mentions(one, text)]
        return [*found.values(), *self._others(rest, present, found)]

    # What comes

    def arrive(self, courier: str, waybill: str = "", recipient: str = "", shelf: str = "", sort: Sort = "parcel"
               ) -> Parcel:  # fmt: skip
        """One parcel. recipient: a number, a name, the end of a phone, or a name and an end, as far as the label
        says. UserError where it is here already, or nothing is taken in."""
        waybill = "".join(waybill.split())
        said = self._label(recipient)
        with self._post.database.write():
            self._may_come(sort)
            if waybill and any(one.waybill == waybill for one in self._board.present()):
                raise KnownWaybill(tr("运单号 {waybill} 已经登记过，还在这里。请扫下一件的面单。", waybill=waybill))
            about = {"person": said.number, "name": said.name, "phone_tail": said.tail, "waybill": waybill}
            return self._arrived({**about, "courier": courier, "shelf": shelf, "sort": sort}, 1)[0]

    def arrive_counted(self, courier: str, count: int, shelf: str = "", sort: Sort = "parcel") -> list[Parcel]:
        """So many at once, of which nobody has read the labels; each is handed out by itself."""
        if not 0 < count <= MOST:
            raise UserError(tr("件数请填 1 到 {most}。", most=MOST))
        with self._post.database.write():
            self._may_come(sort)
            return self._arrived({"courier": courier, "shelf": shelf, "sort": sort}, count)

    def turn_away(self, courier: str, count: int, reason: str, sort: Sort = "parcel") -> Entry:
        """A courier was sent away with so many."""
        return self._write("turned-away", (), {"courier": courier, "count": count, "reason": reason, "sort": sort})

    # What is done with what is here

    def disinfect(self, keys: Iterable[str], agent: str, concentration: str, minutes: int) -> list[Parcel]:
        """The agent is on them from now on, and has to act for so many minutes."""
        done = {"agent": agent, "concentration": concentration, "minutes": minutes,
                "operator": self._post.operator(), "at": self._post.clock().isoformat()}  # fmt: skip
        return self._on(keys, "disinfected", {"disinfection": done})

    def put_out(self, keys: Iterable[str], shelf: str = "") -> list[Parcel]:
        """They lie where they are fetched. UserError where one of them may not be handed out yet."""
        wanted = tuple(keys)
        self._let_go(self._here(wanted))
        return self._on(wanted, "out", {"shelf": shelf})

    def hand_out(self, claimant: Claimant, keys: Sequence[str] | None = None, by: str = "") -> list[Parcel]:
        """What lies here for them and may go, or only those of these keys. by: the name of whoever fetches it for them.
        UserError where nothing may go, or another window was quicker."""
        wanted = claimant.ready if keys is None else tuple(keys)
        if not wanted:
            self._let_go(one.parcel for one in claimant.lying)
            raise UserError(tr("没有 {name} 的快递。", name=claimant.name))
        who: dict[str, Any] = {"by": "", "by_name": by.strip(), "trust": "seen"}
        if not by.strip():
            who = {"by": claimant.number, "by_name": claimant.name, "trust": claimant.trust}
        with self._post.database.write():
            self._let_go(self._here(wanted))
            return self._on(wanted, "picked", who)

    def give_back(self, keys: Iterable[str], reason: str) -> list[Parcel]:
        """To the courier."""
        return self._on(keys, "returned", {"reason": reason})

    def strike(self, key: str, reason: str) -> list[Parcel]:
        """It was registered by mistake."""
        return self._on((key,), "struck", {"reason": reason})

    # Inside

    def _claimant(
        self, person: Person, present: Sequence[Parcel], trust: Literal["verified", "seen"]
    ) -> Claimant:  # fmt: skip
        theirs = self._lie(one for one in present if belongs(one, person))
        return Claimant(person.number, person.name, person.college or person.place, trust, tuple(theirs))

    def _others(
        self, rest: Iterable[Parcel], present: Sequence[Parcel], known: Mapping[str, Claimant]
    ) -> Iterable[Claimant]:
        """Those whom a waybill or a label names."""
        there = {one.parcel.key for claimant in known.values() for one in claimant.lying}
        loose: dict[tuple[str, str], list[Parcel]] = {}
        for one in rest:
            person = self._post.people.get(one.person) if one.person else None
            if person and person.number not in known and one.key not in there:
                found = self._claimant(person, present, "seen")
                there |= {each.parcel.key for each in found.lying}
                yield found
            elif one.key not in there:
                loose.setdefault((one.name, one.phone_tail), []).append(one)
        for (name, tail), some in loose.items():
            yield Claimant("", name or tail or tr("未写收件人"), tail, "seen", tuple(self._lie(some)))

    def _label(self, recipient: str) -> Label:
        text = " ".join(recipient.split())
        if not text:
            return Label("", "", "")
        name = text.rstrip("0123456789").strip() or text
        sure = self._post.people.get(text)
        return label(text, [sure] if sure else self._post.people.search(name, _FOUND))

    def _lie(self, some: Iterable[Parcel]) -> list[Lying]:
        """Each with what holds it now, at the level in force."""
        said, now = self.ways(), self._post.clock()
        return [Lying(one, hindrance(one, said.of(one.sort), now)) for one in some]

    def _let_go(self, some: Iterable[Parcel]) -> None:
        """UserError where one of them may not be handed out now."""
        for one in self._lie(some):
            if one.held:
                what = one.parcel.waybill or one.parcel.name or tr("有一件")
                raise UserError(tr("{what}：{held}。", what=what, held=held_words(one.held)))

    def _may_come(self, sort: Sort) -> None:
        if self.ways().of(sort) == "none":
            raise UserError(tr("现行级别暂停收发。请让送件人带回，并登记“没有接收”。"))

    def _arrived(self, about: Mapping[str, Any], count: int) -> list[Parcel]:
        keys = tuple(secrets.token_hex(5) for _ in range(count))
        self._write("arrived", keys, about)
        return self._here(keys)

    def _on(self, keys: Iterable[str], act: Act, about: Mapping[str, Any]) -> list[Parcel]:
        """Done with parcels that are here."""
        wanted = tuple(dict.fromkeys(keys))
        with self._post.database.write():
            self._here(wanted)
            self._write(act, wanted, about)
        return [one for key in wanted if (one := self._board.of(key))]

    def _here(self, keys: Iterable[str]) -> list[Parcel]:
        """UserError where one of them is not here any more."""
        found = [self._board.of(key) for key in keys]
        here = [one for one in found if one and one.present]
        if len(here) < len(found):
            raise UserError(tr("有快递刚被领走或处理，没有写入。请看清后再操作。"))
        return here

    def _write(self, act: Act, keys: tuple[str, ...], about: Mapping[str, Any]) -> Entry:
        self._post.permit(_ACT)
        level = self._post.level().name
        return self._post.register("parcel-step", {"act": act, "parcels": list(keys), "level": level, **about})
