"""A simulated week of a building with 800 residents, written into a ledger as the program writes it."""

import random
from datetime import date, datetime, timedelta
from typing import Any

from app.records.registry import kind
from app.store.fact import Draft
from app.store.ledger import Ledger
from tests.dormitory.recount import moment

FIRST = date(2022, 4, 11)
DAYS = [FIRST + timedelta(days=n) for n in range(7)]
RESIDENTS = 800
COLLEGES = ("护理学院", "药学院", "检验学院")
OPENS = {"morning": 390, "noon": 690, "evening": 1200}


class Week:
    """beds: who lived where from when to when; leaves: who was away; records: everything that was written, as plain
    data, in the order of writing."""

    def __init__(self, ledger: Ledger, seed: int = 7) -> None:
        self.ledger, self.chance = ledger, random.Random(seed)
        self.beds: list[dict[str, Any]] = []
        self.leaves: list[dict[str, Any]] = []
        self.records: list[dict[str, Any]] = []
        self._drafts: list[Draft] = []
        for n in range(RESIDENTS):
            self._house(n)
        for day in DAYS:
            for name in OPENS:
                for n in range(RESIDENTS):
                    self._round(day, name, f"{n:04}")
                self._rooms(day, name)
            self._gate(day)
            self._tests(day)
            self._write()
            self._night(day)
            self._write()
            self._correct(day)
            self._write()

    def _house(self, n: int) -> None:
        number, chance = f"{n:04}", self.chance
        moves = self._some_time() if chance.random() < 0.05 else None
        bed = {"number": number, "building": "5", "room": f"{n // 6 + 100}", "college": COLLEGES[n % 3]}
        self.beds.append({**bed, "since": None, "until": moves})
        if moves and chance.random() < 0.8:  # the others leave for good
            building = chance.choice(["5", "6"])
            self.beds.append({**bed, "building": building, "room": "901", "since": moves, "until": None})
        if chance.random() < 0.06:
            start = self._some_time()
            why = chance.choice(["leave", "leave", "observation"])
            end = start + timedelta(hours=chance.randrange(2, 72))
            self.leaves.append({"number": number, "from": start, "to": end, "why": why})

    def _some_time(self) -> datetime:
        return moment(self.chance.choice(DAYS), "00:00") + timedelta(minutes=self.chance.randrange(24 * 60))

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
            later = at + timedelta(minutes=15)
            self._add("temperature", later, person=number, celsius=second, site=site, round=said, cough=False)

    def _gate(self, day: date) -> None:
        """Some go out and come back, some without being seen, some with a high temperature at the gate."""
        for n in self.chance.sample(range(RESIDENTS), 60):
            out = moment(day, "00:00") + timedelta(minutes=self.chance.randrange(360, 1200))
            self._pass(f"{n:04}", out, "out")
            if self.chance.random() < 0.8:
                self._pass(f"{n:04}", out + timedelta(minutes=self.chance.randrange(5, 200)), "in")

    def _pass(self, number: str, at: datetime, direction: str) -> None:
        celsius = self.chance.choice([None, None, 36.4, 36.6, 37.8])
        verdict = self.chance.choice(["admit", "admit", "admit", "refuse"])
        self._add("passage", at, person=number, direction=direction, verdict=verdict, celsius=celsius)

    def _tests(self, day: date) -> None:
        """Samples taken at any time of the day, some of people who are said to be away or well."""
        spoken = [one for one in self.records + self._plain() if one["kind"] == "statement" and one["at"].date() == day]
        numbers = [one["people"][0]["person"] for one in self.chance.sample(spoken, 25)]
        for number in [*numbers, *(f"{n:04}" for n in self.chance.sample(range(RESIDENTS), 20))]:
            sampled = moment(day, "00:00") + timedelta(minutes=self.chance.randrange(300, 1320))
            result = self.chance.choice(["negative", "negative", "positive"])
            at = sampled + timedelta(minutes=self.chance.randrange(30, 300))
            self._add("test-result", at, person=number, result=result, sampled_at=sampled)

    def _plain(self) -> list[dict[str, Any]]:
        return [{**draft.body, "kind": draft.kind, "at": draft.at} for draft in self._drafts]

    def _night(self, day: date) -> None:
        """Rooms are ticked; some who went in by the door are not found, some ticks are taken back or changed."""
        through = [one for one in self.records if one["kind"] == "passage" and one["at"].date() == day]
        numbers = [one["person"] for one in through] + [f"{n:04}" for n in self.chance.sample(range(RESIDENTS), 40)]
        for number in numbers:
            at = moment(day, "00:00") + timedelta(minutes=self.chance.randrange(1320, 1435))
            for act in self.chance.choice([["in"], ["absent"], ["absent"], ["absent", "late"], ["absent", "undone"]]):
                one = {"night": day.isoformat(), "building": "5", "act": act, "people": [{"person": number}]}
                self._add("night-step", at, **one)

    def settle(self, person: str, records: list[str], outcome: str, at: datetime) -> None:
        """A person's note on records that disagree."""
        self._add("verification", at, person=person, records=records, outcome=outcome, answer="已电话核实")
        self._write()

    def _rooms(self, day: date, name: str) -> None:
        for _ in range(5):
            room = self.chance.randrange(RESIDENTS // 6)
            people = [{"person": f"{room * 6 + n:04}"} for n in range(6)]
            at = moment(day, "00:00") + timedelta(minutes=OPENS[name] + 100)
            self._add("statement", at, says="normal", people=people, round=name, room=f"{room + 100}")

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
        for entry in self.ledger.append_all(self._drafts):
            frame = {"id": entry.fact.id, "kind": entry.fact.kind, "at": entry.fact.at}
            self.records.append({**(entry.fact.body or {}), **frame})
        self._drafts.clear()
