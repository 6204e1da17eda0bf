"""What only looking or asking settles: symptoms, masks; and vaccination, where a certificate does as well."""

from app.policy import pageclock
from app.policy.evidence import Item
from app.policy.finding import Case, Finding, done, failed, missing
from app.policy.rule import Demand
from app.policy.temperature import before_release


def symptoms(case: Case) -> Finding | None:
    """Fever or cough, once said, is the medical duty room's business until it releases the person."""
    looks = case.evidence.looks
    if any(look.item == "symptoms" and not look.good and not before_release(case, look.at) for look in looks):
        return failed("symptoms", "refer", "symptoms", "seen")
    return None


def objection(case: Case, item: Item) -> Finding | None:
    """A mask missing or worn wrongly, a certificate that does not do: mended on the spot, so it holds."""
    return failed(item, "hold", f"{item}-not-good", "seen") if case.looked_bad(item) else None


def settle(case: Case, demand: Demand) -> Finding:
    """The guard looked or asked, and it was good."""
    return done(demand.item, "seen") if case.seen(demand) else missing(demand.item)


def vaccination(case: Case, demand: Demand) -> Finding:
    """A certificate or a page that names a vaccination; how many doses are due is not the gate's question."""
    named = [
        claim.trust for claim in case.valid
        if claim.vaccination and claim.trust in demand.accept and not pageclock.fault(case, claim)
    ]  # fmt: skip
    if named:
        return done("vaccination", "verified" if "verified" in named else named[0])
    return settle(case, demand)
