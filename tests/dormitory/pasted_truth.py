"""The texts of pasted/ and their keys: for every line whose temperatures a careful person would take from it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from app.dormitory.chain.said import Line
from app.dormitory.resident import Resident

FOLDER = Path(__file__).parent / "pasted"
Verdict: TypeAlias = Literal["right", "listed", "lost", "wrong", "site"]
"""listed: a person has to look at what could have been read. lost: neither read nor listed. wrong: a temperature that
the line does not say of that person, or of another check. site: measured where the text does not say."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One line with what its key says and what the parser made of it. open: the key says that the case is open to
    judgement, and so is no fault."""

    where: str
    text: str
    reads: bool
    open: bool
    verdict: Verdict


@cache
def judged(folder: str) -> tuple[Judged, ...]:
    """All lines of one set that are not blank."""
    return tuple(one for path in sorted((FOLDER / folder).glob("*.txt")) for one in _text(path))


def _text(path: Path) -> Iterator[Judged]:
    key = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    names = ("number", "name", "building", "room", "bed", "class_name")
    people = [Resident(**dict(zip(names, row, strict=False))) for row in key["roster"]]
    nicknames = {row[6]: row[0] for row in key["roster"] if row[6]}
    lines = parse(path.read_text(encoding="utf-8"), Directory(people, nicknames)).lines
    for one in key["expect"]:
        line = lines[one["line"] - 1]
        where = f"{path.parent.name}/{path.stem}:{one['line']}"
        found = verdict(line, one, key["slot"], key["site"])
        yield Judged(where, line.text, bool(one["read"]), "doubt" in one, found)


def verdict(line: Line, key: dict[str, Any], slot: str, site: str) -> Verdict:
    """What the parser made of a line. slot: the check that the text was asked for; site: where it is measured unless
    the text says otherwise."""
    read = {(number, celsius) for number, celsius in key["read"]}
    others = {(number, celsius) for number, celsius in key.get("others", ())}
    made = [((said.number, one.celsius), one) for said in line.said for one in said.readings]
    asked = {what for what, one in made if one.round in ("", slot)}
    if any(what not in read | others for what, _ in made) or (read - others) & ({what for what, _ in made} - asked):
        return "wrong"
    if line.problems:
        return "right" if not read or key.get("listed") else "listed"
    if key.get("listed") or not read <= asked:
        return "lost"
    sites = {one.site or site for what, one in made if what in read}
    return "right" if sites <= {key.get("site", site)} else "site"
