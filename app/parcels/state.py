"""How a parcel stands: one pure function of its steps, whatever order they arrive in.

Whoever picked it up first has it. What cannot be is not believed but named in `problems`: a parcel that two posts
handed out, or that went back and was handed out as well.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from app.goods.contact import ready_at
from app.i18n import mark
from app.parcels.step import Step
from app.records.goods_items import Disinfection
from app.records.parcel_step import Sort

Phase: TypeAlias = Literal["arrived", "disinfected", "out", "picked", "returned", "struck"]
PHASES: dict[Phase, str] = {
    "arrived": mark("已到"), "disinfected": mark("已消毒"), "out": mark("待领取"), "picked": mark("已领取"),
    "returned": mark("已退回"), "struck": mark("登错了"),
}  # fmt: skip
OVER: frozenset[Phase] = frozenset({"picked", "returned", "struck"})
PROBLEMS = {
    "picked-twice": mark("领取登记了两次"),
    "gone-otherwise": mark("既有领取又有退回的登记"),
    "never-arrived": mark("没有到件登记"),
}


@dataclass(slots=True)
class Parcel:
    """key: tells it from every other. person: the recipient's number, where that is certain; name, phone_tail: what
    the label says. ready_at: when the disinfectant has acted for long enough; None where it was not disinfected.
    over_at: when it was picked up, given back or struck; by: who picked it up."""

    key: str
    arrived_at: datetime
    post: str
    phase: Phase = "arrived"
    sort: Sort = "parcel"
    courier: str = ""
    waybill: str = ""
    person: str = ""
    name: str = ""
    phone_tail: str = ""
    shelf: str = ""
    disinfection: Disinfection | None = None
    ready_at: datetime | None = None
    out_at: datetime | None = None
    over_at: datetime | None = None
    by: str = ""
    by_name: str = ""
    reason: str = ""
    problems: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def present(self) -> bool:
        """Whether it is still here."""
        return self.phase not in OVER

    @property
    def lies_since(self) -> datetime:
        """Since when it could have been picked up, as far as the post did its part."""
        return self.out_at or self.arrived_at

    def left_over(self, now: datetime, hours: float) -> bool:
        """Whether it lies here for so long that somebody has to ask whose it is."""
        return self.present and now - self.lies_since >= timedelta(hours=hours)


def parcel_of(key: str, steps: Iterable[Step]) -> Parcel:
    """How the parcel of that key stands. steps: those that name it, at least one."""
    found = {step.id: step for step in steps}
    ordered = tuple(sorted(found.values(), key=lambda one: one.order))
    first = next((step for step in ordered if step.said.act == "arrived"), ordered[0])
    made = Parcel(key, first.at, first.post, steps=ordered)
    if first.said.act == "arrived":
        _arrived(made, first)
    else:
        made.problems = ("never-arrived",)
    for step in ordered:
        _ACTS[step.said.act](made, step)
    return made


def _arrived(made: Parcel, step: Step) -> None:
    said = step.said
    made.sort, made.courier, made.waybill = said.sort, said.courier, said.waybill
    made.person, made.name, made.phone_tail, made.shelf = said.person, said.name, said.phone_tail, said.shelf


def _disinfected(made: Parcel, step: Step) -> None:
    """A second time counts instead of the first: it was begun anew."""
    if not made.present or step.said.disinfection is None:
        return
    made.disinfection = step.said.disinfection
    made.ready_at = ready_at({"goods_disinfected": made.disinfection}) or made.disinfection.at
    if made.phase == "arrived":
        made.phase = "disinfected"


def _out(made: Parcel, step: Step) -> None:
    if made.present:
        made.phase, made.out_at = "out", made.out_at or step.at
        made.shelf = step.said.shelf or made.shelf


def _picked(made: Parcel, step: Step) -> None:
    if made.present:
        _over(made, step, "picked")
        made.by, made.by_name = step.said.by, step.said.by_name
    else:
        _name(made, "picked-twice" if made.phase == "picked" else "gone-otherwise")


def _returned(made: Parcel, step: Step) -> None:
    if made.present:
        _over(made, step, "returned")
    elif made.phase == "picked":
        _name(made, "gone-otherwise")


def _struck(made: Parcel, step: Step) -> None:
    if made.present:
        _over(made, step, "struck")


def _over(made: Parcel, step: Step, phase: Phase) -> None:
    made.phase, made.over_at, made.reason = phase, step.at, step.said.reason


def _name(made: Parcel, problem: str) -> None:
    if problem not in made.problems:
        made.problems += (problem,)


def _nothing(_made: Parcel, _step: Step) -> None:
    """An arrival was taken before the others; what was turned away names no parcel."""


_ACTS: Mapping[str, Callable[[Parcel, Step], None]] = {
    "arrived": _nothing, "turned-away": _nothing, "disinfected": _disinfected, "out": _out, "picked": _picked,
    "returned": _returned, "struck": _struck,
}  # fmt: skip
