"""The forty texts each of blind2/ and blind3/, and their truth: temperatures, and what is stated beside them."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from app.dormitory.chain.said import Line
from app.dormitory.resident import Resident
from tests.dormitory.corpus_truth import ROUNDS, SITES, Told, text_of

FOLDER = Path(__file__).parent / "blind2"
THIRD = Path(__file__).parent / "blind3"
SAYS = {"正常": "normal", "离": "away", "病": "ill", "未测": "unmeasured"}
FEVER = 37.3
_VALUE = re.compile(r"([早午晚]?)(\d\d\.\d{1,2})([腋额耳]?)")
_ROOM = re.compile(r"室(\d+)")

Verdict: TypeAlias = Literal["right", "listed", "lost", "wrong"]
"""As in corpus_truth; wrong is also a statement of somebody, or of a room, that the text does not make."""


@dataclass(slots=True)
class Truth:
    """What some lines say. must: of each statement, whom it is of and the words of which one has to be kept."""

    told: set[Told] = field(default_factory=set)
    must: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    may: set[tuple[str, str]] = field(default_factory=set)
    rooms: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Entry:
    """Some lines of a text that say one thing. listing: whether it is wanted, harmless, or a person's needless work."""

    where: str
    first: int
    lines: tuple[str, ...]
    truth: Truth
    listing: Literal["wanted", "harmless", "needless"]


def _rows(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for folder in (FOLDER, THIRD):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


RESIDENTS = [Resident(**row) for row in _rows("residents.csv")]
NICKNAMES = _rows("nicknames.csv")


class Building:
    """The people of one building, by the names the truth gives them: 王芳@203; 李娜@305/2 where two share it."""

    def __init__(self, name: str) -> None:
        people = [one for one in RESIDENTS if one.building == name]
        self.directory = Directory(
            people, {one["nickname"]: one["number"] for one in NICKNAMES if one["building"] == name}
        )
        names = Counter(one.name for one in people)
        rooms = Counter((one.name, one.room) for one in people)
        self.numbers = {
            one.name
            if names[one.name] == 1
            else f"{one.name}@{one.room}" + (f"/{one.bed}" if rooms[one.name, one.room] > 1 else ""): one.number
            for one in people
        }


BUILDINGS = {name: Building(name) for name in sorted({one.building for one in RESIDENTS})}


def head(path: Path) -> tuple[Building, str]:
    """Whose building a text is of, and the check that the whole of it is of ("" if it names none)."""
    _, building, check, *_ = path.read_text(encoding="utf-8").split("\n", 1)[0].split(" ")
    return BUILDINGS[building], ROUNDS.get(check, "")


def entries(path: Path) -> list[Entry]:
    """What one text says, without its blank lines."""
    building, _ = head(path)
    found: list[Entry] = []
    lines: list[str] = []
    first = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 1):
        text, mark, truth = line.partition("‖")
        first = first if lines else number
        lines.append(text.removesuffix(" ") if mark else text)
        if truth.strip() == "↓":
            continue
        if mark or text.strip():
            found.append(_entry(f"{path.stem}:{number}", first, tuple(lines), truth.strip(), building))
        lines = []
    return found


def _entry(where: str, first: int, lines: tuple[str, ...], written: str, building: Building) -> Entry:
    listing: Literal["wanted", "harmless", "needless"] = "needless"
    if written == "~" or written.endswith(" ?"):
        listing = "harmless"
    elif written == "?" or written.endswith(" !"):
        listing = "wanted"
    truth = Truth()
    for part in re.sub(r"(^| )[~?!]$", "", written).split("；") if written else ():
        if room := _ROOM.fullmatch(part):
            truth.rooms.add(room[1])
        elif part:
            _person(part, truth, building)
    return Entry(where, first, lines, truth, listing)


def _person(part: str, truth: Truth, building: Building) -> None:
    name = max((one for one in building.numbers if part.startswith(f"{one} ")), key=len)
    number = building.numbers[name]
    for word in part.removeprefix(f"{name} ").split():
        if value := _VALUE.fullmatch(word):
            truth.told.add(Told(number, float(value[2]), ROUNDS[value[1]], SITES[value[3]]))
        elif word.startswith("("):
            truth.may.add((number, SAYS[word[1:-1]]))
        else:
            truth.must.append((number, frozenset(SAYS[one] for one in word.split("/"))))


def verdicts(path: Path) -> list[tuple[Entry, Verdict]]:
    """Every entry of a text with what the parser made of it."""
    building, check = head(path)
    lines = parse(text_of(path), building.directory).lines
    return [(one, verdict(one, lines[one.first - 1 : one.first - 1 + len(one.lines)], check)) for one in entries(path)]


def verdict(entry: Entry, lines: tuple[Line, ...], check: str) -> Verdict:
    said = [one for line in lines for one in line.said]
    made = {Told(one.number, value.celsius, value.round, value.site) for one in said for value in one.readings}
    stated = {(one.number, one.says) for one in said if one.says}
    rooms = {one.room for line in lines for one in line.rooms}
    true = entry.truth
    normal = {(one.number, "normal") for one in true.told if one.celsius < FEVER}
    wanted = {(number, word) for number, words in true.must for word in words}
    if (
        not all(any(_same(one, told, check) for told in true.told) for one in made)
        or stated - true.may - normal - wanted
        or rooms - true.rooms
    ):
        return "wrong"
    if any(line.problems for line in lines):
        return "listed" if entry.listing == "needless" else "right"
    whole = (
        all(any(_same(one, told, check) for one in made) for told in true.told)
        and all(any((number, word) in stated for word in words) for number, words in true.must)
        and rooms == true.rooms
    )
    return "right" if whole and entry.listing != "wanted" else "lost"


def _same(made: Told, true: Told, check: str) -> bool:
    """Where a line names no check, none may be stored but the whole text's."""
    if (made.number, made.celsius, made.site) != (true.number, true.celsius, true.site):
        return False
    return made.round == true.round if true.round else not check or made.round in ("", check)
