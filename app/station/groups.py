"""Who comes together (集体进出): people found by class or by a list of numbers, and who of them has come."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from app.clock import campus
from app.errors import UserError
from app.i18n import tr
from app.lane.group import Group
from app.policy.person import Person
from app.report.sheet_people import Wanted, chosen
from app.station.local import LocalPost
from app.store.importing.tables import sheets
from app.store.passages import Passages, Passed

MOST = 500
"""People of a group; more were found by too short a word."""
_PARTS = re.compile(r"[,，、;；\n\t]+")


class Found(NamedTuple):
    """people: those of a list, in its order, each once. unknown: what of it nobody fits."""

    people: tuple[Person, ...]
    unknown: tuple[str, ...] = ()


def gather(post: LocalPost, text: str) -> Found:
    """The people whom a text names, its parts between commas: a class, a college, a room (by the words that it is
    found by), one person's name, or numbers (学工号) with blanks between them."""
    post.permit("people.look-up")
    return _found(_of_text(post, text))


def from_table(post: LocalPost, path: Path) -> Found:
    """The people whose numbers (学工号) stand in a CSV or XLSX file, one in a row; NoTable for what is none."""
    post.permit("people.look-up")
    rows = [cells for sheet in sheets(path) for _, cells in sheet]
    found = _found((_row_text(cells), _of_row(post, cells)) for cells in rows)
    heading = [_row_text(cells) for cells in rows[:1]]
    return found._replace(unknown=tuple(one for one in found.unknown if one not in heading))


def begin(post: LocalPost, name: str, people: Iterable[Person]) -> Group:
    """A group of these; its time makes its name its own. UserError where nobody is of it, or far too many are."""
    members, now = tuple(people), post.clock()
    if not members:
        raise UserError(tr("名单里没有人。请键入班级、姓名或学工号。"))
    if len(members) > MOST:
        raise UserError(tr("名单有 {count} 人，太多了。请写得更具体，例如写全班级。", count=len(members)))
    return Group(f"{name} {campus(now):%H:%M:%S}", now, members)


def came(post: LocalPost, group: Group) -> dict[str, Passed]:
    """By number: the last passage of each member, as it stands in the ledger."""
    return {one.person: one for one in Passages(post.database).of_group(group.name, group.began)}


def _found(parts: Iterable[tuple[str, list[Person]]]) -> Found:
    people: dict[str, Person] = {}
    unknown: list[str] = []
    for part, some in parts:
        people |= {person.number: person for person in some if person.number not in people}
        if part and not some:
            unknown.append(part)
    return Found(tuple(people.values()), tuple(unknown))


def _of_text(post: LocalPost, text: str) -> Iterator[tuple[str, list[Person]]]:
    roster: list[Person] = []
    for part in filter(None, (one.strip() for one in _PARTS.split(text))):
        words = part.split()
        numbered = [(word, post.people.get(word)) for word in words]
        if any(person for _, person in numbered):
            yield from ((word, [person] if person else []) for word, person in numbered)
            continue
        roster = roster or post.people.all()
        yield part, _fitting(roster, part)


def _fitting(roster: list[Person], part: str) -> list[Person]:
    named = [person for person in roster if person.name == part]
    if len(named) > 1:
        raise UserError(tr("“{name}”有 {count} 人，请改写学工号。", name=part, count=len(named)))
    return named or chosen(roster, Wanted(words=part))


def _of_row(post: LocalPost, cells: Iterable[Any]) -> list[Person]:
    return [person for text in map(_text, cells) if text and (person := post.people.get(text))][:1]


def _row_text(cells: Iterable[Any]) -> str:
    return " ".join(filter(None, map(_text, cells)))


def _text(cell: Any) -> str:
    """A number that a spreadsheet made of a 学工号 is written as it was typed."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
