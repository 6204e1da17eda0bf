"""What a lane remembers of the last people: who has just passed, and who showed which code."""

from datetime import datetime, timedelta

import msgspec

from app.codes.claim import Claim
from app.policy.evidence import Direction

REPEAT = timedelta(seconds=60)
"""A person let through, or a bad code refused, who is seen again within this time is the same passage."""
SHARED = timedelta(hours=1)
"""For how long an opaque code that one person showed is not believed from another."""


class Memory:
    """Bounded: what is older than it matters is forgotten whenever something new is remembered."""

    def __init__(self) -> None:
        self._settled: dict[tuple[str, Direction], datetime] = {}
        self._shown: dict[str, tuple[str, datetime]] = {}

    def settle(self, key: str, direction: Direction, now: datetime) -> None:
        """The person, or the bad code, of that key is done with in this direction."""
        self._settled = {one: at for one, at in self._settled.items() if abs(now - at) < REPEAT}
        self._settled[key, direction] = now

    def reopen(self, key: str, direction: Direction) -> None:
        """It is not done with after all."""
        self._settled.pop((key, direction), None)

    def settled(self, key: str, direction: Direction, now: datetime) -> bool:
        """Whether this one has just been done with, and needs no second record."""
        at = self._settled.get((key, direction))
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

    def disown(self, key: str) -> None:
        """The guard started over: what this person showed was perhaps another's."""
        self._shown = {token: (who, at) for token, (who, at) in self._shown.items() if who != key}
