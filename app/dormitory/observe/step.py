"""The steps of observations, read from the ledger: its own, and what the medical duty room kept and released."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from app.medical.step import step_of as medical_step_of
from app.records.observation_step import Cause, ObservationStep
from app.records.said import said
from app.store.fact import Fact

KIND, MEDICAL = "observation-step", "medical-step"
Does: TypeAlias = Literal["placed", "moved", "helped", "released", "kept", "let-go"]
"""kept, let-go: by the medical duty room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One record. words: where the medical duty room keeps somebody, as it was written there."""

    id: str
    at: datetime
    operator: str
    number: str
    does: Does
    cause: Cause = "other"
    home: bool = False
    room: str = ""
    helper: str = ""
    word: str = ""
    words: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[datetime, str]:
        """By the time of the fact; ids of one moment are in the order of their writing."""
        return self.at, self.id


def step_of(fact: Fact) -> Step | None:
    """The step that a fact is; None for what is none, was forgotten, this version cannot read, or is of somebody of
    whom nobody knows who it is."""
    if fact.kind == MEDICAL:
        return _medical(fact)
    says = said(fact.body, ObservationStep) if fact.kind == KIND else None
    if says is None:
        return None
    return Step(
        id=fact.id, at=fact.at, operator=fact.operator, number=says.person, does=says.act, cause=says.cause,
        home=says.home, room=says.room, helper=says.helper, word=says.word, note=says.note,
    )  # fmt: skip


def _medical(fact: Fact) -> Step | None:
    found = medical_step_of(fact)
    if found is None or not found.said.person or found.said.act not in ("kept", "released"):
        return None
    does: Does = "kept" if found.said.act == "kept" else "let-go"
    return Step(
        id=fact.id, at=fact.at, operator=fact.operator, number=found.said.person, does=does, cause="fever",
        word=found.said.word, words=found.said.where, note=found.said.note,
    )  # fmt: skip
