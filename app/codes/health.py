"""Health codes (健康码) recognised by the form of their payload, as resources/codes/health-codes.toml describes it."""

import hashlib
import re
import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files

import msgspec

from app.clock import CAMPUS
from app.codes.claim import Claim
from app.codes.issuer import Issuer
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from app.i18n import mark

LONGEST = 1024
"""Bytes; what is longer is no health code, and is not worth a regular expression's time."""


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One form of payload; see the file for what the pattern's groups mean."""

    name: str
    label: str
    pattern: str


@cache
def forms() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    """The forms in the order of the file, each with its compiled pattern."""
    text = (files("resources") / "codes" / "health-codes.toml").read_text(encoding="utf-8")
    read = msgspec.convert(tomllib.loads(text)["issuer"], list[Form])
    return tuple((form, re.compile(form.pattern, re.ASCII)) for form in read)


def recognise(symbol: Symbol, _trust: Trust, _now: datetime) -> Claim | None:
    """The health code in `symbol`, read but not verified; None where its payload has no known form."""
    if len(symbol.data) > LONGEST or not symbol.data.isascii():
        return None
    payload = symbol.data.decode("ascii")
    for form, pattern in forms():
        if match := pattern.fullmatch(payload):
            return _claim(form.name, match, symbol)
    return None


def digest(token: str) -> str:
    """What is kept of a token: enough to tell two apart, not enough to show the code again."""
    return hashlib.sha256(token.encode()).hexdigest()[:32]


def _claim(name: str, match: re.Match[str], symbol: Symbol) -> Claim:
    groups = match.groupdict()
    issued = groups.get("issued_ms")
    return Claim(
        kind="health-code", trust="read", issuer=name, color=symbol.color, token=digest(groups["token"]),
        updated_at=datetime.fromtimestamp(int(issued) // 1000, CAMPUS) if issued else None,
    )  # fmt: skip


ISSUER = Issuer("health", mark("健康码"), recognise, order=60)
