"""Whether the holder of a claim can be the person in the lane. Pages mask names and numbers, and reading loses masks.

Everything here says "may be the same": False only where what is known on both sides contradicts.
"""

import re
import unicodedata
from datetime import date

from app.codes.claim import Holder
from app.policy.person import Person

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_NAME_MASK = re.compile(r"[*×✱●•○?xX”\"“'’]+")
_NUMBER_MASK = re.compile(r"[^0-9a-z]+")
_NO_PERSON = 3
"""Fewer characters of a number than this tell nobody apart."""


def may_be(holder: Holder, person: Person) -> bool:
    """Whether nothing that `holder` shows contradicts `person`."""
    return (
        same_name(holder.name, person.name)
        and (not holder.number or not person.number or _plain(holder.number) == _plain(person.number))
        and same_number(holder.id_number, person.id_number)
        and same_number(holder.phone, person.phone, phone=True)
        and _same_birthday(holder.born, person.id_number)
    )


def same_name(shown: str, known: str) -> bool:
    """Compares 张*, *三 or a full name. A name in another script (a foreign certificate's) says nothing."""
    if not shown or not known:
        return True
    shown, known = _plain(shown), _plain(known)
    if bool(_HAN.search(shown)) != bool(_HAN.search(known)):
        return True
    if not _HAN.search(known):
        return _same_latin(shown, known)
    ends = _ends(shown, _NAME_MASK)
    if ends:
        head, tail = ends
        return known.startswith(head) and known.endswith(tail) and len(known) > len(head) + len(tail)
    if len(shown) == 1:  # 三, where the page shows *三
        return shown in (known[0], known[-1])
    return shown in (known, known[1:])


def same_number(shown: str, known: str, *, phone: bool = False) -> bool:
    """Compares masked numbers by their visible ends: how many characters a mask hides is rarely read rightly."""
    if not shown or not known:
        return True
    shown, known = _number(shown, phone), _number(known, phone)
    of_shown, of_known = _ends(shown, _NUMBER_MASK), _ends(known, _NUMBER_MASK)
    if not of_shown and not of_known:
        return _same_plain_number(shown, known)
    head, tail = of_shown or (shown, shown)
    known_head, known_tail = of_known or (known, known)
    heads, tails = min(len(head), len(known_head)), min(len(tail), len(known_tail))
    return head[:heads] == known_head[:heads] and tail[len(tail) - tails :] == known_tail[len(known_tail) - tails :]


def _same_plain_number(shown: str, known: str) -> bool:
    if min(len(shown), len(known)) < _NO_PERSON or shown == known:
        return True
    lost = range(len(shown) + 1) if len(shown) < len(known) else range(0)
    return any(known.startswith(shown[:at]) and known.endswith(shown[at:]) for at in lost)


def _same_latin(shown: str, known: str) -> bool:
    """Given names and surnames stand in either order, and middle names are left out."""
    if "*" in shown or not shown or not known:
        return True
    ours, theirs = set(re.findall(r"\w+", known)), set(re.findall(r"\w+", shown))
    return ours <= theirs or theirs <= ours


def _same_birthday(born: date | None, id_number: str) -> bool:
    """A resident ID number carries the day of birth in its 7th to 14th digit (GB 11643)."""
    digits = id_number[6:14]
    return born is None or len(id_number) != 18 or not digits.isdecimal() or digits == f"{born:%Y%m%d}".zfill(8)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().strip()
    return re.sub(r"[\s·]+", "", text) if _HAN.search(text) else text


def _number(text: str, phone: bool) -> str:
    """What counts of a number, masked parts as "*". The X that ends an ID number is a digit, every other a mask."""
    text = re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", text).casefold())
    if phone:
        text = re.sub(r"^\+?86(?=.{11}$)", "", text)
    ending = "x" if not phone and re.search(r"\dx$", text) else ""
    body = text[: len(text) - len(ending)].replace("x", "*")
    return _NUMBER_MASK.sub("*", body) + ending


def _ends(text: str, mask: re.Pattern[str]) -> tuple[str, str] | None:
    """What stands before the first and after the last mask; None without a mask."""
    parts = mask.split(text)
    return (parts[0], parts[-1]) if len(parts) > 1 else None
