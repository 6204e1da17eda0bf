"""What is found of one item of one person, and the case it is found in."""

from dataclasses import dataclass
from datetime import datetime

from app.codes.claim import Claim, Trust
from app.policy.decision import Check, Verdict
from app.policy.evidence import Evidence, Item, Look
from app.policy.level import Level
from app.policy.rule import Demand
from app.policy.times import current, moment

OF_NO_PERSON = frozenset({"goods-ticket", "control-point"})
"""Claims about things and places: they say nothing of whoever carries them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The line of the checklist, the verdict this item alone would bring, and what to ask for where that is `hold`."""

    check: Check
    verdict: Verdict
    reason: str = ""
    ask: Item | None = None


def done(item: Item, trust: Trust, remark: str = "") -> Finding:
    return Finding(Check(item, "done", trust, remark), "admit")


def missing(item: Item) -> Finding:
    return Finding(Check(item, "missing"), "hold", f"{item}-needed", item)


def failed(item: Item, verdict: Verdict, reason: str, trust: Trust | None, ask: Item | None = None) -> Finding:
    """Shown, and does not do. What holds a person is asked for again unless something else (`ask`) settles it."""
    return Finding(Check(item, "failed", trust, reason), verdict, reason, ask or item)


@dataclass(frozen=True, slots=True)
class Case:
    """One decision to make: the level, the evidence and the time, and what is asked."""

    level: Level
    evidence: Evidence
    now: datetime
    demands: tuple[Demand, ...]

    @property
    def valid(self) -> list[Claim]:
        """The claims that may count at all."""
        return [one for one in self.evidence.claims if one.trust != "invalid" and one.kind not in OF_NO_PERSON]

    def demand(self, item: Item) -> Demand:
        """What the level asks of this item; where it does not ask, anything valid does."""
        return next((demand for demand in self.demands if demand.item == item), Demand(item=item))

    def look(self, item: Item) -> Look | None:
        """The guard's last word on an item. A good one from the future or from long ago is not his last word."""
        kept = [
            look for look in self.evidence.looks
            if look.item == item and not (look.good and not current(self.now, look.at, self.level.shown_hours))
        ]  # fmt: skip
        newest = max(enumerate(kept), key=lambda pair: (moment(pair[1].at), pair[0]), default=None)
        return newest[1] if newest else None

    def seen(self, demand: Demand) -> bool:
        """Whether the guard's own look settles the demand."""
        look = self.look(demand.item)
        return look is not None and look.good and "seen" in demand.accept

    def looked_bad(self, item: Item) -> bool:
        look = self.look(item)
        return look is not None and not look.good
