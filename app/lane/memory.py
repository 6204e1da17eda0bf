"""What a lane remembers of the last people: who has just passed, and who showed which code."""

from datetime import datetime, timedelta

import msgspec

from app.codes.claim import Claim
from app.policy.decision import Decision

REPEAT = timedelta(seconds=60)
"""A person admitted, or a bad code refused, within this time and seen again is the same passage, not a second one."""
SHARED = timedelta(hours=1)
"""For how long an opaque code that one person showed is not believed from another."""


class Memory:
    """Bounded: what is older than it matters is forgotten whenever something new is remembered."""

    def __init__(self) -> None:
        self._settled: dict[str, datetime] = {}
        self._shown: dict[str, tuple[str, datetime]] = {}

    def decided(self, key: str, decision: Decision, now: datetime) -> None:
        """A decision fell for the person (or the bad code) of that key."""
        self._settled = {one: at for one, at in self._settled.items() if abs(now - at) < REPEAT}
        if decision.verdict == "admit" or key.startswith("code "):
            self._settled[key] = now
        else:
            self._settled.pop(key, None)

    def passed(self, key: str, now: datetime) -> bool:
        """Whether this one has just been settled, and needs no second record."""
        at = self._settled.get(key)
        return at is not None and abs(now - at) < REPEAT

    def own(self, claim: Claim, key: str, now: datetime) -> Claim:
        """The claim as the person of `key` may use it: not believed if somebody else showed the same code."""
        if not claim.token:
            return claim
        self._shown = {token: (who, at) for token, (who, at) in self._shown.items() if abs(now - at) < SHARED}
        who, _ = self._shown.setdefault(claim.token, (key, now))
        if who == key:
            return claim
        return msgspec.structs.replace(claim, trust="invalid", reason="shown-by-another")
