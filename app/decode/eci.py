"""The text of a code that states in which encoding it is (ECI: AIM ITS/04-023; ISO/IEC 18004, 7.4.2)."""

import re

from app.decode.text import text_of

_SETS = {
    0: "cp437", 1: "latin-1", 2: "cp437", 3: "latin-1", 20: "shift_jis", 21: "cp1250", 22: "cp1251", 23: "cp1252",
    24: "cp1256", 25: "utf-16-be", 26: "utf-8", 27: "ascii", 28: "big5", 29: "gb18030", 30: "euc_kr", 31: "gbk",
    32: "gb18030", 33: "utf-16-le", 34: "utf-32-be", 35: "utf-32-le", 170: "ascii",
} | {number: f"iso8859-{number - 2}" for number in range(4, 19) if number != 14}  # fmt: skip
"""Number → Python's name for it; 899 is binary, and has none. GB 2312 (29) is read as what contains it."""
_STATES = (b"]Q2", b"]Q4", b"]Q6")
_PART = re.compile(rb"\\([0-9]{6})((?:[^\\]|\\\\)*)")
_BY_DEFAULT = (1, 3)
"""Latin-1 has a meaning for every byte, and is what writers state that do not know better."""


def stated_text(transmitted: bytes) -> str | None:
    """The text of a code sent by the ECI protocol: AIM identifier, backslash and six digits before bytes of another
    set, two backslashes for one. None where the code states nothing, or something that its bytes are not.
    """
    if not transmitted.startswith(_STATES):
        return None
    parts = [_decoded(int(found[1]), found[2].replace(rb"\\", b"\\")) for found in _PART.finditer(transmitted)]
    known = [part for part in parts if part is not None]
    return "".join(known) if parts and len(known) == len(parts) else None


def _decoded(number: int, data: bytes) -> str | None:
    if number in _BY_DEFAULT and _is_utf8(data):
        return text_of(data)
    try:
        return data.decode(_SETS[number])
    except (KeyError, UnicodeDecodeError):
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
