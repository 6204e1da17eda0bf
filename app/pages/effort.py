"""How much trying a regular expression may take: the pattern of a school's own template must not hold up a post."""

import math
from collections.abc import Iterable
from re import _compiler, _parser  # type: ignore[attr-defined]  # there is no public parser
from typing import Any

MOST = 1e6
"""Ways to match one text; the dates and numbers of pages have some hundreds, two `.*` have 90,000."""
_LONGEST = 300
"""Characters of a text that is searched: a block of rows of one page."""

_LETTERS = [*map(chr, range(0x250)), *"一鿿：。，“”…·"]


def ways(pattern: str) -> float:
    """In how many ways the parts of `pattern` can be laid over a text, at most: what a search that fails may try.

    `(a+)+` has more than there are numbers for, and gives infinity. Raises re.error.
    """
    return _all(_parser.parse(pattern))


def _all(parts: Iterable[tuple[Any, Any]]) -> float:
    return math.prod(_one(str(kind), value) for kind, value in parts)


def _one(kind: str, value: Any) -> float:
    if kind.endswith("REPEAT"):
        least, most, inner = int(value[0]), min(int(value[1]), _LONGEST), _all(value[2])
        return _power(inner, most) * max(most - least + 1, 1)
    if kind == "BRANCH":
        return _either(value[1])
    if kind == "GROUPREF_EXISTS":
        return sum(_all(branch) for branch in value[1:] if branch)
    # A group, an assertion, an atomic group: the parts within stand last, or are all there is.
    inner = value[-1] if isinstance(value, tuple) else value
    return _all(inner) if isinstance(inner, _parser.SubPattern) else 1.0


def _either(branches: list[Any]) -> float:
    """Branches of one character each, which no character is in two of, are one way."""
    if any(branch.getwidth() != (1, 1) or len(branch) != 1 for branch in branches):
        return sum(map(_all, branches))
    classes = [_compiler.compile(branch) for branch in branches]
    return max(sum(one.match(letter) is not None for one in classes) for letter in _LETTERS) or 1


def _power(base: float, exponent: int) -> float:
    try:
        return base**exponent
    except OverflowError:
        return math.inf
