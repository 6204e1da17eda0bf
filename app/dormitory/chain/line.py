"""One line: cut, its parts bound to people, each of them with what is said of him."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.dormitory.chain.aside import without_asides
from app.dormitory.chain.bind import Unit, bound, of_all
from app.dormitory.chain.chat import speaks, with_name
from app.dormitory.chain.checks import of_check
from app.dormitory.chain.columns import Columns, columns, without_quotes
from app.dormitory.chain.elements import Element, Parts, parts
from app.dormitory.chain.entries import Kind
from app.dormitory.chain.likeness import Likeness
from app.dormitory.chain.meaning import meaning, of_whoever
from app.dormitory.chain.names import Directory
from app.dormitory.chain.nobody import nobody
from app.dormitory.chain.opening import is_header, without_rank
from app.dormitory.chain.plain import plain
from app.dormitory.chain.quoted import reply
from app.dormitory.chain.row import is_ordered, ordered, with_row
from app.dormitory.chain.said import Line, Problem, Said
from app.dormitory.chain.section import Section, date_of, is_span, with_beds
from app.dormitory.chain.segment import cut
from app.dormitory.chain.shorthand import whole
from app.dormitory.chain.sites import ahead
from app.dormitory.chain.spelling import spelled
from app.dormitory.chain.tails import with_tails
from app.dormitory.chain.token import Token
from app.dormitory.chain.untold import not_bound, nothing_said, unclear, unclear_yes
from app.dormitory.chain.values import readings
from app.dormitory.chain.who import who

SHORT = 40
"""Characters of a line that may be a part of an entry of several lines."""
_NOBODYS = 40.0
"""°C, from here on: a room's number above all."""
LONGEST = 2_000
"""Characters of a line that is read; nobody writes more, and a paste without line ends says nothing certain."""
_CHAIN = re.compile(r"^\s*#\s*接龙")


class Reader:
    """Reads the lines of one text, in their order, for one list of people."""

    def __init__(self, directory: Directory, *, short: bool = False, day: str = "") -> None:
        """short: temperatures are written without their tens. day: today's month and day, where the text has several
        days."""
        self._directory, self._short = directory, short
        self._like = Likeness(directory.people.values())
        self._rank = 0
        self._section = Section(day=day)
        self._measured = False
        self._headed = False
        self._columns = Columns()
        self._told: set[tuple[str, float]] = set()

    def line(self, number: int, text: str, meant: str = "") -> Line:
        """meant: what is read in place of `text`, where the line before belongs to it."""
        before = self._section
        line = self._line(number, text, meant)
        self._headed = line.concerns_nobody and self._section.home not in (None, before.home)
        self._told.update((one.number, value.celsius) for one in line.said for value in one.readings)
        self._measured = any(one.readings for one in line.said)
        self._section = self._section.after(line, self._directory)
        return line

    def _line(self, number: int, text: str, meant: str) -> Line:
        if len(text) > LONGEST:
            return Line(number=number, text=text, problems=(Problem(code="long", line=number),))
        body = without_quotes(plain(meant or text))
        body = whole(body) if self._short else body
        quoted = reply(body)
        if quoted is not None:
            before, line = self.quoted(number, quoted[0]), self._read(number, text, spelled(quoted[1]))
            return replace(line, problems=(*before.problems, *line.problems))
        self._columns = columns(body) or self._columns
        return self._read(number, text, with_name(self._spelled(self._columns.labelled(body)), self._directory))

    def quoted(self, number: int, text: str) -> Line:
        """What is quoted was said before; where it stands nowhere above, a person has to look."""
        line = self._read(number, text, spelled(plain(text)))
        new = (one for one in line.said if any((one.number, v.celsius) not in self._told for v in one.readings))
        asked = tuple(Problem(code="mention", line=number, candidates=(one.number,), said=one) for one in new)
        left = tuple(one for one in line.problems if one.code != "no-value")
        return Line(number=number, text=text, problems=(*asked, *left))

    def _read(self, number: int, text: str, body: str) -> Line:
        if is_header(body) and not self._has_entries(body):
            self._above(body, cut(body, self._directory).tokens)
            return Line(number=number, text=text)
        body = _CHAIN.sub("", body)
        body = ordered(body, self._directory) if self._section.in_order or is_ordered(body) else body
        body = with_row(body, self._section.home, self._directory)
        opening = without_rank(body, self._directory.rooms, self._rank)
        body, ranked = opening.text, opening.ranked
        self._rank = opening.rank or self._rank
        if not body.strip() or is_header(body):
            self._section = self._section.without_room()
            return Line(number=number, text=text)
        tokens, found = self._pieces(body)
        if ranked and opening.rank and self._section.home and _says(found):
            tokens, found = self._pieces(f"{opening.rank}床{body}")  # below a room's heading: 1) 36.5
        if _is_room(tokens):
            tokens, found = [tokens[0]._replace(sort="room"), *tokens[1:]], Parts([], [])
        self._section = self._section.beside(tokens)
        if not any(one.part == "N" for one in found.elements):
            if not any(one.part in "PVS" for one in found.elements) or _heads(body, tokens, found):
                self._section = self._section.below(body, tokens, self._directory, fresh=not self._measured)
            home = self._section.home if self._headed or any(one.is_word("all", "rest") for one in tokens) else None
            rooms, problems = nobody(number, tokens, found, self._directory, ranked=ranked, home=home)
            if not problems and not ranked:
                self._above(body, tokens)
            return Line(number=number, text=text, rooms=rooms, problems=self._with_candidates(problems))
        said, problems = self._of_people(number, tokens, found, ranked=ranked or speaks(text))
        line = Line(number=number, text=text, said=said, problems=self._with_candidates(problems))
        return self._section.said(line, body, tokens, self._directory)

    def _has_entries(self, body: str) -> bool:
        """Whether the heading's line goes on with what people wrote: #接龙 早检 1. 张三 36.5 2. 李四 36.4."""
        if not body.lstrip().startswith("#"):
            return False
        tokens = cut(body, self._directory).tokens
        found = parts(tokens, self._directory)
        return {"N", "V"} <= {one.part for one in found.elements} and not any(one.is_word("marks") for one in tokens)

    def _spelled(self, body: str) -> str:
        return self._directory.rooms.parted(spelled(body))

    def _above(self, body: str, tokens: Sequence[Token]) -> None:
        if not self._told and not body.lstrip().startswith("例"):
            self._section = self._section.above_all(body, tokens)

    def _pieces(self, body: str) -> tuple[list[Token], Parts]:
        """A line's pieces and its parts; in a line without names a bed is whoever sleeps in it."""
        tokens, open_ = cut(body, self._directory)
        tokens = without_asides(tokens)
        found = parts(tokens, self._directory)
        if not any(one.part in "NP" for one in found.elements):
            tokens = with_beds(tokens, self._section.room, self._directory)
            tokens = with_tails(tokens, self._directory, anywhere=self._section.tails)
            return tokens, parts(tokens, self._directory)
        for one in found.elements:
            _leave_open(one, open_)
        return tokens, found

    def kind(self, text: str) -> Kind:
        """What a line consists of, for those that are read together with their neighbours."""
        body = spelled(plain(text[:SHORT]))
        tokens, found = self._pieces(body)
        shape = "".join(one.part for one in found.elements)
        if not body.strip() or len(text) > SHORT or is_header(body):
            return "other"
        if found.notes or shape == "P" or any(one.is_word("asks") for one in tokens):
            return "stranger" if shape == "P" else "remark"
        if shape in ("N", "V"):
            ranked = without_rank(body, self._directory.rooms).ranked and shape == "N"
            numbered = shape == "V" and any(one.sort == "digits" for one in tokens)
            return "other" if ranked or numbered or not _bare(tokens) else "name" if shape == "N" else "value"
        return "room" if not shape and all(one.sort in ("room", "gap", "word") for one in tokens) else "other"

    def _of_people(
        self, number: int, tokens: list[Token], found: Parts, *, ranked: bool
    ) -> tuple[tuple[Said, ...], tuple[Problem, ...]]:
        tokens, found, others = _without_others(tokens, found)
        if not any(one.part in "VS" for one in found.elements) and not readings(tokens).problem:
            return (), nothing_said(number, tokens, found, ranked=ranked)
        line = bound(found.elements, tokens, tokens[-1].end)
        if line.problem:
            return (), (not_bound(number, line.problem, tokens, found),)
        sure = any(one.sort == "value" for one in tokens)
        results = [self._unit(number, one, tokens, found, alone=len(line.units) == 1, sure=sure) for one in line.units]
        twice = _spoken_of_twice([one for one in results if isinstance(one, Said)])
        if twice:
            return (), (Problem(code="several", line=number, candidates=twice),)
        said_ = tuple(_of_check(one, tokens) for one in results if isinstance(one, Said))
        rest = (Problem(code="which-room", line=number),) if others or (said_ and of_all(tokens)) else ()
        return said_, (*(one for one in results if isinstance(one, Problem)), *rest)

    def _unit(
        self, number: int, unit: Unit, tokens: list[Token], found: Parts, *, alone: bool, sure: bool
    ) -> Said | Problem:
        """What is said of one person of the line, or why that cannot be told."""
        own = [one for one in tokens if unit.start <= one.start < unit.end]
        values = readings(own, self._section.checks)
        written = unit.person.text
        if unit.person.part == "P":
            said = of_whoever(number, own, values, found.notes)
            return Problem(code="nobody", line=number, written=written, readings=values.readings, said=said)
        whose = who(unit, tokens, self._directory, alone=alone, sure=sure, heading=self._section.home)
        problem = whose.problem or values.problem or unclear(own, values)
        if problem:
            candidates = (whose.number,) if whose.number else whose.candidates
            return Problem(
                code=problem, line=number, written=written, readings=values.readings, candidates=candidates,
                said=None if unclear_yes(own) else of_whoever(number, own, values, found.notes),
            )  # fmt: skip
        return meaning(number, whose.number, own, values, found.notes)

    def _with_candidates(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Beside whoever is named, those whose names are like what is written."""
        found = []
        for one in problems:
            like = self._like.of(one.written) if one.code in ("nobody", "part", "room") else ()
            candidates = (*one.candidates, *(number for number in like if number not in one.candidates))
            found.append(replace(one, candidates=candidates))
        return tuple(found)


def _heads(body: str, tokens: Sequence[Token], found: Parts) -> bool:
    """门岗额温 7:00-8:30 and 计科2602 11月20日体温 are headings, although 门岗 and 计科 might be somebody's names."""
    return (is_span(body) or bool(date_of(tokens))) and not any(one.part in "NVS" for one in found.elements)


def _says(found: Parts) -> bool:
    """Whether something is said, and of nobody by name."""
    return bool(found.elements) and all(one.part in "VS" for one in found.elements)


def _is_room(tokens: Sequence[Token]) -> bool:
    """A line that is nothing but 406: the heading of a room, since nobody has 40.6 without a word."""
    solid = [one for one in tokens if one.sort != "gap"]
    return len(solid) == 1 and tokens[0].sort == "either" and tokens[0].celsius >= _NOBODYS


def _bare(tokens: Sequence[Token]) -> bool:
    """Whether nothing else is said: a word that has a meaning of its own makes a line more than a name or a number."""
    plainly = all(one.sort != "word" or one.is_word("filler", "title") for one in tokens)
    return plainly and not any(one.sort in ("either", "count", "bad") for one in tokens)


def _leave_open(one: Element, open_: Sequence[Token]) -> None:
    """Another name explains the same characters as well: both may be meant."""
    others = [other for other in open_ if other.start < one.end and one.start < other.end]
    if one.part == "N" and any(other.numbers != one.numbers for other in others):
        one.doubt = "part"
        one.numbers = one.numbers.union(*(other.numbers for other in others))


def _without_others(tokens: list[Token], found: Parts) -> tuple[list[Token], Parts, bool]:
    """A line without what its end says of those whom it does not name (张三36.5，另外两个请假; 张三请假，其余36.5),
    and whether it says something of them."""
    first = min((one.start for one in found.elements if one.part == "N"), default=0)
    start = next((one.start for one in tokens if one.start > first and one.is_word("rest")), None)
    behind = {one.part for one in found.elements if start is not None and one.start >= start}
    if start is None or not behind or not behind <= {"S", "V"}:
        return tokens, found, False
    elements = [one for one in found.elements if one.start < start]
    notes = [one for one in found.notes if one.start < start]
    return [one for one in tokens if one.start < start], Parts(elements, notes), True


def _of_check(said: Said, tokens: Sequence[Token]) -> Said:
    """早检：张三36.5 李四36.6: the check that the line begins with is everybody's of the line, and so is the site."""
    site = "" if any(one.site for one in said.readings) else ahead(tokens)
    check = "" if any(one.round for one in said.readings) else of_check(tokens)
    made = (replace(one, site=one.site or site, round=one.round or check) for one in said.readings)
    return replace(said, readings=tuple(made))


def _spoken_of_twice(said: list[Said]) -> tuple[str, ...]:
    numbers = [one.number for one in said]
    return tuple(sorted({one for one in numbers if numbers.count(one) > 1}))
