"""The steps of parcels, read from the ledger's entries."""

from dataclasses import dataclass
from datetime import datetime

from app.records.parcel_step import ParcelStep
from app.records.said import said
from app.store.fact import Fact

KIND = "parcel-step"


@dataclass(frozen=True, slots=True)
class Step:
    """One record: what it says, when it happened, by whom, at which post."""

    id: str
    at: datetime
    operator: str
    post: str
    said: ParcelStep

    @property
    def order(self) -> tuple[datetime, str]:
        """By the time of the fact; ids of one moment are in the order of their writing."""
        return self.at, self.id


def step_of(fact: Fact) -> Step | None:
    """The step that a fact is; None for what is none, was forgotten, or this version cannot read."""
    says = said(fact.body, ParcelStep) if fact.kind == KIND else None
    return Step(fact.id, fact.at, fact.operator, fact.post, says) if says else None
