"""All issuers, found by walking this package: a new issuer is a new file here and nothing else."""

from datetime import datetime
from functools import cache

from app.codes.claim import Claim
from app.codes.issuer import Issuer
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from app.discover import modules

LONGEST = 8192
"""Bytes; a QR code holds 7,089 digits at most. What is longer is no code of anybody's."""


@cache
def _issuers() -> tuple[Issuer, ...]:
    found = (getattr(module, "ISSUER", None) for module in modules("app.codes"))
    return tuple(sorted((one for one in found if isinstance(one, Issuer)), key=lambda one: (one.order, one.name)))


def issuers() -> list[str]:
    """The issuers' names, in the order in which they are asked."""
    return [one.name for one in _issuers()]


def recognise(symbol: Symbol, trust: Trust, now: datetime) -> Claim:
    """What `symbol` claims, checked with `trust` at `now` (aware); of nobody's code, that it is unknown."""
    if len(symbol.data) <= LONGEST:
        for issuer in _issuers():
            if claim := issuer.recognise(symbol, trust, now):
                return claim
    return Claim(kind="unknown", trust="read", reason="code-unknown")
