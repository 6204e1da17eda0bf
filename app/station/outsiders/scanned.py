"""What was scanned or typed where somebody is looked for."""

from app.codes.registry import recognise
from app.decode.symbol import Symbol
from app.station.local import LocalPost

_SHORTEST_CODE = 24
"""Characters; no number that somebody types is as long."""


def number_in(post: LocalPost, text: str) -> str:
    """The number that a campus code names, if it holds; other texts as they are."""
    text = text.strip()
    if len(text) < _SHORTEST_CODE:
        return text
    claim = recognise(Symbol("Text", text.encode()), post.trust(), post.clock())
    return claim.holder.number if claim.kind == "campus-code" and claim.trust == "verified" else text
