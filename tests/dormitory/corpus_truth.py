"""The forty pasted texts of corpus/ with their truth, and what a reading of them is worth, line by line."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from app.dormitory.chain.said import Line
from app.dormitory.resident import Resident

FOLDER = Path(__file__).parent / "corpus"
BUILDING = "3"
ROUNDS = {"早": "morning", "午": "noon", "晚": "evening", "": ""}
SITES = {"腋": "armpit", "额": "forehead", "耳": "ear", "": ""}
_VALUE = re.compile(r"([早午晚]?)(\d\d\.\d{1,2})([腋额耳]?)")
_ENTRY = re.compile(r"(.+?)((?: [早午晚]?\d\d\.\d{1,2}[腋额耳]?)+)")

Verdict: TypeAlias = Literal["right", "listed", "lost", "wrong"]
"""listed: a person has to look, though the text and the list of residents say it. lost: a person should have been
asked, and was not. wrong: somebody got a temperature, check or site that is not his."""


class Told(NamedTuple):
    """One temperature of one person. round, site: empty where the text does not say."""

    number: str
    celsius: float
    round: str
    site: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Some lines of a text that say one thing. truth: the mark beside them, or "" where it is `told`."""

    where: str
    first: int
    lines: tuple[str, ...]
    truth: str
    told: frozenset[Told]
    may_list: bool

    @property
    def listed(self) -> bool:
        return self.truth == "?"


def residents() -> list[Resident]:
    with (FOLDER / "residents.csv").open(encoding="utf-8", newline="") as file:
        return [Resident(building=BUILDING, **row) for row in csv.DictReader(file)]


RESIDENTS = residents()
_NAMES = Counter(one.name for one in RESIDENTS)
_NUMBERS = {f"{one.name}@{one.room}" if _NAMES[one.name] > 1 else one.name: one.number for one in RESIDENTS}


def entries(path: Path) -> list[Entry]:
    """What one text says, without its blank lines."""
    found: list[Entry] = []
    lines: list[str] = []
    first = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 1):
        text, mark, truth = line.partition("‖")
        text = text.removesuffix(" ") if mark else text
        first = first if lines else number
        lines.append(text)
        if truth.strip() == "↓":
            continue
        if mark or text.strip():
            found.append(_entry(f"{path.stem}:{number}", first, tuple(lines), truth.strip()))
        lines = []
    return found


def _entry(where: str, first: int, lines: tuple[str, ...], truth: str) -> Entry:
    if truth in ("", "~", "?"):
        return Entry(where, first, lines, truth or "-", frozenset(), truth != "")
    told = {one for part in truth.removesuffix(" ?").split("；") for one in _told(part)}
    return Entry(where, first, lines, "", frozenset(told), truth.endswith(" ?"))


def _told(part: str) -> list[Told]:
    found = _ENTRY.fullmatch(part)
    assert found, part
    values = [_VALUE.fullmatch(one) for one in found[2].split()]
    return [Told(_NUMBERS[found[1]], float(one[2]), ROUNDS[one[1]], SITES[one[3]]) for one in values if one]


def text_of(path: Path) -> str:
    """The text as it was pasted."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return "\n".join(one.partition("‖")[0].removesuffix(" ") if "‖" in one else one for one in lines)


def verdicts(path: Path) -> list[tuple[Entry, Verdict]]:
    """Every entry of a text with what the parser made of it."""
    lines = parse(text_of(path), Directory(RESIDENTS)).lines
    return [(one, verdict(one, lines[one.first - 1 : one.first - 1 + len(one.lines)])) for one in entries(path)]


def verdict(entry: Entry, lines: tuple[Line, ...]) -> Verdict:
    made = {
        Told(said.number, one.celsius, one.round, one.site)
        for line in lines
        for said in line.said
        for one in said.readings
    }
    problems = any(line.problems for line in lines)
    if entry.truth:
        if made:
            return "wrong"
        return (
            ("right" if problems else "lost")
            if entry.listed
            else "right"
            if entry.may_list or not problems
            else "listed"
        )
    if not all(any(_same(one, true) for true in entry.told) for one in made):
        return "wrong"
    whole = all(any(_same(one, true) for one in made) for true in entry.told)
    if problems:
        return "right" if entry.may_list else "listed"
    return "right" if whole else "lost"


def _same(made: Told, true: Told) -> bool:
    """A check that the text does not name may still be known: three temperatures are the day's three."""
    return (made.number, made.celsius, made.site) == (true.number, true.celsius, true.site) and (
        made.round == true.round or not true.round
    )
