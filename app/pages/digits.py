"""Times, phone and ID numbers in undecided print: every digit weighed against the other digits that may stand there."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.pages import ctc
from app.pages.template import Field
from app.pages.undecided import Print
from app.pages.values import Reading

_SEPARATORS = ".-:：年月日/"
_STARS = "*×·.-xX”“\"'’"
ALPHABET = "0123456789" + "".join(dict.fromkeys("Xx" + _SEPARATORS + _STARS[:3] + _STARS[7:]))
_PROVINCES = [
    str(one)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83), (91, 91))
    for one in range(first, last + 1)
]
"""First two digits of an ID number: GB/T 2260, and 91 of permanent residence."""
_BEHIND = "的动态行程卡"
"""What a travel card prints behind a phone number, and its pattern looks for."""
_PAIRS = {"month": range(1, 13), "day": range(1, 32), "hour": range(24), "sixty": range(60)}


@dataclass(frozen=True)
class Form:
    """One way in which a value is printed.

    sample: a value of this form, as a page shows it. hidden: asterisks of the value, after how many digits. pairs: what
    two digits together may be, by the first one's number.
    """

    sample: str
    allowed: tuple[str, ...]
    separated: tuple[int, ...] = ()
    hidden: tuple[int, int] = (0, 0)
    pairs: tuple[tuple[int, str], ...] = ()


def forms(field: Field) -> tuple[Form, ...]:
    """Those in which the field's pattern, and so the page, can show it; none where it is no number."""
    return _forms(field.name, field.expression) if field.name in _KINDS and field.pattern else ()


@cache
def _forms(name: str, expression: re.Pattern[str]) -> tuple[Form, ...]:
    fitting = [one for one in _KINDS[name]() if _taken(name, expression, one.sample) == one.sample]
    # What holds a second also holds a minute.
    return tuple(fitting[:1]) if name.endswith("_at") else tuple(fitting)


def _taken(name: str, expression: re.Pattern[str], sample: str) -> str:
    match = expression.search(sample + _BEHIND)
    return match[name] if match else ""


def _times() -> list[Form]:
    digit = "0123456789"
    allowed = ("2", "0", "12", digit, "01", digit, "0123", digit, "012", digit, "012345", digit, "012345", digit)
    pairs = ((4, "month"), (6, "day"), (8, "hour"), (10, "sixty"), (12, "sixty"))
    samples = (("2022-05-2520:24:27", 14), ("2022-05-2520:24", 12), ("2022-05-25", 8))
    return [
        Form(text, allowed[:many], (3, 5, 7, 9, 11), pairs=tuple(one for one in pairs if one[0] < many))
        for text, many in samples
    ]


def _phones() -> list[Form]:
    allowed = ("1", "3456789", *["0123456789"] * 9)
    return [Form("13900001234", allowed), Form("139****1234", allowed[:7], (2,), (3, 4))]


def _ids() -> list[Form]:
    digit, last = "0123456789", "0123456789Xx"
    found = [Form("220102199001011234", (*["0123456789"] * 17, last), pairs=((0, "province"),))]
    for before, after in ((4, 4), (6, 4), (3, 4), (6, 2), (1, 1)):
        stars = 18 - before - after
        sample = "220102"[:before] + "*" * stars + "1234"[-after:]
        pairs = ((0, "province"),) if before > 1 else ()
        found.append(Form(sample, (*[digit] * (before + after - 1), last), (before - 1,), (before, stars), pairs))
    return found


_KINDS: dict[str, Callable[[], list[Form]]] = {
    "phone": _phones, "id_number": _ids,
    **dict.fromkeys(("updated_at", "expires_at", "sampled_at", "tested_at"), _times),
}  # fmt: skip


def read(field: Field, prints: Sequence[Print]) -> Reading | None:
    """The value that all of `prints`, cuts of the same row, spell together; None where the page cannot show it so."""
    found = [(form, one) for form in forms(field) for one in [_of(form, prints)] if one is not None]
    if not found:
        return None
    form, (chances, _) = min(found, key=lambda one: one[1][1])
    everyone = sum(np.exp(-cost) for _, (_, cost) in found)
    share = float(np.exp(-min(cost for _, (_, cost) in found)) / max(everyone, 1e-300))
    digits, sure = _best(form, chances)
    before, stars = form.hidden
    if stars:
        digits = digits[:before] + "*" * stars + digits[before:]
        sure = [*sure[:before], *[share] * stars, *sure[before:]]
    return Reading(digits, tuple(one * share for one in sure))


def _of(form: Form, prints: Sequence[Print]) -> tuple[NDArray[np.float64], float] | None:
    """(digits, letters): mean of each letter's chance at each place; and how ill the form fits, in nats a digit."""
    total, cost = [], []
    for one in prints:
        allowed = np.array([one.marks(letters) for letters in form.allowed])
        between = [one.marks(_STARS if form.hidden[1] else _SEPARATORS) if at in form.separated else None
                   for at in range(len(allowed) - 1)]  # fmt: skip
        if len(one.steps) < len(allowed):
            continue
        fit = ctc.fit(one.steps, allowed, between)
        total.append(fit.slots)
        cost.append(fit.cost / len(allowed))
    return (np.mean(total, axis=0), float(np.mean(cost))) if total else None


def _best(form: Form, chances: NDArray[np.float64]) -> tuple[str, list[float]]:
    """The likeliest digits of which every pair makes sense, and how sure each is."""
    digits = chances[:, :10]
    digits = np.hstack([digits, (1 - digits.sum(axis=1, keepdims=True)).clip(0)])  # X is what is left
    letters = ["0123456789X"[one] for one in digits.argmax(axis=1)]
    sure = [float(one) for one in digits.max(axis=1)]
    for at, kind in form.pairs:
        possible = _PROVINCES if kind == "province" else [f"{one:02}" for one in _PAIRS[kind]]
        both = np.array([digits[at, int(one[0])] * digits[at + 1, int(one[1])] for one in possible])
        pair, chance = possible[int(both.argmax())], float(both.max() / max(both.sum(), 1e-9))
        letters[at : at + 2] = pair
        # Not surer than the print itself: what makes no sense is a hint that the row is another.
        sure[at : at + 2] = [min(chance, float(both.max()) ** 0.5)] * 2
    return "".join(letters), sure
