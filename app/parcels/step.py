"""The steps of parcels, read from the ledger's entries."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.records.parcel_step import ParcelStep
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
    if fact.kind != KIND or fact.body is None:
        return None
    try:
        said = msgspec.convert(fact.body, ParcelStep, strict=False)
    except msgspec.ValidationError:
        return None
    return Step(fact.id, fact.at, fact.operator, fact.post, said)
