"""Remembers which codes are in view, so that each is reported once however many frames show it."""

import math
from collections.abc import Collection, Iterable
from queue import SimpleQueue
from typing import TypeAlias

from app.decode.symbol import Symbol

_Code: TypeAlias = tuple[str, bytes]

HOLD = 2.0
"""Seconds of the source's time over which a code that was not found again still counts as in view."""
BESIDE = 0.3
"""The same, for being in view together with another one."""
PUT_OFF = 0.4
"""Seconds after which a code that was put off is reported once more, if it is still there."""


class Tracker:
    """Follows the codes of one stream."""

    def __init__(self, hold: float = HOLD) -> None:
        self._hold = hold
        self._seen: dict[_Code, tuple[float, Symbol]] = {}
        self._due: dict[_Code, float] = {}
        self._put_off: SimpleQueue[Symbol] = SimpleQueue()
        self._asked = False

    def look_again(self) -> None:
        """Let `again` give what is in view once more; may be called from another thread."""
        self._asked = True

    def put_off(self, symbol: Symbol) -> None:
        """Let `new` give it once more a little later, if it is in view then; may be called from another thread."""
        self._put_off.put(symbol)

    def beside(self, symbol: Symbol, at: float) -> list[Symbol]:
        """The other codes that are in view at `at`."""
        own = _code(symbol)
        return [one for code, (last, one) in self._seen.items() if code != own and at - last <= BESIDE]

    def new(self, symbols: Iterable[Symbol], at: float) -> list[Symbol]:
        """Those of `symbols`, found at `at` seconds, that were not in view before, or were put off a while ago.

        A source that began again, its time running backwards, is a new view.
        """
        while not self._put_off.empty():
            self._due[_code(self._put_off.get())] = at + PUT_OFF
        self._seen = {code: (last, one) for code, (last, one) in self._seen.items() if 0 <= at - last <= self._hold}
        fresh = []
        for symbol in symbols:
            code = _code(symbol)
            if code not in self._seen or not self._due.get(code, math.inf) > at:
                fresh.append(symbol)
                self._due.pop(code, None)
            self._seen[code] = at, symbol
        self._due = {code: due for code, due in self._due.items() if code in self._seen}
        return fresh

    def again(self, symbols: Iterable[Symbol], fresh: Collection[Symbol]) -> list[Symbol]:
        """Those of `symbols` that are not `fresh`, once after each `look_again`; to be asked after `new`, so that what
        comes into view and what stays there are told apart."""
        asked, self._asked = self._asked, False
        return [symbol for symbol in symbols if symbol not in fresh] if asked else []


def _code(symbol: Symbol) -> _Code:
    return symbol.format, symbol.data
