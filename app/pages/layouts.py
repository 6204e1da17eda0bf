"""How a page may print a number: the rows of letters that a form of it, behind its label or alone, can stand in."""

from dataclasses import dataclass

from app.pages.forms import Form
from app.pages.laid import Text

_TIMES = ("0000-00-00 00:00:00", "0000.00.00 00:00:00", "0000/00/00 00:00:00", "0000年00月00日 00:00:00")
_FEWER_STARS = (8, 4)


@dataclass(frozen=True)
class Layout:
    """text: every place's letters. places: those of the value's digits, first to last."""

    text: Text
    places: tuple[int, ...]


def of(form: Form, label: str) -> list[list[Layout]]:
    """Every way to print `form`, behind `label` and with the label elsewhere: the usual ones, then the rarer ones."""
    return [
        [_layout(form, before, printed) for before in dict.fromkeys((label, "")) for printed in alike]
        for alike in _printed(form)
    ]


def _layout(form: Form, before: str, printed: str) -> Layout:
    allowed = iter(form.allowed)
    value = [next(allowed).replace("x", "") if one.isdigit() else one for one in printed]
    places = tuple(len(before) + at for at, one in enumerate(printed) if one.isdigit())
    return Layout((*before, *value, *form.behind), places)


def _printed(form: Form) -> list[list[str]]:
    """Digits stand for digits, everything else for itself. First what is likeliest."""
    before, stars = form.hidden
    if stars:
        shown = (stars, *(few for few in _FEWER_STARS if few < stars))
        return [["0" * before + "*" * many + "0" * (len(form.allowed) - before)] for many in shown]
    if not form.separated:
        return [["0" * len(form.allowed)]]
    return [[_first_digits(one, len(form.allowed)) for one in _TIMES]]


def _first_digits(printed: str, count: int) -> str:
    """Up to the digit of that number, and what belongs to it."""
    for at, one in enumerate(printed):
        count -= one.isdigit()
        if count == 0:
            return printed[: at + 1] + ("日" if printed[at + 1 : at + 2] == "日" else "")
    return printed
