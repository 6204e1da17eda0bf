"""The claims of codes that are looked at together, as in one picture: parts of one health card make one claim."""

from collections.abc import Iterable
from datetime import datetime

from app.codes.claim import Claim
from app.codes.registry import recognise
from app.codes.shc_chunks import Chunks
from app.codes.trust import Trust
from app.decode.symbol import Symbol

PART = "shc-incomplete"
"""The reason of a code that is one of several of one card."""


def claims(symbols: Iterable[Symbol], trust: Trust, now: datetime, chunks: Chunks | None = None) -> list[Claim]:
    """One claim for each symbol; once its last part is there, one for the whole card in place of its parts.

    chunks: the parts of pictures that were looked at before; a card's last part then stands for all of it.
    """
    chunks = Chunks() if chunks is None else chunks
    found: list[Claim] = []
    for symbol in symbols:
        whole = chunks.add(symbol)
        if whole:
            found = [claim for claim in found if claim.reason != PART]
        found.append(recognise(whole or symbol, trust, now))
    return found
