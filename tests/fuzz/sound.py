"""What holds for a claim whatever was shown: it can be kept, shown on one line, and its times are of some calendar."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from app.clock import CAMPUS
from app.codes.claim import Claim
from app.reasons import REASONS

LONGEST_TEXT = 4096


def check(claim: Claim) -> None:
    """Fails where a screen, the ledger or a table would."""
    assert claim.trust in ("verified", "read", "invalid")
    assert not claim.reason or claim.reason in REASONS or claim.reason == "code-unknown", claim.reason
    msgspec.json.encode(claim)
    for value in _leaves(msgspec.to_builtins(claim, builtin_types=(datetime,))):
        if isinstance(value, datetime) and value.tzinfo:
            value.astimezone(CAMPUS)
        if isinstance(value, str):
            assert value.isprintable(), "a control or a direction mark would reach the screen"
            assert len(value) <= LONGEST_TEXT


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
