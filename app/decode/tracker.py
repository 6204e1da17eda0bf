"""Remembers which codes are in view, so that each is reported once however many frames show it."""

from collections.abc import Collection, Iterable

from app.decode.symbol import Symbol

HOLD = 2.0
"""Seconds of the source's time over which a code that was not found again still counts as in view."""


class Tracker:
    """Follows the codes of one stream."""

    def __init__(self, hold: float = HOLD) -> None:
        self._hold = hold
        self._seen: dict[tuple[str, bytes], float] = {}
        self._asked = False

    def look_again(self) -> None:
        """Let `again` give what is in view once more; may be called from another thread."""
        self._asked = True

    def new(self, symbols: Iterable[Symbol], at: float) -> list[Symbol]:
        """Those of `symbols`, found at `at` seconds, that were not in view before.

        A source that began again, its time running backwards, is a new view.
        """
        self._seen = {code: last for code, last in self._seen.items() if 0 <= at - last <= self._hold}
        fresh = []
        for symbol in symbols:
            code = symbol.format, symbol.data
            if code not in self._seen:
                fresh.append(symbol)
            self._seen[code] = at
        return fresh

    def again(self, symbols: Iterable[Symbol], fresh: Collection[Symbol]) -> list[Symbol]:
        """Those of `symbols` that are not `fresh`, once after each `look_again`; to be asked after `new`, so that what
        comes into view and what stays there are told apart."""
        asked, self._asked = self._asked, False
        return [symbol for symbol in symbols if symbol not in fresh] if asked else []
