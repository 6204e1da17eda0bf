"""A decision: the verdict, why, what is still needed, and how each requirement stands."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.codes.claim import Trust
from app.policy.evidence import Item

Verdict: TypeAlias = Literal["admit", "hold", "refuse", "refer", "undecided"]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist.

    state: `done`, `missing` (nothing shown yet), `failed` (shown, and does not do).
    trust: of the evidence that settled it; None while missing.
    reason: a code of app.reasons for `failed`, or what is remarkable about `done`; else empty.
    """

    item: Item
    state: Literal["done", "missing", "failed"]
    trust: Trust | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """verdict, the reasons for anything but `admit`, items still needed in the order to ask for them, the checklist."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    needed: tuple[Item, ...] = ()
    checks: tuple[Check, ...] = ()
