"""What is still open (待办): fevers of the last two days, and deliveries whose loop no store has closed, with each of
these in full."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from app.access.sight import record_for
from app.goods.difference import aligned, figure
from app.goods.state import PHASES, PROBLEMS, Delivery
from app.goods.step import Step
from app.i18n import mark, tr
from app.records.goods import Goods
from app.records.goods_step import ACTS
from app.records.registry import kinds
from app.server.counts import loops
from app.server.counts.loops import Loops
from app.server.dashboard import filed, stations
from app.server.dashboard.page import NotThere, Page, Shown, Visit
from app.store.fact import Entry

FEVERS = timedelta(days=2)
MOST_FEVERS = 200
LATE = timedelta(hours=4)
"""After so long a loop that is open is marked."""
DECIDED = {"released": mark("放行入校"), "refused": mark("不予入校")}


class Fever(NamedTuple):
    """A record that says fever. who: a name, or the number where the record has none."""

    entry: Entry
    who: str
    celsius: float | None


class Loop(NamedTuple):
    """A delivery that no store has taken over for good. problems: sentences; late: for long; station, step: name it in
    an address."""

    delivery: Delivery
    phase: str
    what: str
    problems: tuple[str, ...]
    late: bool
    station: str
    step: str


class Line(NamedTuple):
    """Goods of one name and unit: what was released, and what the store has taken in."""

    name: str
    unit: str
    released: float
    received: float


class Act(NamedTuple):
    """A step of a delivery in words. kind, station: of its record."""

    step: Step
    kind: str
    station: str
    word: str
    said: str


def every(visit: Visit) -> Shown:
    """All of it."""
    found = visit.boards.goods.look(visit.now)
    return Shown("open.html", {
        "fevers": list(_fevers(visit)), "loops": [loop(one, found, visit.now) for one in found.open],
        "most": MOST_FEVERS, "hours": FEVERS // timedelta(hours=1), "days": loops.KEPT.days, "kinds": kinds(),
        "names": {one.id: one.name for one in stations.all_of(visit.engine)},
    })  # fmt: skip


def delivery(visit: Visit) -> Shown:
    """One delivery, by any of its steps."""
    found = visit.boards.goods.look(visit.now)
    at = (visit.path["station"], visit.path["step"])
    if found.stations.get(at[1]) != at[0]:
        raise NotThere
    one = next(one for one in found.every.values() if any(step.id == at[1] for step in one.steps))
    return Shown("delivery.html", {
        "loop": loop(one, found, visit.now), "lines": list(_lines(one)), "acts": list(_acts(one, found))[::-1],
        "figure": figure, "names": {one.id: one.name for one in stations.all_of(visit.engine)},
    })  # fmt: skip


def loop(one: Delivery, found: Loops, now: datetime) -> Loop:
    """A delivery as a list shows it."""
    goods = "、".join(f"{line.name} {figure(line.quantity)} {line.unit}" for line in one.outstanding or one.released)
    said = (*(tr(PROBLEMS[name]) for name in one.problems if name in PROBLEMS), *_differences(one))
    late = one.loop_open and now - (one.decided_at or one.began_at) > LATE
    last = one.steps[-1].id
    return Loop(one, tr(PHASES[one.phase]), goods, tuple(said), late, found.stations[last], last)


def _differences(one: Delivery) -> Iterator[str]:
    return (difference.sentence() for difference in one.differences)


def _lines(one: Delivery) -> Iterator[Line]:
    """Every line that was released or came, each once."""
    sums: dict[tuple[str, str], list[float]] = {}
    for at, counted in enumerate((one.released, aligned(one.received, one.released))):
        for line in counted:
            sums.setdefault((line.name, line.unit), [0.0, 0.0])[at] += line.quantity
    return (Line(name, unit, *both) for (name, unit), both in sums.items())


def _acts(one: Delivery, found: Loops) -> Iterator[Act]:
    for step in one.steps:
        said, station = step.said, found.stations[step.id]
        if isinstance(said, Goods):
            yield Act(step, "goods", station, tr(DECIDED[said.outcome]), said.note)
        else:
            text = " ".join(filter(None, (said.by, said.reason, said.note)))
            yield Act(step, "goods-step", station, tr(ACTS[said.act]), text)


def _fevers(visit: Visit) -> Iterator[Fever]:
    since = visit.now - FEVERS
    for entry in filed.standing(visit.engine, ("passage", "temperature"), since, MOST_FEVERS, "%/fever"):
        seen = record_for(visit.who.role, kinds()[entry.fact.kind], entry)
        body = seen.fact.body or {}
        celsius = body.get("celsius")
        measured = float(celsius) if isinstance(celsius, int | float) else None
        yield Fever(seen, str(body.get("name") or body.get("person") or ""), measured)


PAGES = (
    Page("GET", "/open", "people.identity", every),
    Page("GET", "/goods/{station}/{step}", "people.identity", delivery),
)
