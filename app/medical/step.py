"""The steps of the medical duty room, read from the ledger's entries."""

from dataclasses import dataclass
from datetime import datetime

from app.records.medical_step import MedicalStep
from app.records.said import said
from app.store.fact import Fact

KIND = "medical-step"


@dataclass(frozen=True, slots=True)
class Step:
    """One record: what it says, when it happened, by whom."""

    id: str
    at: datetime
    operator: str
    said: MedicalStep

    @property
    def key(self) -> str:
        """Whose it is: a number of the list of people, else what tells somebody unknown from another."""
        return self.said.person or self.said.key

    @property
    def order(self) -> tuple[datetime, str]:
        """By the time of the fact; ids of one moment are in the order of their writing."""
        return self.at, self.id


def step_of(fact: Fact) -> Step | None:
    """The step that a fact is; None for what is none, was forgotten, or this version cannot read."""
    says = said(fact.body, MedicalStep) if fact.kind == KIND else None
    return Step(fact.id, fact.at, fact.operator, says) if says else None
