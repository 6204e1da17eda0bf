"""Whether a record speaks of a person: by number, identity card or phone, in whichever field it stands."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from app.policy.person import Person

SHORTEST = 6
"""Letters of a phone or identity number that are enough to mean one person; numbers of the roster may be shorter."""


def identifiers(number: str, person: Person | None) -> frozenset[str]:
    """What somebody is known by: the number, and what the list of people says beside it."""
    others = (person.id_number, person.phone) if person else ()
    return frozenset({number, *(one for one in others if len(one) >= SHORTEST)} - {""})


def mentions(body: dict[str, Any] | None, names: Collection[str]) -> bool:
    """Whether any text of `body` is one of `names`, or has one in it as a word of its own."""
    if not body or not names:
        return False
    words = re.compile(rf"(?<![0-9A-Za-z])(?:{'|'.join(map(re.escape, sorted(names)))})(?![0-9A-Za-z])")
    return any(words.search(text) for text in _texts(body))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
