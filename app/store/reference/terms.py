"""What a person can be found by: parts of the name, its pinyin and initials, the number's two ends, the room.

Every term is looked up by its beginning, so a part of a name is a term of its own: 张三丰, 三丰, 丰. Characters that
are read in more than one way (单, 曾, 乐) give a spelling for each.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from app.policy.person import Person

READINGS = 3
SPELLINGS = 16
"""The most readings of one character and spellings of one name; rarer ones are found by their characters."""

BACKWARDS = "\ue000"
"""What a number's term begins with that is read from its end; a private character, which nobody can type."""

_SURNAMES = {
    "万": ("wan", "mo"), "俟": ("qi", "si"), "澹": ("tan", "dan"), "尉": ("yu", "wei"), "朴": ("piao", "pu"),
    "员": ("yun", "yuan"), "盖": ("ge", "gai"), "乜": ("nie", "mie"), "冼": ("xian",), "洗": ("xian", "xi"),
    "单": ("shan", "dan"), "曾": ("zeng", "ceng"), "仇": ("qiu", "chou"), "解": ("xie", "jie"), "查": ("zha", "cha"),
    "区": ("ou", "qu"), "翟": ("zhai", "di"), "缪": ("miao", "mou"), "覃": ("qin", "tan"), "黑": ("he", "hei"),
    "种": ("chong", "zhong"), "薄": ("bo", "bao"), "长": ("zhang", "chang"), "召": ("shao", "zhao"),
    "繁": ("po", "fan"),
}  # fmt: skip
"""What these are read as in a surname, where the general dictionary has it late or not at all."""


def plain(text: str) -> str:
    """Text as terms are kept: compatible characters unified (full-width digits), lower case, no blanks at the ends."""
    return unicodedata.normalize("NFKC", text).replace(BACKWARDS, "").strip().lower()


def of(person: Person) -> set[str]:
    """All terms of a person."""
    number = plain(person.number)
    found = {number, BACKWARDS + number[::-1]}
    found.update(_name(plain(person.name)))
    found.update(_place(plain(person.place)))
    return {term.replace(" ", "") for term in found} - {"", BACKWARDS}


def wanted(word: str) -> Iterator[str]:
    """The beginnings of terms that a typed word may mean, the likeliest first."""
    yield word
    if any(letter.isdigit() for letter in word):
        yield BACKWARDS + word[::-1]


@lru_cache(maxsize=30_000)
def _name(name: str) -> frozenset[str]:
    units = re.findall(r"[a-z0-9']+|[^\W\d_]", name)
    found = set()
    for start in range(len(units)):
        found.add("".join(units[start:]))
    for spelling in islice(product(*(_readings(unit) for unit in units)), SPELLINGS):
        whole, initials = "".join(spelling), "".join([syllable[0] for syllable in spelling])
        for start, syllable in enumerate(spelling):
            found.add(whole)
            found.add(initials[start:])
            whole = whole[len(syllable) :]
    return frozenset(found)


def _place(place: str) -> Iterable[str]:
    """The whole place, and its end from every part on: 5-316 and 316."""
    starts = [match.start() for match in re.finditer(r"[a-z0-9]+", place)]
    return [place, *(place[start:] for start in starts)]


@lru_cache(maxsize=30_000)
def _readings(unit: str) -> tuple[str, ...]:
    if unit.isascii():
        return (unit,)
    from pypinyin import Style, pinyin  # half a second to load, and needed only where names are new

    known = pinyin(unit, style=Style.NORMAL, heteronym=True)[0][:READINGS]
    return tuple(dict.fromkeys((*_SURNAMES.get(unit, ()), *known)))
