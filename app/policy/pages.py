"""Health codes and travel cards (健康码、行程卡): what their colours, stars and clocks say at a level."""

from app.codes.claim import Claim
from app.decode.symbol import Color
from app.policy import pageclock, temperature
from app.policy.evidence import Item
from app.policy.finding import Case, Finding, done, failed, missing
from app.policy.rule import Demand, Meaning
from app.policy.times import current, future, older, over
from app.reasons import REASONS


def objection(case: Case, item: Item) -> Finding | None:
    """A colour that refuses at this level, unless its page is too old to say anything; or the guard saw one."""
    for claim in _shown(case, item):
        if _meaning(case, claim) == "refuse" and not _stale(case, claim):
            return failed(item, "refuse", _color_reason(item, claim), claim.trust)
    if case.looked_bad(item):
        return failed(item, "refuse", f"{item}-not-good", "seen")
    return None


def settle(case: Case, demand: Demand) -> Finding:
    """The shown pages together; a colour that says nothing leaves it to another page, else to the guard's look."""
    item = demand.item
    pages = [claim for claim in _shown(case, item) if claim.trust in demand.accept]
    still = pageclock.objection(case, demand, pages)
    if still:
        return still
    standing = [claim for claim in pages if _counts(case, claim, demand)]
    by_meaning: dict[Meaning, Claim] = {_meaning(case, claim): claim for claim in standing}
    if "temperature" in by_meaning:
        return _by_temperature(case, item, by_meaning["temperature"])
    if case.seen(demand):
        return done(item, "seen")
    if "good" in by_meaning:
        return _good(demand, by_meaning["good"], standing)
    if "look" in by_meaning:
        claim = by_meaning["look"]
        return failed(item, "undecided", _color_reason(item, claim), claim.trust)
    return _nothing_good(case, item, pages)


def _good(demand: Demand, claim: Claim, standing: list[Claim]) -> Finding:
    starred = any(place.risk for page in standing for place in page.places)
    if not starred:
        return done(demand.item, claim.trust, claim.reason if claim.reason == pageclock.RUNNING else "")
    if demand.starred == "remark":
        return done(demand.item, claim.trust, "place-starred")
    return failed(demand.item, "refuse" if demand.starred == "refuse" else "undecided", "place-starred", claim.trust)


def _by_temperature(case: Case, item: Item, claim: Claim) -> Finding:
    """Jilin's yellow and black-and-white codes: the guard's thermometer is part of the code."""
    if temperature.settle(case, case.demand("temperature")).verdict == "admit":
        return done(item, claim.trust, f"{item}-by-temperature")
    return failed(item, "hold", f"{item}-wants-temperature", claim.trust, ask="temperature")


def _nothing_good(case: Case, item: Item, pages: list[Claim]) -> Finding:
    if pages:
        ahead = any(claim.updated_at and future(case.now, claim.updated_at) for claim in pages)
        clock = next((fault for claim in pages if (fault := pageclock.fault(case, claim))), "")
        return failed(item, "hold", clock or ("page-clock-ahead" if ahead else f"{item}-old"), pages[-1].trust)
    wrong = [claim for claim in case.evidence.claims if claim.kind == item and claim.trust == "invalid"]
    if wrong:
        reason = wrong[-1].reason if wrong[-1].reason in REASONS else "page-invalid"
        return failed(item, "hold", reason, "invalid")
    return missing(item)


def _shown(case: Case, item: Item) -> list[Claim]:
    return [claim for claim in case.valid if claim.kind == item]


def _meaning(case: Case, claim: Claim) -> Meaning:
    return case.level.meaning(claim.kind, claim.issuer, claim.color or "unknown")


def _stale(case: Case, claim: Claim) -> bool:
    return claim.updated_at is not None and older(case.now, claim.updated_at, case.level.shown_hours)


def _counts(case: Case, claim: Claim, demand: Demand) -> bool:
    """Without a time of its own a page counts as shown now: most codes print none beside the QR."""
    if claim.expires_at is not None and over(case.now, claim.expires_at):
        return False
    if pageclock.fault(case, claim):
        return False
    if claim.updated_at is None:
        return True
    hours = demand.within_hours or case.level.shown_hours
    return current(case.now, claim.updated_at, hours) and not _stale(case, claim)


def _color_reason(item: Item, claim: Claim) -> str:
    color: Color = claim.color or "unknown"
    return f"{item}-{color}"
