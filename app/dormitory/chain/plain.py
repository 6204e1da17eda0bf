"""Writing made comparable: widths, digits, traditional characters and ornaments, so that the rest sees one form."""

import re
import unicodedata

from app.dormitory.chain.variants import SIMPLIFIED

_KEYCAPS = re.compile("((?:[0-9]\ufe0f?\u20e3)+)")
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u00ad]")
_DOTS = str.maketrans(dict.fromkeys("•‧・∙⋅．", "·") | dict.fromkeys("—–−―ー~～", "-"))
_AROUND_DOT = re.compile(r"(?<=\w)\s*·\s*(?=\w)")
_MARKS = re.compile("[\u0300-\u036f]")
_LETTER_WITH_MARK = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")


def plain(text: str) -> str:
    """`text` in half-width, simplified, lower-case writing. Ranks drawn as one sign (①, 1️⃣, ⑴) become "1. "."""
    text = _UNSEEN.sub("", _KEYCAPS.sub(_keycaps, text.replace("🔟", " 10. ")))
    text = "".join(map(_rank, text)) if not text.isascii() else text
    text = (
        unicodedata.normalize("NFKC", text.replace("．", ".").replace("º", "°"))
        .translate(_DOTS)
        .translate(SIMPLIFIED)
        .lower()
    )
    text = _AROUND_DOT.sub("·", text)
    return text if text.isascii() else "".join(map(_letter, text))


def _keycaps(found: "re.Match[str]") -> str:
    return f" {re.sub('[^0-9]', '', found[1])}. "


def _rank(sign: str) -> str:
    """A number drawn as one sign stands for a rank; read as a plain digit it would grow into its neighbours'."""
    if unicodedata.category(sign) != "No":
        return sign
    value = unicodedata.numeric(sign, 0.5)
    return f" {value:.0f}. " if value.is_integer() else " "


def _letter(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if _LETTER_WITH_MARK.match(sign):
        return _MARKS.sub("", unicodedata.normalize("NFKD", sign))
    return " " if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zs") else sign
