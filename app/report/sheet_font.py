"""The font of printed sheets, and what it cannot write: a blank stands there, to fill in by hand, and it is named."""

from functools import cache
from importlib.resources import files

BLANK = "＿"
_STYLES = {"": "NotoSansSC-Regular.ttf", "B": "NotoSansSC-Bold.ttf"}


def paths() -> dict[str, str]:
    """The font files by style: "" regular, "B" bold."""
    return {style: str(files("resources") / "fonts" / name) for style, name in _STYLES.items()}


def lacking(text: str) -> list[str]:
    """The characters of `text` that the font has not, each once, in order."""
    return list(dict.fromkeys(letter for letter in text if ord(letter) not in _known() and not _selects(letter)))


def writable(text: str) -> str:
    """`text` with a blank for every character that the font has not."""
    kept = (letter for letter in text if not _selects(letter))
    return "".join(letter if ord(letter) in _known() else BLANK for letter in kept)


def _selects(letter: str) -> bool:
    """Whether this only chooses among the shapes of the character before it (a variation selector)."""
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


@cache
def _known() -> frozenset[int]:
    """The code points of the font; both styles have the same, as a test sees to."""
    from fontTools.ttLib import TTFont

    with TTFont(paths()[""], lazy=True) as font:
        return frozenset(font.getBestCmap())
