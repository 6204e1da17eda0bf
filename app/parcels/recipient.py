"""Whose a parcel is: what a label says of its recipient, held against the list of people; and looked for at pick-up."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.parcels.state import Parcel
from app.policy.holder import same_name
from app.policy.person import Person

_TAIL = re.compile(r"(?<!\d)(\d{4})$")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_PHONE = re.compile(r"1\d{6}(\d{4})")


class Label(NamedTuple):
    """A recipient as the label names them. number: on the list of people, empty where nobody is certainly meant."""

    number: str
    name: str
    tail: str


def split(text: str) -> tuple[str, str]:
    """A name and the end of a phone, of what was typed: "林晓彤 4321", "4321", "13000004321", "林*彤"."""
    text = " ".join(text.split())
    if whole := _PHONE.fullmatch(text):
        return "", whole[1]
    found = _TAIL.search(text)
    return (text[: found.start()].strip(), found[1]) if found else (text, "")


def label(text: str, candidates: Iterable[Person]) -> Label:
    """Who is meant by what was typed. candidates: whom a search for it gave. Nobody where two may be."""
    name, tail = split(text)
    some = list(candidates)
    exact = [one for one in some if one.number == text.strip()]
    fitting = exact or [one for one in some if _fits(name, tail, one)]
    sure = fitting[0] if len(fitting) == 1 and (exact or name) else None
    if sure is not None:
        return Label(sure.number, sure.name, tail or sure.phone[-4:])
    return Label("", name, tail)


def belongs(parcel: Parcel, person: Person) -> bool:
    """Whether it may be theirs: by number, or by everything that the label says, one thing at least."""
    if parcel.person:
        return parcel.person == person.number
    return bool(parcel.name or parcel.phone_tail) and _fits(parcel.name, parcel.phone_tail, person)


def mentions(parcel: Parcel, text: str) -> bool:
    """Whether somebody who types this may mean this parcel: its waybill, or the recipient as the label has it."""
    wanted, (name, tail) = "".join(text.split()).lower(), split(text)
    if not wanted:
        return False
    if wanted in (parcel.waybill.lower(), parcel.person.lower()):
        return True
    if tail and parcel.phone_tail == tail and (not name or not parcel.name or _same(parcel.name, name)):
        return True
    return bool(name and not tail and parcel.name) and _same(parcel.name, name)


def _fits(name: str, tail: str, person: Person) -> bool:
    by_tail = not tail or (bool(person.phone) and person.phone.endswith(tail))
    return by_tail and (not name or _same(name, person.name))


def _same(shown: str, known: str) -> bool:
    """A label in pinyin contradicts no name, which is not enough to hand something out."""
    return bool(_HAN.search(shown)) == bool(_HAN.search(known)) and same_name(shown, known)
