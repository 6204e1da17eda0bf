"""Asking `decide`, so that even a bug inside it ends in a decision: the guard looks, and it is never green."""

import logging
from dataclasses import replace
from datetime import datetime

from app.caught import caught
from app.policy.decide import decide
from app.policy.decision import Decision
from app.policy.evidence import Evidence
from app.policy.level import Level
from app.policy.temperature import REST

FAILED = Decision("undecided", ("internal-error",))
log = logging.getLogger(__name__)


def weigh(level: Level, evidence: Evidence, now: datetime) -> Decision:
    """The decision; `undecided` with "internal-error" where deciding failed."""
    decided: list[Decision] = []
    if error := caught(lambda: decided.append(decide(level, evidence, now))):
        log.error("decide failed", exc_info=error)
        return FAILED
    return decided[0]


def is_final(decision: Decision) -> bool:
    """Whether nothing that could still be shown is being waited for; whoever rests begins to at once."""
    final = decision.verdict in ("admit", "refuse", "refer") or REST in decision.reasons
    return final or not decision.needed


def not_written(decision: Decision) -> Decision:
    """What may be shown of a decision whose record is not on the disk: its checklist, and never its verdict."""
    return replace(decision, verdict="undecided", reasons=("not-written",), needed=())
