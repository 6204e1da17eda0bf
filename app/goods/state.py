"""How a delivery stands: one pure function of its records, whatever order they arrive in.

Steps count in the order of the time of their facts. What cannot be is not believed but named in `problems`: goods that
moved inside before they were released, a release that lacks an item.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from app.goods.difference import Difference, counted, differences, outstanding
from app.goods.items import ITEMS, Standing, standings
from app.goods.sheets import together
from app.goods.step import Step
from app.i18n import mark
from app.records.goods import Goods
from app.records.goods_items import faults, values_of
from app.records.goods_step import Counted, GoodsStep

Phase: TypeAlias = Literal["open", "released", "carried", "part", "differs", "closed", "refused"]
PHASES: dict[Phase, str] = {
    "open": mark("登记中"), "released": mark("已放行，待转运"), "carried": mark("转运中"), "part": mark("部分入库"),
    "differs": mark("有差异，待处理"), "closed": mark("已闭环"), "refused": mark("不予入校"),
}  # fmt: skip
PROBLEMS = {
    "moved-before-release": mark("未放行就转运或入库"),
    "released-incomplete": mark("放行记录缺项，不算放行"),
    "ticket-not-verified": mark("通行单未核真"),
}


@dataclass(slots=True)
class Delivery:
    """values: of the sixteen items, by field; done: item → when and by whom. decided_at: released or refused. released:
    what the store should get, `more` lines of which are not known here. received: what it took, `whole` when nothing
    more is to come. known: this ledger has the delivery's own records, not only what a ticket says of it."""

    number: str
    began_at: datetime
    post: str
    values: dict[str, Any] = field(default_factory=dict)
    done: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    outcome: Literal["", "released", "refused"] = ""
    decided_at: datetime | None = None
    carried_at: datetime | None = None
    carried_by: str = ""
    ticket: str = ""
    released: tuple[Counted, ...] = ()
    more: int = 0
    received: tuple[Counted, ...] = ()
    received_at: datetime | None = None
    whole: bool = False
    closed_at: datetime | None = None
    why: str = ""
    known: bool = False
    problems: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The sixteen items."""
        return standings(self.values)

    @property
    def complete(self) -> int:
        """How many of the sixteen are done."""
        return sum(one.state == "done" for one in self.standings)

    @property
    def next_item(self) -> Standing | None:
        """The first item that is not done, in the order of the work."""
        return next((one for one in self.standings if one.state != "done"), None)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Between what was released and what the store received; none while it has received nothing."""
        if self.received_at is None:
            return ()
        return differences(self.released, self.received, whole=self.whole, more=self.more)

    @property
    def outstanding(self) -> tuple[Counted, ...]:
        """What the store has not received yet."""
        return outstanding(self.released, self.received)

    @property
    def phase(self) -> Phase:
        if self.outcome == "refused":
            return "refused"
        if self.closed_at:
            return "closed"
        if self.received_at:
            return "differs" if self.whole else "part"
        if self.carried_at:
            return "carried"
        return "released" if self.outcome == "released" else "open"

    @property
    def loop_open(self) -> bool:
        """Whether goods are inside, or on their way, that no store has taken over for good."""
        return self.phase in ("released", "carried", "part", "differs")

    @property
    def over(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.phase in ("closed", "refused")


def delivery_of(steps: Iterable[Step]) -> Delivery:
    """How the delivery of these records (of one delivery, at least one) stands."""
    whole = sorted(steps, key=lambda one: one.order)
    ordered = _standing_steps(whole)
    number = next((step.said.delivery for step in whole if step.said.delivery), whole[0].id)
    made = Delivery(number, ordered[0].at, ordered[0].post, steps=tuple(ordered))
    for step in ordered:
        if isinstance(step.said, Goods):
            _decided(made, step, step.said)
        else:
            _ACTS[step.said.act](made, step, step.said)
    return made


def _standing_steps(steps: Iterable[Step]) -> list[Step]:
    """In their order, each once; of what was corrected the correction, in the place of what it corrects."""
    found = {step.id: step for step in steps}
    place = {step.id: step.order for step in found.values()}
    for step in sorted(found.values(), key=lambda one: one.order):
        if step.said.corrects in place:
            place[step.id] = place[step.said.corrects]
    corrected = {step.said.corrects for step in found.values() if step.said.corrects != step.id}
    kept = [step for step in found.values() if step.id not in corrected] or list(found.values())
    return sorted(kept, key=lambda one: (place[one.id], one.order))


def _opened(made: Delivery, step: Step, said: GoodsStep) -> None:
    made.known = True
    _noted(made, step, said)


def _noted(made: Delivery, step: Step, said: GoodsStep) -> None:
    """What is written after the decision changes nothing of what was decided."""
    made.known = True
    if made.outcome:
        return
    given = values_of(said)
    made.values = together(made.values, given)
    for item in ITEMS:
        if any(name in given for name in item.fields):
            made.done[item.name] = (step.at, step.operator)


def _decided(made: Delivery, step: Step, said: Goods) -> None:
    """The first decision stands. A release that lacks an item is none, whoever wrote it."""
    made.known = True
    if made.outcome:
        return
    values = values_of(said)
    if said.outcome == "released" and any(True for _ in faults(values)):
        _name(made, "released-incomplete")
        return
    made.values, made.outcome, made.decided_at, made.why = values, said.outcome, step.at, said.note
    for item in ITEMS:
        made.done.setdefault(item.name, (step.at, step.operator))
    if said.outcome == "released":
        made.released, made.more = counted(said.lines), 0


def _ticket(made: Delivery, _step: Step, said: GoodsStep) -> None:
    if made.outcome == "released":
        made.ticket = said.ticket


def _carried(made: Delivery, step: Step, said: GoodsStep) -> None:
    if _may_move(made, said):
        made.carried_at, made.carried_by = step.at, said.by


def _received(made: Delivery, step: Step, said: GoodsStep) -> None:
    if not _may_move(made, said):
        return
    if not made.outcome and said.expected:
        made.released, made.more = said.expected, said.expected_more
    if said.trust != "verified" and not made.known:
        _name(made, "ticket-not-verified")
    made.received += said.counted
    made.received_at, made.whole = step.at, made.whole or said.whole


def _closed(made: Delivery, step: Step, said: GoodsStep) -> None:
    """A loop is closed by the store that received everything, or by somebody's word and reason."""
    settled = made.whole and not made.differences
    if made.outcome != "refused" and (settled or (said.reason and _may_move(made, said))):
        made.closed_at, made.why = step.at, said.reason


def _may_move(made: Delivery, said: GoodsStep) -> bool:
    """A signed ticket is only given out for what was released, whatever two PCs' clocks say. Without one, a post that
    has the delivery's own records knows whether it was."""
    vouched = said.trust == "verified" or made.received_at is not None
    if made.known and made.outcome != "released" and (made.outcome or not vouched):
        _name(made, "moved-before-release")
        return False
    return True


def _name(made: Delivery, problem: str) -> None:
    if problem not in made.problems:
        made.problems += (problem,)


_ACTS: dict[str, Callable[[Delivery, Step, GoodsStep], None]] = {
    "opened": _opened, "noted": _noted, "ticket": _ticket, "carried": _carried, "received": _received,
    "closed": _closed,
}  # fmt: skip
