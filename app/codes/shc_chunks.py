"""Joins the codes of one SMART Health Card that was too long for one."""

from app.codes.inflate import DamagedError
from app.codes.shc_numeric import SCHEME, read_chunk
from app.decode.symbol import Symbol


class Chunks:
    """The parts seen so far, of one card at a time; whoever sees codes keeps one and begins anew for another person."""

    def __init__(self) -> None:
        self._count = 0
        self._letters: dict[int, str] = {}

    def add(self, symbol: Symbol) -> Symbol | None:
        """The whole card once its last part is here, to be recognised as any symbol is; None until then.

        What is no part is left alone. A part that does not go with the others begins another card.
        """
        if not symbol.data.startswith(SCHEME):
            return None
        try:
            chunk = read_chunk(symbol.data)
        except DamagedError:
            return None
        if chunk.count == 1:
            return None
        if chunk.count != self._count or self._letters.get(chunk.index, chunk.letters) != chunk.letters:
            self._letters.clear()
        self._count = chunk.count
        self._letters[chunk.index] = chunk.letters
        if len(self._letters) < self._count:
            return None
        whole = "".join(letters for _, letters in sorted(self._letters.items()))
        self._letters.clear()
        return Symbol(symbol.format, whole.encode("ascii"), symbol.corners, symbol.color)

    @property
    def seen(self) -> tuple[int, int]:
        """How many parts are here, of how many."""
        return len(self._letters), self._count if self._letters else 0
