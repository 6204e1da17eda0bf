"""What a spreadsheet did to a cell, undone where that is certain and refused where it is not.

Spreadsheets take a long number for a quantity: 20200101 becomes 20200101.0, 110101199003071234 becomes 1.10101E+17 and
its last digits are gone for good. Such a number is never guessed.
"""

import re
import unicodedata
from typing import Any

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff'‘’`]")
_SCIENTIFIC = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]+)")
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_EXACT = 10**15
"""Spreadsheets keep 15 digits; what is longer and was a number has lost some."""


class Lost(ValueError):
    """Digits are missing that nobody can bring back."""


def name_in(cell: Any) -> str:
    """A person's name, without the blanks that make one of two characters as wide as one of three: elsewhere it stands
    without."""
    return _BETWEEN.sub("", words(cell))


def words(cell: Any) -> str:
    """A cell as text, its blanks tidied; 3.0 is 3."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        cell = int(cell)
    return " ".join(unicodedata.normalize("NFKC", str(cell)).split())


def digits(cell: Any) -> str:
    """A cell that is a number in the sense of a name (a student's, a phone's): without blanks, ".0" and exponents.

    Raises Lost where it was a quantity too long for its digits to be there still.
    """
    if isinstance(cell, bool):
        raise Lost(str(cell))
    if isinstance(cell, int | float):
        if cell != cell or not float(cell).is_integer() or not 0 <= cell < _EXACT:
            raise Lost(str(cell))
        return str(int(cell))
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", "" if cell is None else str(cell)))
    if scientific := _SCIENTIFIC.fullmatch(text):
        whole, fraction, exponent = scientific[1], scientific[2] or "", int(scientific[3])
        if len(fraction) < exponent or fraction[exponent:].strip("0") or exponent >= 15:
            raise Lost(text)
        return whole + fraction[:exponent]
    return re.sub(r"^([0-9]+)\.0+$", r"\1", text)


def rounded_identity(text: str) -> bool:
    """Whether this is a Chinese ID number whose last digits a spreadsheet replaced by zeros (GB 11643's check digit
    then fails)."""
    if not re.fullmatch(r"[0-9]{15}000", text):
        return False
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    total = sum(weight * int(digit) for weight, digit in zip(weights, text, strict=False))
    return "10X98765432"[total % 11] != text[17]
