"""A simulated week of a campus's dormitories, written into a real post's ledger as the program writes it."""

import random
from datetime import date, datetime, timedelta
from typing import Any

from app.policy.person import Person
from app.records.registry import kind
from app.station.local import LocalPost
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.reference.zones import Zoned, Zones
from tests.dormitory.recount import moment

FIRST = date(2022, 4, 11)
DAYS = [FIRST + timedelta(days=n) for n in range(7)]
RESIDENTS = 800
COLLEGES = ("护理学院", "药学院", "检验学院")
OPENS = {"morning": 390, "noon": 690, "evening": 1200}
BUILDING = 800
"""How many live in one building."""


class Week:
    """roster: who is listed in which room; records: everything that was written, as plain data, in the order of
    writing. now: the clock of the post."""

    def __init__(self, post: LocalPost, residents: int = RESIDENTS, seed: int = 7) -> None:
        self.post, self.chance, self.now = post, random.Random(seed), moment(FIRST, "00:00")
        post.ledger = Ledger(post.database, lambda: self.now)
        self.roster = [_bed(n) for n in range(residents)]
        self.records: list[dict[str, Any]] = []
        self._drafts: list[Draft] = []
        post.people.upsert([_person(one) for one in self.roster])
        self._zones()
        for one in self.roster:
            self._live(one)
        self._write()
        self._withdraw()
        for day in DAYS:
            for name in OPENS:
                for one in self.roster:
                    self._round(day, name, one["number"])
                self._rooms(day, name)
            self._gate(day)
            self._write()
            self._correct(day)
            self._write()

    # Where people live and are

    def _zones(self) -> None:
        """Raised and lifted in the middle of checks: nobody's line depends on them."""
        zones = Zones(self.post.database)
        for at, place in enumerate(("1", "1/1", "1/101")):
            since = moment(DAYS[at + 1], "07:30")
            zones.put(Zoned(id=f"z{at}", place=place, kind="sealed", since=since, who="何老师", why="某号文",
                            entered_at=since, lifted_at=since + timedelta(hours=13, minutes=5 * at)))  # fmt: skip

    def _live(self, bed: dict[str, str]) -> None:
        chance, room = self.chance, f"{bed['building']}-{bed['room']}"
        if chance.random() < 0.05:
            first = self._some_time()
            self._moves(bed["number"], room, first)
        if chance.random() < 0.05:
            self._leaves(bed["number"])
        if chance.random() < 0.03:
            self._observed(bed["number"])

    def _moves(self, number: str, room: str, first: datetime) -> None:
        """Most move once, some back or out again, some leave for good."""
        chance = self.chance
        if chance.random() < 0.2:
            self._add("residence", first, person=number, act="left", since=first, was=room)
            return
        to = f"{chance.choice(['1', '2', '27'])}-9{chance.randrange(10, 99)}"
        self._add("residence", first, person=number, act="moved", since=first, was=room, to=to)
        if chance.random() < 0.4:
            second = first + timedelta(hours=chance.randrange(1, 60))
            act, then = chance.choice([("moved", room), ("left", ""), ("moved", "27-801-2")])
            self._add("residence", second, person=number, act=act, since=second, was=to, to=then)

    def _leaves(self, number: str) -> None:
        chance, since = self.chance, self._some_time()
        until = since + timedelta(hours=chance.randrange(2, 72)) if chance.random() < 0.7 else None
        self._add("residence", since, person=number, act="leave", since=since, until=until)
        if until is None or chance.random() < 0.3:
            back = since + timedelta(hours=chance.randrange(1, 40))
            self._add("residence", back, person=number, act="back", since=back)

    def _observed(self, number: str) -> None:
        """In a room of observation or at home; by the medical duty room or not; some are moved, some released."""
        chance, at = self.chance, self._some_time()
        kept = chance.random() < 0.3
        if kept:
            self._add("medical-step", at, person=number, act="kept", where="值班室")
        else:
            self._place(number, at, "placed")
        for _ in range(chance.randrange(3)):
            at += timedelta(hours=chance.randrange(1, 30))
            self._place(number, at, "moved")
        if chance.random() < 0.7:
            at += timedelta(hours=chance.randrange(1, 60))
            if kept and chance.random() < 0.5:
                self._add("medical-step", at, person=number, act="released", word="可以")
            else:
                self._add("observation-step", at, person=number, act="released", word="可以")

    def _place(self, number: str, at: datetime, act: str) -> None:
        home = self.chance.random() < 0.3
        room = "" if home else f"90/{self.chance.randrange(101, 109)}"
        self._add("observation-step", at, person=number, act=act, cause="contact", room=room, home=home)

    def _withdraw(self) -> None:
        """Some changes did not happen after all."""
        for one in [one for one in self.records if one["kind"] == "residence"][::9]:
            self._add("residence", one["at"], person=one["person"], act="withdrawn", since=one["since"],
                      withdraws=one["id"])  # fmt: skip
        self._write()

    def _some_time(self) -> datetime:
        return moment(self.chance.choice(DAYS), "00:00") + timedelta(minutes=self.chance.randrange(24 * 60))

    # What is measured and said

    def _round(self, day: date, name: str, number: str) -> None:
        chance = self.chance
        what = chance.random()
        if what < 0.05:
            return
        at = moment(day, "00:00") + timedelta(minutes=OPENS[name] + chance.randrange(0, 115))
        if what < 0.08:
            at += timedelta(minutes=60)
        if 0.08 <= what < 0.11:
            says = chance.choice(["normal", "normal", "away", "ill"])
            self._add("statement", at, says=says, people=[{"person": number}], round=name)
            return
        said = name if chance.random() < 0.5 else ""
        self._temperature(number, at, said, high=chance.random() < 0.01)

    def _temperature(self, number: str, at: datetime, said: str, *, high: bool) -> None:
        chance = self.chance
        site = chance.choice(["armpit", "armpit", "forehead", "ear"])
        celsius = chance.randrange(373, 390) / 10 if high else chance.randrange(355, 373) / 10
        more = {"cough": chance.random() < 0.003, "source": chance.choice(["thermometer", "typed", "pasted"])}
        self._add("temperature", at, person=number, celsius=celsius, site=site, round=said, **more)
        if high and chance.random() < 0.8:
            second = chance.choice([36.8, 37.2, 37.6, 38.1])
            later = at + timedelta(minutes=chance.choice([15, 15, 25, 9]))
            self._add("temperature", later, person=number, celsius=second, site=site, round=said, cough=False)

    def _gate(self, day: date) -> None:
        """Some go out and come back, some without being seen, some with a high temperature at the gate."""
        for one in self.chance.sample(self.roster, len(self.roster) // 13):
            out = moment(day, "00:00") + timedelta(minutes=self.chance.randrange(360, 1200))
            self._pass(one["number"], out, "out")
            if self.chance.random() < 0.8:
                self._pass(one["number"], out + timedelta(minutes=self.chance.randrange(5, 200)), "in")

    def _pass(self, number: str, at: datetime, direction: str) -> None:
        celsius = self.chance.choice([None, None, 36.4, 36.6, 37.8])
        verdict = self.chance.choice(["admit", "admit", "admit", "refuse"])
        self._add("passage", at, person=number, direction=direction, verdict=verdict, celsius=celsius)

    def settle(self, person: str, records: list[str], outcome: str, at: datetime) -> None:
        """A person's note on records that disagree."""
        self._add("verification", at, person=person, records=records, outcome=outcome, answer="已电话核实")
        self._write()

    def _rooms(self, day: date, name: str) -> None:
        for _ in range(len(self.roster) // 160):
            first = self.chance.randrange(len(self.roster) // 6) * 6
            people = [{"person": one["number"]} for one in self.roster[first : first + 6]]
            at = moment(day, "00:00") + timedelta(minutes=OPENS[name] + 100)
            self._add("statement", at, says="normal", people=people, round=name, room=self.roster[first]["room"])

    def _correct(self, day: date) -> None:
        """Some of the day's temperatures were mistyped, and some of the corrections too."""
        wrong = [one for one in self.records if one["kind"] == "temperature" and one["at"].date() == day]
        for one in self.chance.sample(wrong, 20):
            self._again(one)
        self._write()
        for one in self.chance.sample(self.records[-20:], 4):
            self._again(one)

    def _again(self, one: dict[str, Any]) -> None:
        fields = {name: one[name] for name in ("person", "site", "round", "cough", "source")}
        celsius = self.chance.randrange(355, 380) / 10
        self._add("temperature", one["at"], **fields, celsius=celsius, corrects=one["id"], why="写错了")

    def _add(self, name: str, at: datetime, **body: Any) -> None:
        whole = kind(name).body(kind(name).read(body))
        self._drafts.append(Draft(kind=name, body=whole, operator="楼长", post="5号楼", at=at))

    def _write(self) -> None:
        for entry in self.post.ledger.append_all(self._drafts):
            frame = {"id": entry.fact.id, "kind": entry.fact.kind, "at": entry.fact.at}
            self.records.append({**(entry.fact.body or {}), **frame})
        self._drafts.clear()


def _bed(n: int) -> dict[str, str]:
    building, place = n // BUILDING + 1, n % BUILDING
    return {"number": f"{n:04}", "building": f"{building}", "room": f"{place // 6 + 100}", "college": COLLEGES[n % 3]}


def _person(bed: dict[str, str]) -> Person:
    place = f"{bed['building']}-{bed['room']}"
    return Person(number=bed["number"], name=f"某{bed['number']}", place=place, college=bed["college"])
