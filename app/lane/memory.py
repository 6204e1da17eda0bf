"""What a lane remembers of the last people: who has just passed, and who showed which code."""

import hashlib
from datetime import datetime, timedelta

import msgspec

from app.codes.claim import Claim
from app.policy.doubt import known
from app.policy.evidence import Direction
from app.policy.holder import may_be
from app.policy.person import Person

REPEAT = timedelta(seconds=60)
"""A person let through, or a bad code refused, who is seen again within this time is the same passage."""
SHARED = timedelta(hours=1)
"""For how long a code or a page that one person showed is not believed from another."""


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

    def own(self, claim: Claim, person: Person, now: datetime) -> Claim:
        """The claim as `person` may use it: not believed if somebody else showed the same code, or the same page."""
        token = claim.token or _print_of(claim, person)
        if not token:
            return claim
        self._shown = {token: (who, at) for token, (who, at) in self._shown.items() if abs(now - at) < SHARED}
        who, _ = self._shown.setdefault(token, (person.number, now))
        if who == person.number:
            return claim
        return msgspec.structs.replace(claim, trust="invalid", reason="shown-by-another")

    def disown(self, key: str) -> None:
        """The guard started over: what this person showed was perhaps another's."""
        self._shown = {token: (who, at) for token, (who, at) in self._shown.items() if who != key}


def _print_of(page: Claim, person: Person) -> str:
    """What a page without a code is told from another by: its time to the second and what it says of its holder.

    Empty where two people's own pages could be alike: a time that does not run may be the same for both, so there the
    page must also name a number. And for a page that is not this person's, who must not be taken for its owner.
    """
    sure = known(page)
    numbered = sure.holder.id_number or sure.holder.phone or sure.holder.number
    told_apart = sure.updated_at and (sure.ticks or (sure.updated_at.second and numbered))
    if not told_apart or not may_be(sure.holder, person):
        return ""
    said = msgspec.json.encode((sure.kind, sure.issuer, sure.updated_at, sure.holder, sure.tests))
    return hashlib.sha256(said).hexdigest()[:32]
