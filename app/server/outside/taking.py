"""People as another system sends them, in JSON or as a table, read row by row against who is known."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from app.i18n import tr
from app.policy.person import Person, PersonKind
from app.server.outside.people import FIELDS
from app.server.outside.problem import ProblemError, WrongRow
from app.store.importing.cells import Lost, digits, rounded_identity, words
from app.store.importing.roster import import_people
from app.store.importing.tables import NoTable
from app.store.reference.people import Changes

MOST = 20_000
"""People in one request."""
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.\-/]{0,31}")
Text = Annotated[str, Meta(max_length=200)]


class PersonIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person as another system knows them. What is left out stays as it is; a new one needs a name."""

    number: Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z_.\-/]{0,31}$", max_length=32)]
    name: Annotated[str, Meta(min_length=1, max_length=100)] | UnsetType = UNSET
    kind: PersonKind | UnsetType = UNSET
    phone: Text | UnsetType = UNSET
    id_number: Text | UnsetType = UNSET
    college: Text | UnsetType = UNSET
    class_name: Text | UnsetType = UNSET
    place: Text | UnsetType = UNSET
    counsellor: Text | UnsetType = UNSET


class PeopleIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Up to 20,000 people; each is read by itself, so that one wrong row is named and the others are looked at too."""

    people: Annotated[list[msgspec.Raw], Meta(min_length=1, max_length=MOST)]


class Read(NamedTuple):
    """people: by number, as they are to be. wrong: rows that cannot be taken over."""

    people: dict[str, Person]
    wrong: list[WrongRow]


class _Wrong(ValueError):
    """Why a row cannot be taken over."""


def numbers_of(rows: list[msgspec.Raw]) -> list[str]:
    """The numbers that rows of JSON name, as far as they can be read."""
    found = (_number(row) for row in rows)
    return [number for number in found if number]


def of_json(rows: list[msgspec.Raw], known: dict[str, Person]) -> Read:
    """Rows of JSON, each a PersonIn."""
    read = Read({}, [])
    for at, row in enumerate(rows, 1):
        try:
            person = _person(row, known)
            if person.number in read.people:
                raise _Wrong(tr("学工号“{number}”在请求中出现了两次", number=person.number))
            read.people[person.number] = person
        except _Wrong as why:
            read.wrong.append(WrongRow(row=at, reason=str(why)))
    return read


def of_table(content: bytes, known: Iterable[Person]) -> Read:
    """A table as app.store.importing reads them. ProblemError where it is none, or too long."""
    kept = _Kept(list(known))
    try:
        result = import_people(kept, Path("people.csv"), content=content)
    except NoTable as error:
        raise ProblemError("table", instead=str(error)) from error
    if len(kept.people) > MOST:
        raise ProblemError("large", why=f"more than {MOST} people")
    wrong = [WrongRow(row=one.row, reason=one.reason) for one in result.refused]
    return Read({person.number: person for person in kept.people}, wrong)


class _Kept:
    """A list of people that an import reads against, and that only remembers what it would write."""

    def __init__(self, known: list[Person]) -> None:
        self._known = known
        self.people: list[Person] = []

    def all(self) -> list[Person]:
        return self._known

    def upsert(self, people: Iterable[Person]) -> Changes:
        self.people = list(people)
        return Changes(0, 0, 0)


class _Named(Struct):
    number: str


def _number(row: msgspec.Raw) -> str:
    try:
        return msgspec.json.decode(row, type=_Named).number
    except (ValueError, RecursionError):
        return ""


def _person(row: msgspec.Raw, known: dict[str, Person]) -> Person:
    try:
        given = msgspec.json.decode(row, type=PersonIn)
    except (ValueError, RecursionError) as error:
        raise _Wrong(str(error)[:300]) from error
    said = {name: getattr(given, name) for name in FIELDS if getattr(given, name) is not UNSET}
    tidy = {name: _tidy(name, value) for name, value in said.items()}
    if not _NUMBER.fullmatch(given.number) or not tidy.get("name", "x"):
        raise _Wrong(tr("学工号或姓名里有不该有的字符"))
    if rounded_identity(tidy.get("id_number", "")):
        raise _Wrong(tr("身份证号的末几位被表格软件改成了 0"))
    before = known.get(given.number)
    if before is None and "name" not in tidy:
        raise _Wrong(tr("名单里没有这个人，新增要写姓名"))
    return msgspec.structs.replace(before, **tidy) if before else Person(**tidy)


def _tidy(name: str, value: Any) -> Any:
    if name in ("number", "kind"):
        return value
    if any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in value):
        raise _Wrong(tr("“{field}”里有控制字符", field=name))
    try:
        return digits(value) if name in ("phone", "id_number") else words(value)
    except Lost:
        raise _Wrong(tr("“{field}”的末几位已丢失", field=name)) from None
