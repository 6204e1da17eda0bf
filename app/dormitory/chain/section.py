"""What a heading says of the lines below it: another building's, the room whose beds follow, where was measured."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.dormitory.chain.names import Directory
from app.dormitory.chain.plain import plain
from app.dormitory.chain.row import is_ordered
from app.dormitory.chain.said import Line, Problem, Reading, Said, Site
from app.dormitory.chain.segment import cut
from app.dormitory.chain.token import Round, Token
from app.dormitory.chain.who import BEDS

_BUILDING = re.compile(r"(?<![\d.])(\d{1,2})\s?(?:号楼|号公寓|栋|幢)")
_BRACKETED = re.compile(r"[(\[【]\s*(\d{1,2}\s?(?:号楼|号公寓|栋|幢))\s*[)\]】]")
_IN_ROOM = (*BEDS, "号")
"""Behind a number below a room; beside a name 2号 may be anything."""
_ENDS = ("以上", "结束", "完毕")
_CHECKS = ("检", "测", "间")
"""How a word ends that names a check as a heading; 早 alone greets."""
_ROUNDS: tuple[Round, ...] = ("morning", "noon", "evening")
_BESIDE = ("filler", "onwards", "header", "yesterday", *_ROUNDS)
_SITES: tuple[Site, ...] = ("armpit", "forehead", "ear")
_SPAN = re.compile(r"\d{1,2}(?::\d\d|点半?)\s?[-至到]\s?\d{1,2}(?::\d\d|点)")
_DATE = re.compile(r"(?:\d{4}\s?[-/.年]\s?)?(\d{1,2})\s?[-/.月]\s?(\d{1,2})[日号]?")
_SOME = re.compile(
    "如|谁|哪|没有|若|注明|备注|标注|借|领|坏|不准|或|都行|都可|均可|可用|可以|建议|最好|[?吗]|的(?:同学|人|宝|请|要)|没电|室温"
)
"""What makes a heading's word of a site one that is not everybody's: 额温枪的请注明, 腋温或额温."""
_CLAUSES = frozenset(",;。!")
_TAILS = re.compile(r"学号(?:后|末|尾)|(?:后|末)四位|尾号")
_SHORT = 30
"""Characters of a line that may be a day's heading."""
_PROSE = 6
"""Characters that nothing explains: a heading with more of them tells a story (中午晚上点编辑往后加)."""
_LATE = frozenset({"补", "补报", "补测", "补填", "补交"})


@dataclass(frozen=True, slots=True)
class Section:
    """elsewhere: the lines are of a building that the list of residents does not have. room: the one named last, until
    a blank line or another one. site: where the lines' temperatures are said to be from. round: the check that a line
    of its own names (晚检). past: the lines are of another day. heading: the room's line is nothing else than its
    heading. checks: several checks that a line names in their order (午晚一起报). day: month and day that the text
    named first, empty until it does. tails: people are said to write the ends of their numbers; in_order:
    a room's temperatures in the order of its beds."""

    elsewhere: bool = False
    room: Token | None = None
    site: Site = ""
    round: Round = ""
    past: bool = False
    heading: bool = False
    checks: tuple[Round, ...] = ()
    day: str = ""
    tails: bool = False
    in_order: bool = False

    @property
    def home(self) -> Token | None:
        """The room whose people the lines speak of: its line is a heading and nothing else."""
        return self.room if self.heading else None

    def below(self, text: str, tokens: Sequence[Token], directory: Directory, *, fresh: bool = True) -> "Section":
        """What holds below a line that speaks of nobody and has no temperature. fresh: no temperature stands right
        above it, of which a site alone could be said."""
        rooms = [one for one in tokens if one.sort == "room"]
        sites = {name for name in _SITES for one in tokens if one.is_word(name)}
        row = any(one.text == "姓名" for one in tokens)
        bare = all(one.sort in ("gap", "time") or one.is_word(*_BESIDE, *_SITES) for one in tokens)
        onwards = any(one.is_word("onwards") for one in tokens) or row or is_span(text) or (bare and fresh)
        rounds = {
            name for name in _ROUNDS for one in tokens if bare and one.is_word(name) and one.text.endswith(_CHECKS)
        }
        date = date_of(tokens)
        late = any(one.text in _LATE for one in tokens)
        other = bool(date) and (date != self.day if self.day else late)
        earlier = bare and (other or any(one.is_word("yesterday") for one in tokens))
        today = bare and (date == self.day != "" or any(one.text in ("今天", "今日") for one in tokens))
        elsewhere, building = self.elsewhere, _BUILDING.search(text)
        if building:
            elsewhere = is_elsewhere(text, directory) and not any(word in text for word in _ENDS)
        named = _checks(tokens) if sum(one.sort == "unknown" for one in tokens) < _PROSE else ()
        return Section(
            checks=named if len(named) > 1 else () if rounds else self.checks,
            heading=_is_heading(tokens) if len(rooms) == 1 else self.heading,
            elsewhere=elsewhere,
            room=rooms[0] if len(rooms) == 1 else self.room,
            site=sites.pop() if len(sites) == 1 and onwards else "" if building or (row and not fresh) else self.site,
            round=rounds.pop() if len(rounds) == 1 else self.round,
            past=earlier or (self.past and not today),
            day=self.day or ("" if late else date),
            tails=self.tails,
            in_order=self.in_order,
        )

    def above_all(self, text: str, tokens: Sequence[Token]) -> "Section":
        """What holds below a line above all entries, in whatever words it says it: 统一用水银体温计量腋下."""
        sites = set(_said_of_all(tokens))
        site = sites.pop() if len(sites) == 1 else self.site
        tails, in_order = self.tails or bool(_TAILS.search(text)), self.in_order or is_ordered(text)
        return replace(self, site=site, tails=tails, in_order=in_order)

    def without_room(self) -> "Section":
        return replace(self, room=None)

    def after(self, line: Line, directory: Directory) -> "Section":
        """What holds below a line of somebody who does not live in the heading's room."""
        if self.room is None or not line.said:
            return self
        inside = directory.in_room(self.room.room, self.room.building)
        return self if all(one.number in inside for one in line.said) else self.without_room()

    def beside(self, tokens: Sequence[Token]) -> "Section":
        """What holds below a line that names a room of its own: beds below it are no longer the heading's."""
        other = self.room is not None and any(one.room not in ("", self.room.room) for one in tokens)
        return self.without_room() if other else self

    def said(self, line: Line, text: str, tokens: Sequence[Token], directory: Directory) -> Line:
        """A line that was read, as its section has it: another building's is not taken."""
        first = next((one.start for one in tokens if one.sort in ("name", "digits")), 0)
        if not line.said:
            return line
        named = text[:first] + " ".join(_BRACKETED.findall(text))
        if is_elsewhere(named, directory) or (self.elsewhere and not _BUILDING.search(text)):
            return Line(number=line.number, text=line.text, problems=(*map(_elsewhere, line.said), *line.problems))
        if self.past:
            problems = (Problem(code="past", line=line.number, candidates=(one.number,)) for one in line.said)
            return Line(number=line.number, text=line.text, problems=(*problems, *line.problems))
        return replace(line, said=tuple(self._measured(one) for one in line.said))

    def _measured(self, said: Said) -> Said:
        return replace(said, readings=tuple(self._of_section(one) for one in said.readings))

    def _of_section(self, one: Reading) -> Reading:
        return replace(one, site=one.site or self.site, round=one.round or self.round)


def _said_of_all(tokens: Sequence[Token]) -> Iterator[Site]:
    """The sites of a heading's clauses, without those that speak of some only: 统一量腋下，用额温枪的要注明."""
    clause: list[Token] = []
    for one in [*tokens, Token("gap", 0, 0, ",")]:
        if one.text not in _CLAUSES:
            clause.append(one)
            continue
        if not _SOME.search("".join(part.text for part in clause)):
            yield from (name for name in _SITES for part in clause if part.is_word(name))
        clause = []


def last_day(lines: Iterable[str], directory: Directory) -> str:
    """The last day of a text that has headings of more than one; empty for others: today's is what people paste."""
    days = set()
    for line in lines:
        if len(line) <= _SHORT and _DATE.search(line):
            tokens = cut(plain(line), directory).tokens
            if all(one.sort in ("gap", "time") or one.is_word(*_BESIDE, *_SITES) for one in tokens):
                days.add(date_of(tokens))
    return max(days - {""}, key=lambda one: tuple(map(int, one.split("-")))) if len(days - {""}) > 1 else ""


def is_span(text: str) -> bool:
    """Whether a plain line says from when until when something was done (7:00-8:30), as only a heading does."""
    return bool(_SPAN.search(text))


def date_of(tokens: Sequence[Token]) -> str:
    """The month and day of the only date of a line; empty where there is none, or several."""
    dates = [found for one in tokens if one.sort == "time" and (found := _DATE.fullmatch(one.text))]
    return f"{int(dates[0][1])}-{int(dates[0][2])}" if len(dates) == 1 else ""


def _is_heading(tokens: Sequence[Token]) -> bool:
    """Whether nothing but a room, a day and words that fill stand there: 【203】, === 204 ===, 3楼 302寝."""
    return all(one.sort in ("gap", "room", "time", "count") or one.is_word(*_BESIDE, "title") for one in tokens)


def _checks(tokens: Sequence[Token]) -> tuple[Round, ...]:
    """The checks that a line names, each once, in the line's order; 午晚检 names two."""
    found: dict[Round, None] = {}
    for one in tokens:
        for name in _ROUNDS:
            if one.is_word(name):
                found.setdefault(name)
    return tuple(found)


def is_elsewhere(text: str, directory: Directory) -> bool:
    """Whether the text names buildings, and none of those where the residents live."""
    said = set(_BUILDING.findall(text))
    known = {digits for one in directory.rooms.called.names for digits in re.findall(r"\d+", one)}
    return bool(said and known) and not said & known


def _elsewhere(said: Said) -> Problem:
    return Problem(code="building", line=said.line, readings=said.readings, candidates=(said.number,), said=said)


def with_beds(tokens: Sequence[Token], room: Token | None, directory: Directory) -> list[Token]:
    """The pieces of a line without names, with beds as the people who sleep there: 302-1, 302寝2床; a line that
    begins with 1床 is of the room said before."""
    first = [one for one in tokens if one.sort != "gap"][:2]
    begins = len(first) == 2 and first[0].sort == "count" and first[1].text in _IN_ROOM
    return list(_with_beds(list(tokens), room if begins else None, directory))


def _with_beds(tokens: list[Token], room: Token | None, directory: Directory) -> Iterator[Token]:
    at, sure = 0, any(one.sort == "value" for one in tokens)
    while at < len(tokens):
        one, behind = tokens[at], tokens[at + 1 : at + 2]
        at += 1
        if one.sort == "room" or (one.sort == "either" and sure):
            room = one
            yield _person(one, one, one.bed, directory) if one.bed else one
        elif one.sort == "count" and room is not None and behind and behind[0].text in _IN_ROOM:
            at += 1
            whole = one._replace(end=behind[0].end, text=one.text + behind[0].text)
            yield _person(whole, room, one.text, directory)
        else:
            yield one


def _person(token: Token, room: Token, bed: str, directory: Directory) -> Token:
    numbers = directory.in_bed(room.room, bed, room.building)
    return token._replace(sort="name", numbers=numbers) if len(numbers) == 1 else token
