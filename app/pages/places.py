"""The places of a travel card, and which of them had a star: in what was read, `省市*` separated by `|`."""

import re

from app.codes.claim import Place
from app.pages import regions
from app.pages.line import Line
from app.pages.misread import find
from app.pages.values import Reading

_WHOLE_PAGE = 0.7
"""How sure a list is at most that was read with the whole page, before its rows were read on their own."""
_STAR = re.compile(r"[*＊xX×✱”“″\"'’‘`´^°·]")
"""What a star after a city is read as."""


def read(line: Line, note: tuple[str, ...]) -> Reading | None:
    """The places in `line`, which begins after their label and may go on into the star's note.

    note: texts of the star's note. It stands on the page only where a place has a star, and so is a second witness:
    without it only a clear asterisk counts as one, with it anything that asterisks are read as.
    """
    found = [(score, start) for score, start, _ in (find(line.text, one) for one in note) if score >= 0.6]
    noted = bool(found)
    end = min((start for _, start in found), default=len(line.text))
    names, sure = [], []
    for name, start, stop, score in regions.split(line.cut(0, end)):
        star = _star(line.text[stop : stop + 1], noted)
        certain = sum(line.sure[start:stop]) / max(stop - start, 1)
        names.append(name + ("*" if star else ""))
        sure.append(certain * score if score else certain * 0.3)
    if noted and len(names) == 1:
        names = [names[0].rstrip("*") + "*"]
    elif noted and not any(name.endswith("*") for name in names):
        sure = [one * 0.5 for one in sure]  # a star there is, but whose?
    # Glare takes a whole place, or a star before a comma, without a trace in the text: only the row shows the gap.
    sure = [min(one, _WHOLE_PAGE) for one in sure]
    return Reading("|".join(names), tuple(sure)) if names else None


def _star(after: str, noted: bool) -> bool:
    return after in {"*", "＊"} or (noted and bool(_STAR.fullmatch(after)))


def of(value: str) -> tuple[Place, ...]:
    """The places of a reading's value."""
    return tuple(Place(one.rstrip("*"), one.endswith("*")) for one in value.split("|") if one)
