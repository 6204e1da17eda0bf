"""The text that a code's bytes mean, where the code does not say in which encoding it is.

Strict UTF-8 first; then GB18030, as scanner guns and older Chinese apps write; Japanese where the bytes are unlikely to
be Chinese; at last Latin-1, byte by byte, so that any bytes have a text.
"""

import re

_HALF_WIDTH = re.compile(rb"[\x00-\x7e]*(?:[\xa6-\xdd][\xde\xdf]?[\x00-\x7e]*)+")
"""JIS X 0201: half-width katakana of one byte each, a voice mark (DE, DF) only behind another character."""
_VOICED = re.compile(rb"[\xb3\xb6-\xc4\xca-\xce]\xde|[\xca-\xce]\xdf")
_KANA = re.compile(r"[぀-ヿ]")
_NAME = 3
"""Characters: so few rare hanzi are somebody's name (偲 is に in Shift JIS), more of them in a row are Japanese."""


def text_of(data: bytes) -> str:
    """`data` as text; never fails."""
    for read in (_utf8, _japanese, _chinese):
        text = read(data)
        if text is not None:
            return text
    return data.decode("latin-1")


def _utf8(data: bytes) -> str | None:
    return _strict(data, "utf-8")


def _chinese(data: bytes) -> str | None:
    return _strict(data, "gb18030")


def _japanese(data: bytes) -> str | None:
    """Half-width katakana with voice marks in their places, or Shift JIS that is kana for the most part: its bytes
    would be rare hanzi in a row."""
    text = _strict(data, "shift_jis")
    if text is None:
        return None
    if _HALF_WIDTH.fullmatch(data):
        return text if len(_VOICED.findall(data)) > 1 else None  # one alone is a hanzi such as 无 (CE DE)
    foreign = sum(not letter.isascii() for letter in text)
    return text if len(_KANA.findall(text)) > max(_NAME, foreign / 2) else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
