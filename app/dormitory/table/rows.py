"""A row of a collection form: whom it names, what was measured, and what does not match."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, NamedTuple

from app.clock import CAMPUS
from app.dormitory.chain import symptoms
from app.dormitory.chain.aside import without_asides
from app.dormitory.chain.lexicon import COUGH
from app.dormitory.chain.likeness import Likeness
from app.dormitory.chain.meaning import of_whoever
from app.dormitory.chain.names import Directory, key
from app.dormitory.chain.plain import plain
from app.dormitory.chain.said import Line, Problem, Reading, Said
from app.dormitory.chain.segment import cut
from app.dormitory.chain.spelling import spelled
from app.dormitory.chain.token import Round, Token
from app.dormitory.chain.values import readings
from app.dormitory.table.columns import Columns, Measured, asks_for_health
from app.store.importing.cells import Lost, digits, words

_ROUNDS: tuple[Round, ...] = ("morning", "noon", "evening")
_DAY = re.compile(r"(?:(\d{4})\s?[-/.年]\s?)?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
_CLOCK = re.compile(r"(下午|晚上|晚|pm)?\s?(\d{1,2}):(\d{2})(?::(\d{2}))?\s?(pm)?")
_BARE = re.compile(r"3[4-9]|4[0-3]")
_NO = frozenset({
    "否", "无", "没", "正常", "一切正常", "健康", "良好", "均无", "以上均无", "都没有", "no", "n", "none", "0", "-",
})  # fmt: skip
_REFUSES = frozenset({"否", "no", "n", "0", "无", "-"})
_YES = frozenset({"是", "有", "yes", "y", "√", "1"})
_DENIES = ("无", "没", "未")


class Who(NamedTuple):
    """number: empty where it cannot be told; then why, what is written, and who may be meant."""

    number: str
    problem: str = ""
    written: str = ""
    candidates: tuple[str, ...] = ()


class Rows:
    """Reads rows for one list of people. day: whose temperatures are wanted; a form also keeps those of other days."""

    def __init__(self, columns: Columns, directory: Directory, day: date) -> None:
        self._columns, self._directory, self._day = columns, directory, day
        self._like = Likeness(directory.people.values())

    def line(self, number: int, cells: Sequence[Any]) -> Line | None:
        """None for a row of another day."""
        if (said_of := self._day_of(cells)) is not None and said_of != self._day:
            return None
        text = "  ".join(filter(None, (_cell(cells, at) for at in self._columns.all)))
        if not any(self._text(cells, name) for name in ("number", "name", "room")):
            return Line(number=number, text=text)
        told, wrong = self._told(number, cells)
        if told is None and not wrong:
            return Line(number=number, text=text)
        who = self._who(cells)
        code = who.problem or wrong
        if not code and told is not None:
            return Line(number=number, text=text, said=(replace(told, number=who.number),))
        candidates = (who.number,) if who.number else who.candidates
        read = told.readings if told else ()
        written = who.written or self._text(cells, "name")
        problem = Problem(
            code=code, line=number, written=written, readings=read, candidates=candidates, said=None if wrong else told
        )
        return Line(number=number, text=text, problems=(problem,))

    def _text(self, cells: Sequence[Any], name: str) -> str:
        return _cell(cells, self._columns.who.get(name))

    def _day_of(self, cells: Sequence[Any]) -> date | None:
        at = self._columns.who.get("day")
        cell = cells[at] if at is not None and at < len(cells) else None
        if isinstance(cell, datetime | date):
            return cell.date() if isinstance(cell, datetime) else cell
        found = _DAY.match(words(cell))
        if found is None:
            return None
        try:
            return date(int(found[1] or self._day.year), int(found[2]), int(found[3]))
        except ValueError:
            return None

    def time(self, cells: Sequence[Any]) -> datetime | None:
        """When it was measured or handed in; None where the row names only a day, or another one."""
        if self._day_of(cells) not in (None, self._day):
            return None
        of_row = (self._columns.who.get(name) for name in ("time", "day"))
        found = (_clock(cells[at]) for at in of_row if at is not None and at < len(cells))
        clock = next(filter(None, found), None)
        return datetime.combine(self._day, clock, CAMPUS) if clock else None

    # Who

    def _who(self, cells: Sequence[Any]) -> Who:
        """A number alone is somebody's; beside a name both have to be the same person's."""
        name, room = self._text(cells, "name"), self._room(cells)
        named = self._named(name)
        at = self._columns.who.get("number")
        try:
            number = digits(cells[at]) if at is not None and at < len(cells) else ""
        except Lost:
            number = self._text(cells, "number")
        if number:
            known = self._directory.of_number(plain(number))
            if known is None:
                return Who("", "number" if named else "nobody", name or number, self._likely(name, named))
            if name and known not in named:
                return Who("", "number", name, (known, *sorted(named)))
            named = frozenset({known})
        elif not name and room is not None:
            bed = room.bed or self._text(cells, "bed").rstrip("床号")
            named = self._directory.in_bed(room.room, bed, room.building)
        return self._told_apart(name, named, room, sure=bool(number))

    def _told_apart(self, name: str, named: frozenset[str], room: Token | None, *, sure: bool) -> Who:
        if not named:
            return Who("", "nobody", name, self._likely(name, named))
        here = self._directory.in_room(room.room, room.building) if room is not None else named
        if not named & here and not sure:
            return Who("", "room", name, tuple(sorted(named)))
        found = named & here or named
        return Who(next(iter(found))) if len(found) == 1 else Who("", "homonym", name, tuple(sorted(found)))

    def _named(self, name: str) -> frozenset[str]:
        """Those who are called exactly so."""
        text = key(name)
        whole = [numbers for end, numbers in self._directory.names_at(text, 0) if end == len(text)] if text else []
        return whole[0] if whole else frozenset()

    def _likely(self, name: str, named: frozenset[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*sorted(named), *(self._like.of(name) if name else ())]))

    def _room(self, cells: Sequence[Any]) -> Token | None:
        building, room, bed = (self._text(cells, name) for name in ("building", "room", "bed"))
        if not room:
            return None
        if building and not re.search(r"\d\D+\d", room):
            room = f"{building if re.search(r'[栋楼号舍]', building) else f'{building}栋'}{room}"
        tokens = cut(spelled(plain(room)), self._directory).tokens
        found = [one for one in tokens if one.sort in ("room", "either") and one.room]
        return found[0]._replace(bed=found[0].bed or bed.rstrip("床号")) if len(found) == 1 else None

    # What

    def _told(self, number: int, cells: Sequence[Any]) -> tuple[Said | None, str]:
        """What the row says of whoever it is, and why that cannot be told."""
        found: list[Reading] = []
        said = Said(number="", line=number)
        for one in self._columns.measured:
            cell, wrong = self._measured(number, one, _cell(cells, one.at))
            if wrong:
                return None, wrong
            if cell is not None:
                found += cell.readings
                said = replace(said, says=said.says or cell.says, cough=said.cough or cell.cough, note=cell.note)
        if len(found) == len(_ROUNDS) and not any(one.round for one in found):
            found = [replace(one, round=name) for one, name in zip(found, _ROUNDS, strict=True)]
        if len({one.round for one in found}) < len({(one.round, one.celsius) for one in found}):
            return None, "values"
        said = self._ill(replace(said, readings=tuple(dict.fromkeys(found))), cells)
        return (said if said.readings or said.says else None), ""

    def _measured(self, number: int, column: Measured, text: str) -> tuple[Said | None, str]:
        """One cell: a temperature, 正常, 请假; or why it is neither."""
        if not text:
            return None, ""
        whole = _BARE.fullmatch(plain(text))  # a spreadsheet makes 36 of 36.0
        tokens = without_asides(cut(f"{whole[0]}.0" if whole else plain(text), self._directory).tokens)
        values = readings(tokens)
        notes = [one for one in tokens if one.sort == "unknown"]
        said = of_whoever(number, tokens, values, notes)
        if values.problem or len(values.readings) > 1 or said is None:
            return None, values.problem or ("values" if values.readings else "vague")
        made = tuple(
            replace(one, round=one.round or column.round, site=one.site or column.site) for one in said.readings
        )
        return replace(said, readings=made), ""

    def _ill(self, said: Said, cells: Sequence[Any]) -> Said:
        """With what the form's questions for illness were answered. In doubt it is one."""
        notes = [said.note, *(_cell(cells, at) for at in self._columns.notes)]
        for at, question in self._columns.ill.items():
            answer = plain(_cell(cells, at)).strip().rstrip("。.")
            well, denies = (_YES | _NO - _REFUSES, ()) if asks_for_health(question) else (_NO, _DENIES)
            if answer and answer not in well:
                found = [one.text for one in symptoms.said(cut(answer, self._directory).tokens)]
                if found or not answer.startswith(denies):
                    said = replace(said, says="ill", cough=said.cough or not COUGH.isdisjoint(found))
                    notes.append(question if answer in _YES else f"{question} {answer}" if not denies else answer)
        return replace(said, note=" ".join(filter(None, notes)))


def _clock(cell: Any) -> time | None:
    """A time of the day; a day without one is kept as midnight by spreadsheets."""
    if isinstance(cell, datetime | time):
        clock = cell.time() if isinstance(cell, datetime) else cell
        return clock.replace(tzinfo=None) if clock != time() else None
    found = _CLOCK.search(plain(words(cell)))
    if found is None:
        return None
    hour, late = int(found[2]), bool(found[1] or found[5])
    try:
        return time(hour + 12 if late and hour < 12 else hour, int(found[3]), int(found[4] or 0))
    except ValueError:
        return None


def _cell(cells: Sequence[Any], at: int | None) -> str:
    return words(cells[at]) if at is not None and at < len(cells) else ""
