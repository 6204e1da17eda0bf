"""What a role sees of people and of records: masked where the data is asked for, so that no screen, command or export
can forget it. Whoever may see a thing sees it whole."""

import re

import msgspec

from app.access.roles import PERMISSIONS, Role
from app.policy.person import Person
from app.records.kind import Kind
from app.store.fact import Entry

HIDDEN = "***"
"""In place of a value that is not for this role. There was one: a field that is empty stays empty."""
_PHONE = (3, 4)
_ID_NUMBER = (6, 4)
"""Characters left at both ends, as phones and cards are masked on the pages people know."""


def person_for(role: Role, person: Person) -> Person:
    """`person` with phone and ID number masked, unless the role may see them."""
    if role in PERMISSIONS["people.identity"]:
        return person
    return msgspec.structs.replace(
        person, phone=masked(person.phone, *_PHONE), id_number=masked(person.id_number, *_ID_NUMBER)
    )


def may_read(role: Role, kind: Kind) -> bool:
    """Whether records of that kind exist for this role at all."""
    return (not kind.readers or role in kind.readers) and (not kind.audit or role in PERMISSIONS["audit.read"])


def record_for(role: Role, kind: Kind, entry: Entry) -> Entry:
    """`entry` with the fields that are not for this role hidden."""
    body = entry.fact.body
    narrow = [field.name for field in kind.guarded if role not in field.readers]
    if body is None or not any(body.get(name) for name in narrow):
        return entry
    hidden = {name: HIDDEN for name in narrow if body.get(name)}
    return msgspec.structs.replace(entry, fact=msgspec.structs.replace(entry.fact, body={**body, **hidden}))


def may_name(role: Role, operator: str, counsellor: str) -> bool:
    """Whether somebody in a list of residents may be named to whoever is on duty: a counsellor answers for his own
    students, and learns of the others' only how many they are."""
    return role != "counsellor" or counsellor == operator


def may_open(role: Role, operator: str, counsellor: str, within: bool, *, named: bool) -> bool:
    """Whether somebody's room may be opened on the map. within: it lies in a place that was named for the account, or
    whose head has its name. named: some place was named for the account, and then nothing else is open to it."""
    if named or role == "building":
        return within
    return within or may_name(role, operator, counsellor)


def masked(number: str, head: int, tail: int) -> str:
    """The ends of `number`, with asterisks between; all of a short one is hidden."""
    number = re.sub(r"\s", "", number)
    if len(number) <= head + tail:
        return "*" * len(number)
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]
