"""Who somebody says they are: by a campus code, by a card or a number, or by the guard's word."""

import hashlib
from dataclasses import dataclass

from app.codes.claim import Claim, Holder
from app.codes.claim import Trust as Believed
from app.decode.symbol import Symbol
from app.lane.post import Post
from app.policy.person import KINDS, Person, PersonKind


@dataclass(frozen=True, slots=True)
class Identified:
    """key: what tells this person from another. person, trust: None where what was shown does not hold, so that nobody
    knows who it is. claim: the code that says so, if a code does."""

    key: str = ""
    person: Person | None = None
    trust: Believed | None = None
    on_roster: bool = True
    claim: Claim | None = None


def by_campus_code(post: Post, claim: Claim, symbol: Symbol) -> Identified:
    """A code that does not hold names nobody: it is a case of its own, whatever number it claims."""
    if claim.trust != "verified":
        token = claim.token or hashlib.sha256(symbol.data).hexdigest()[:16]
        return Identified(f"code {token}", claim=claim)
    listed = post.person(claim.holder.number)
    person = listed or _unlisted(claim.holder)
    return Identified(person.number, person, "verified", listed is not None, claim)


def by_number(post: Post, number: str, trust: Believed) -> Identified | None:
    """Somebody on the roster, by a number as their card has it or the guard chose it; None where nobody has it."""
    person = post.person(number)
    return Identified(person.number, person, trust) if person else None


def _unlisted(holder: Holder) -> Person:
    """Somebody the roster does not know yet, as their verified campus code names them."""
    kind: PersonKind = next((kind for kind in KINDS if kind == holder.person_kind), "visitor")
    return Person(number=holder.number, name=holder.name, kind=kind)
