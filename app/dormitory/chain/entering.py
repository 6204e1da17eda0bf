"""What a text that was read becomes in the ledger: only what is not there yet; what differs corrects or is added."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from app.clock import campus
from app.dormitory.chain.said import Chain, Reading, RoomSaid, Said, Site
from app.dormitory.day import Plan, round_of
from app.dormitory.facts import Facts, Measurement
from app.dormitory.resident import Resident
from app.dormitory.rounds.fever import threshold
from app.i18n import mark
from app.policy.rule import Fever as Thresholds

WHY = mark("接龙更正")


@dataclass(frozen=True, slots=True)
class ToEnter:
    """A record to be written, as plain data for app.desk. act: it is new, or takes the place of an earlier one."""

    kind: Literal["temperature", "statement"]
    raw: Mapping[str, Any]
    act: Literal["new", "correction"] = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """at: the time of what the text says. round: which one it is for, where its lines do not say. site: where people
    here measure, where they do not say. times: of lines that have one of their own, by their numbers: it says which
    round they are for, too."""

    at: datetime
    times: Mapping[int, datetime] = field(default_factory=dict)
    round: str = ""
    site: Site = "armpit"

    def when(self, line: int) -> datetime:
        """A line that is of later than the whole has a wrong clock."""
        return min(self.times.get(line, self.at), self.at)

    def round_of(self, line: int, plan: Plan) -> str:
        """Which round a line is for that does not say so."""
        own = line in self.times or not self.round
        return round_of(plan, self.when(line)).name if own else self.round


def to_enter(
    chain: Chain, residents: Iterable[Resident], facts: Facts, setting: Setting, thresholds: Thresholds, plan: Plan
) -> list[ToEnter]:
    """The records of a text. Pasting the same text again, or one that has grown since, writes nothing twice.

    A later line of somebody takes the place of the former one; but not of a high temperature that it does not say to
    correct: then both stand, and the later one is the second measurement if it says so, or comes after the rest.
    facts: of the day of `setting.at`.
    """
    found: list[ToEnter] = []
    for number in dict.fromkeys(one.number for line in chain.lines for one in line.said):
        lines = chain.of(number)
        for round_, told in _told(lines, setting, thresholds, plan).items():
            known = [one for one in facts.measurements if _same_round(one, number, round_, setting, plan)]
            found += _measured(number, round_, told, known, setting, thresholds)
        found += _spoken(lines, facts, setting, plan)
    for room in chain.rooms:
        found += _room(room, residents, facts, setting, plan)
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    reading: Reading
    site: Site
    said: Said


def _told(lines: Sequence[Said], setting: Setting, thresholds: Thresholds, plan: Plan) -> dict[str, list[_Told]]:
    """Of each round what stands at the end of the text: one temperature, or a high one and what came after it."""
    found: dict[str, list[_Told]] = {}
    for said in lines:
        for reading in said.readings:
            one = _Told(reading, reading.site or setting.site, said)
            before = found.setdefault(reading.round or setting.round_of(said.line, plan), [])
            kept = bool(before) and not said.corrects and _high(before[-1], thresholds)
            if before and not kept and not reading.second:
                before.pop()
            if not before or before[-1].reading != reading:
                before.append(one)
    return found


def _high(one: _Told, thresholds: Thresholds) -> bool:
    return one.reading.celsius >= threshold(one.site, thresholds)


def _same_round(one: Measurement, number: str, round_: str, setting: Setting, plan: Plan) -> bool:
    same_day = campus(one.at).date() == campus(setting.at).date()
    return one.number == number and same_day and round_of(plan, one.at, one.round).name == round_


def _measured(
    number: str, round_: str, told: Sequence[_Told], known: Sequence[Measurement], setting: Setting,
    thresholds: Thresholds,
) -> Iterator[ToEnter]:  # fmt: skip
    for one in told:
        if any(other.celsius == one.reading.celsius for other in known):
            continue
        raw: dict[str, Any] = {
            "person": number, "celsius": one.reading.celsius, "site": one.site, "source": "pasted", "round": round_,
            "second": one.reading.second, "cough": one.said.cough, "note": one.said.note,
            "at": setting.when(one.said.line).isoformat(),
        }  # fmt: skip
        last = known[-1] if known and known[-1].source == "pasted" else None
        replaced = last if last and (one.said.corrects or last.celsius < threshold(last.site, thresholds)) else None
        if replaced and len(told) == 1 and not one.reading.second:
            yield ToEnter("temperature", {**raw, "corrects": replaced.id, "why": WHY}, "correction")
        else:
            yield ToEnter("temperature", raw)


def _spoken(lines: Sequence[Said], facts: Facts, setting: Setting, plan: Plan) -> Iterator[ToEnter]:
    """Whoever is ill or away, and whoever says that he is well without a temperature. Illness once said stays said."""
    last = lines[-1]
    says = "ill" if any(one.says == "ill" for one in lines) else last.says
    measured = any(one.readings for one in lines)
    if says not in ("normal", "away", "ill") or (says == "normal" and measured):
        return
    round_ = setting.round_of(last.line, plan)
    for one in facts.spoken:
        if one.numbers == (last.number,) and one.says == says and round_of(plan, one.at, one.round).name == round_:
            return
    at = setting.when(last.line)
    yield _statement(says, [last.number], round_, at, note=" ".join(one.note for one in lines if one.note))


def _room(
    room: RoomSaid, residents: Iterable[Resident], facts: Facts, setting: Setting, plan: Plan
) -> Iterator[ToEnter]:
    """The word for a room is about those who live there when it is said."""
    people = [one for one in residents if _lives_in(one, room, setting.at)]
    numbers = tuple(sorted({one.number for one in people}))
    round_, at = setting.round_of(room.line, plan), setting.when(room.line)
    known = (one for one in facts.spoken if round_of(plan, one.at, one.round).name == round_)
    if numbers and not any(tuple(sorted(one.numbers)) == numbers and one.says == "normal" for one in known):
        yield _statement("normal", numbers, round_, at, building=people[0].building, room=people[0].room)


def _lives_in(one: Resident, room: RoomSaid, at: datetime) -> bool:
    same = (one.building.lower(), one.room.lower()) == (room.building, room.room)
    return same and one.touches(at, at)


def _statement(says: str, numbers: Sequence[str], round_: str, at: datetime, **more: str) -> ToEnter:
    people = [{"person": one} for one in numbers]
    raw = {"says": says, "people": people, "round": round_, "source": "pasted", "at": at.isoformat(), **more}
    return ToEnter("statement", raw)
