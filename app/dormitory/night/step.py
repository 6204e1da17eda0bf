"""The steps of night checks, read from the ledger's entries."""

from dataclasses import dataclass
from datetime import date, datetime

from app.records.night_step import NightStep
from app.records.said import said
from app.store.fact import Fact

KIND = "night-step"


@dataclass(frozen=True, slots=True)
class Step:
    """One record: what it says, when it happened and when it was written, by whom."""

    id: str
    at: datetime
    entered_at: datetime
    operator: str
    said: NightStep

    @property
    def night(self) -> date:
        return date.fromisoformat(self.said.night)

    @property
    def order(self) -> tuple[datetime, str]:
        """By the time of writing: what somebody says later of a person takes the place of what was said before,
        whatever time it speaks of. Ids of one moment are in the order of their writing."""
        return self.entered_at, self.id


def step_of(fact: Fact) -> Step | None:
    """The step that a fact is; None for what is none, was forgotten, or this version cannot read."""
    says = said(fact.body, NightStep) if fact.kind == KIND else None
    if says is None or not _is_day(says.night):
        return None
    return Step(fact.id, fact.at, fact.entered_at, fact.operator, says)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
