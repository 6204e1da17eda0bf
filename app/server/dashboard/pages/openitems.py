"""What is still open (待办): fevers of the last two days, and deliveries whose loop no store has closed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from app.access.sight import record_for
from app.goods.state import PHASES, PROBLEMS, Delivery, delivery_of
from app.goods.step import KINDS, by_delivery, step_of
from app.i18n import tr
from app.records.registry import kinds
from app.server.dashboard import filed, stations
from app.server.dashboard.page import Page, Shown, Visit
from app.server.sql.port import Engine
from app.store.fact import Entry

FEVERS = timedelta(days=2)
LOOPS = timedelta(days=14)
MOST_FEVERS = 200
MOST_STEPS = 20_000
"""Records of deliveries of LOOPS; one has some twenty."""
LATE = timedelta(hours=4)
"""After so long a loop that is open is marked."""


class Fever(NamedTuple):
    """A record that says fever. who: a name, or the number where the record has none."""

    entry: Entry
    who: str
    celsius: float | None


class Loop(NamedTuple):
    """A delivery that no store has taken over for good. late: for long."""

    delivery: Delivery
    phase: str
    what: str
    problems: tuple[str, ...]
    late: bool


def every(visit: Visit) -> Shown:
    """All of it."""
    return Shown("open.html", {
        "fevers": list(_fevers(visit)), "loops": list(_loops(visit.engine, visit.now)), "most": MOST_FEVERS,
        "hours": FEVERS // timedelta(hours=1), "days": LOOPS.days, "kinds": kinds(),
        "names": {one.id: one.name for one in stations.all_of(visit.engine)},
    })  # fmt: skip


def _fevers(visit: Visit) -> Iterator[Fever]:
    since = visit.now - FEVERS
    for entry in filed.standing(visit.engine, ("passage", "temperature"), since, MOST_FEVERS, "%/fever"):
        seen = record_for(visit.who.role, kinds()[entry.fact.kind], entry)
        body = seen.fact.body or {}
        celsius = body.get("celsius")
        measured = float(celsius) if isinstance(celsius, int | float) else None
        yield Fever(seen, str(body.get("name") or body.get("person") or ""), measured)


def _loops(engine: Engine, now: datetime) -> Iterator[Loop]:
    entries = filed.of_kinds(engine, KINDS, now - LOOPS, MOST_STEPS)
    steps = [step for entry in entries if (step := step_of(entry.fact))]
    found = [delivery_of(some) for some in by_delivery(steps).values()]
    for one in sorted(found, key=lambda one: one.decided_at or one.began_at):
        if one.loop_open:
            goods = "、".join(f"{line.name} {line.quantity:g} {line.unit}" for line in one.outstanding or one.released)
            problems = tuple(tr(PROBLEMS[name]) for name in one.problems if name in PROBLEMS)
            late = now - (one.decided_at or one.began_at) > LATE
            yield Loop(one, tr(PHASES[one.phase]), goods, problems, late)


PAGES = (Page("GET", "/open", "people.identity", every),)
