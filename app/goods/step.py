"""The steps of deliveries, read from the ledger's entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from app.records.goods import Goods
from app.records.goods_step import GoodsStep
from app.records.said import said
from app.store.fact import Fact

KINDS = ("goods", "goods-step")
Said: TypeAlias = Goods | GoodsStep
_TYPES: dict[str, type[Said]] = {"goods": Goods, "goods-step": GoodsStep}


@dataclass(frozen=True, slots=True)
class Step:
    """One record of a delivery: what it says, when it happened, by whom, at which post."""

    id: str
    at: datetime
    operator: str
    post: str
    said: Said

    @property
    def delivery(self) -> str:
        """The number of the delivery; of one that was entered whole, the record's own id."""
        return self.said.delivery or self.id

    @property
    def order(self) -> tuple[datetime, str]:
        """By the time of the fact; ids of one moment are in the order of their writing."""
        return self.at, self.id


def step_of(fact: Fact) -> Step | None:
    """The step that a fact is; None for what is none, was forgotten, or this version cannot read."""
    says = said_of(fact.kind, fact.body)
    return Step(fact.id, fact.at, fact.operator, fact.post, says) if says else None


def said_of(kind: str, body: Mapping[str, Any] | None) -> Said | None:
    """What a record of this kind says of a delivery; None where step_of has none."""
    type_ = _TYPES.get(kind)
    return said(body, type_) if type_ else None


def by_delivery(steps: Iterable[Step]) -> dict[str, list[Step]]:
    """The steps of each delivery, by its number. A correction that names none is of what it corrects."""
    known = {step.id: step for step in steps}
    found: dict[str, list[Step]] = {}
    for step in known.values():
        first = step
        while not first.said.delivery and first.said.corrects in known and first.said.corrects != first.id:
            first = known[first.said.corrects]
        found.setdefault(first.delivery, []).append(step)
    return found
