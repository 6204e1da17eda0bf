"""What a page was not read surely enough to rely on: it is not known, and the guard's look is the way on.

Every item is weighed twice: as the pages were read, and without what is in doubt. It is done only where both ways say
so: a doubt never speaks for anybody, and what nothing but a doubt speaks against is left to the guard.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import msgspec

from app.codes.claim import Claim, Holder, Test
from app.policy.evidence import Item
from app.policy.finding import Case, Finding, failed

_WHOLE_PAGE = frozenset({"color", "updated_at", "expires_at"})
"""Without one of these a page says nothing of its holder's health."""
_OWN_ITEM: dict[str, Item] = {
    "health-code": "health-code", "travel-card": "travel-card", "test-report": "test-report",
    "vaccination": "vaccination",
}  # fmt: skip
_NOTHING: dict[str, Any] = {
    "color": "unknown", "updated_at": None, "expires_at": None, "places": (), "days": 0, "vaccination": "", "tests": (),
    "result": "unknown", "sampled_at": None, "tested_at": None, "organisation": "", "born": None, "name": "",
    "id_number": "", "phone": "", "number": "", "person_kind": "",
}  # fmt: skip
"""What stands in a field of which nothing is known."""


def known(claim: Claim) -> Claim:
    """What the page surely says."""
    return _without(claim, claim.doubtful)


def cases(case: Case) -> tuple[Case, Case]:
    """The case as its pages were read, and without what is in doubt; the same one twice where nothing is.

    What the guard has looked at himself is in doubt no more: there his word counts, and not the reading.
    """
    claims = case.evidence.claims
    if not any(claim.doubtful for claim in claims):
        return case, case
    read = [_without(claim, [name for name in claim.doubtful if _seen(case, claim, name)]) for claim in claims]
    return _with(case, read), _with(case, [_sure(case, claim) for claim in claims])


def weighed(item: Item, read: Finding | None, sure: Finding | None) -> Finding | None:
    """What is found of an item: `read`, of which only `sure` is certain."""
    if read is None or read == sure or (sure and sure.verdict in ("refer", "refuse")):
        return sure
    if sure and read.verdict == sure.verdict == "admit":
        return sure
    against = read.verdict in ("refer", "refuse", "undecided")
    return failed(item, "undecided" if against else "hold", "page-doubtful", read.check.trust)


def _with(case: Case, claims: list[Claim]) -> Case:
    return replace(case, evidence=replace(case.evidence, claims=tuple(claims)))


def _seen(case: Case, claim: Claim, name: str) -> bool:
    """Whether the guard looked at the item that a field belongs to, and it was good."""
    own = _OWN_ITEM.get(claim.kind, "identity")
    items: dict[str, Item] = {"tests": "test-report", "vaccination": "vaccination"}
    return case.seen(case.demand(items.get(name.partition(".")[0], own)))


def _sure(case: Case, claim: Claim) -> Claim:
    """What is certain of a claim: a page in doubt is no page any more, but what else stands on it still counts."""
    item = _OWN_ITEM.get(claim.kind)
    if item not in ("health-code", "travel-card") or not claim.doubtful:
        return known(claim)
    demand = case.demand(item)
    asked = demand.starred != "remark" or demand.risk_places != "remark"
    stars_matter = asked or any(place.risk for place in claim.places)
    no_page = _WHOLE_PAGE | ({"places"} if stars_matter else set())
    return msgspec.structs.replace(known(claim), kind="unknown" if no_page & set(claim.doubtful) else claim.kind)


def _without(claim: Claim, names: Collection[str]) -> Claim:
    """The claim without the fields of these names; one that no claim has changes nothing."""
    own = _nothing(Claim, names)
    of_holder = _nothing(Holder, [name.removeprefix("holder.") for name in names])
    of_tests = _nothing(Test, [name.removeprefix("tests.") for name in names])
    if of_holder:
        own["holder"] = msgspec.structs.replace(claim.holder, **of_holder)
    if of_tests and "tests" not in own:
        own["tests"] = tuple(msgspec.structs.replace(test, **of_tests) for test in claim.tests)
    if "updated_at" in own:
        own["ticks"] = False
    return msgspec.structs.replace(claim, **own) if own else claim


def _nothing(type_: type[msgspec.Struct], names: Collection[str]) -> dict[str, Any]:
    """Of the fields of `type_` those among `names`, each with nothing in it."""
    return {name: _NOTHING[name] for name in names if name in type_.__struct_fields__ and name in _NOTHING}
