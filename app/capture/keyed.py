"""The exact bytes of a code in the characters that a keyboard gun typed for it, or why nobody can know them.

A keyboard knows keys, not bytes: an input method, caps lock, or a layout that is not the gun's turn them into others.
What can be turned back with certainty is; for all else a guard is told what to change.
"""

import re
from enum import StrEnum

from app.capture.aim import payload
from app.i18n import mark

LOST = "\ufffd"
"""Stands for a key of a gun that has no character, or for one that no single byte can be told of."""
_WIDE = {chr(narrow + 0xFEE0): chr(narrow) for narrow in range(0x21, 0x7F)} | {"\u3000": " "}
"""Full-width forms (Unicode, FF01 to FF5E), one for each character of ASCII."""
_AIM = r"(?:\][A-Za-z][0-9A-Za-z])?"
_SWAPPED = re.compile(rf"\x02?{_AIM}(?:gp1:|hc1:)[^A-Z]*|\x02?{_AIM}SHC:/[0-9/]*\x03?")
"""Codes without small letters, written in small ones, and one of digits under a capital name: caps lock was on."""
_LINE_END = re.compile("\r\n?")
"""Guns press Enter for every kind of line's end; LF is the one that most codes have."""
_IN_ORDER = re.compile(rf"\x02?{_AIM}(?:GP1:|HC1:|shc:/|https?://)")


class Doubt(StrEnum):
    """Why the bytes of a code are not known."""

    WIDE = "wide"
    FOREIGN = "foreign"
    CAPS = "caps"
    KEYS = "keys"


SENTENCES: dict[Doubt, str] = {
    Doubt.WIDE: mark("输入法开着，码会读错。请把输入法切换到英文、半角再扫。"),
    Doubt.FOREIGN: mark(
        "扫码枪打出了英文以外的字符，码没有采用。请把输入法和键盘布局切换到英文（美国）再扫；码里本来有中文的，请用摄像头扫。"
    ),
    Doubt.CAPS: mark("大写锁定开着，码会读错。请按 Caps Lock 关掉再扫。"),
    Doubt.KEYS: mark("扫码枪打出了不是字符的按键，码没有采用。请用摄像头扫，或把扫码枪改成串口（USB-COM）方式。"),
}


def narrow(text: str) -> str:
    """`text` with full-width forms as the plain characters that they stand for."""
    return "".join(_WIDE.get(letter, letter) for letter in text)


def code_of(text: str, *, caps: bool = False) -> bytes | Doubt:
    """The bytes of the code that was typed as `text`. caps: keys were pressed as if caps lock was on.

    Full-width text is turned back only where nothing in it is half-width: then it was the keyboard, not the code.
    """
    text = _LINE_END.sub("\n", text)
    if LOST in text:
        return Doubt.KEYS
    if not text.isascii():
        if not all(letter in _WIDE or letter < " " for letter in text):
            return Doubt.WIDE if all(letter.isascii() or letter in _WIDE for letter in text) else Doubt.FOREIGN
        text = narrow(text)
    if _SWAPPED.fullmatch(text):
        text = text.swapcase()
    elif caps and any(letter.isalpha() for letter in text) and not _IN_ORDER.match(text):
        return Doubt.CAPS
    return payload(text.encode("ascii"))
