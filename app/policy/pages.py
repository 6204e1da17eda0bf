"""Health codes and travel cards (健康码、行程卡): what their colours, stars and clocks say at a level."""

from datetime import datetime

from app.codes.claim import Claim, Place
from app.decode.symbol import Color
from app.policy import pageclock, temperature
from app.policy.evidence import Item
from app.policy.finding import Case, Finding, done, failed, missing
from app.policy.rule import Demand, Meaning, Remarked
from app.policy.times import GRACE, current, future, moment, older, over
from app.reasons import REASONS

_GRAVITY: tuple[Remarked, ...] = ("remark", "look", "refuse")


def objection(case: Case, item: Item) -> Finding | None:
    """A colour or a place at risk that refuses at this level, unless its page is too old to say anything; or the guard
    saw one."""
    of_now = [claim for claim in _shown(case, item) if not _stale(case, claim)]
    for claim in of_now:
        if _meaning(case, claim) == "refuse":
            return failed(item, "refuse", _color_reason(item, claim), claim.trust)
        if case.demand(item).risk_places == "refuse" and _at_risk(case, claim):
            return failed(item, "refuse", "place-at-risk", claim.trust)
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
        return _good(case, demand, by_meaning["good"], standing)
    if "look" in by_meaning:
        claim = by_meaning["look"]
        return failed(item, "undecided", _color_reason(item, claim), claim.trust)
    return _nothing_good(case, item, pages)


def _good(case: Case, demand: Demand, claim: Claim, standing: list[Claim]) -> Finding:
    said: list[tuple[Remarked, str]] = []
    if any(_at_risk(case, page) for page in standing):
        said.append((demand.risk_places, "place-at-risk"))
    if any(_starred(case, page) for page in standing):
        said.append((demand.starred, "place-starred"))
    if not said:
        return done(demand.item, claim.trust, claim.reason if claim.reason == pageclock.RUNNING else "")
    word, reason = max(said, key=lambda one: _GRAVITY.index(one[0]))
    if word == "remark":
        return done(demand.item, claim.trust, reason)
    return failed(demand.item, "refuse" if word == "refuse" else "undecided", reason, claim.trust)


def _at_risk(case: Case, page: Claim) -> bool:
    """Whether the page names a place that the campus itself has on its list."""
    lists = case.level.lists
    return any(lists.at_risk(place.name, case.now) and not _harmless(case, place) for place in page.places)


def _starred(case: Case, page: Claim) -> bool:
    return any(place.risk and not _harmless(case, place) for place in page.places)


def _harmless(case: Case, place: Place) -> bool:
    return case.level.lists.harmless(place.name, case.level.name, case.now)


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
    if demand.today and not _of_today(case, claim.updated_at):
        return False
    hours = demand.within_hours or case.level.shown_hours
    return current(case.now, claim.updated_at, hours) and not _stale(case, claim)


def _of_today(case: Case, shown: datetime) -> bool:
    """Of the campus's day on which the person came or stands there; one opened just before midnight is as good."""
    now, came = moment(case.now), moment(case.evidence.since or case.now)
    return moment(shown).date() in (now.date(), came.date()) or now - moment(shown) <= GRACE


def _color_reason(item: Item, claim: Claim) -> str:
    color: Color = claim.color or "unknown"
    return f"{item}-{color}"
