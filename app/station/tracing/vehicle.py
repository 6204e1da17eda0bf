"""A vehicle, looked back over: each time it was here, with whom, what for, and how that ended."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from app.goods.state import PHASES, Delivery
from app.i18n import mark
from app.records.passage import DIRECTIONS
from app.records.said import said
from app.records.vehicle_passage import BASES, REASONS, VehiclePassage
from app.records.visit import OUTCOMES, Visit
from app.station.tracing.goods import deliveries, steps
from app.store.traces import Found

PASSAGE, VISIT, DELIVERY = mark("车辆进出"), mark("来访登记"), mark("物资登记")
VERDICTS = {"admit": mark("放行"), "refuse": mark("不予放行")}


class Came(NamedTuple):
    """One time a vehicle was here, or was announced. what, direction, outcome, why: words to be translated, empty
    where there is none. about: the host of a visit, or the number of a delivery."""

    at: datetime
    post: str
    what: str
    direction: str
    name: str
    number: str
    phone: str
    outcome: str
    why: str
    about: str


def came(found: Iterable[Found]) -> list[Came]:
    """By time; a delivery once, however many records it has. A record that this version cannot read is left out."""
    known = list(found)
    single = [one for one in map(_single, known) if one]
    return sorted([*single, *map(_delivered, deliveries(steps(known)))], key=lambda one: one.at)


def _single(found: Found) -> Came | None:
    if found.kind == "vehicle-passage":
        passage = said(found.body, VehiclePassage)
        return _passed(found, passage) if passage else None
    visit = said(found.body, Visit) if found.kind == "visit" else None
    return _visited(found, visit) if visit else None


def _passed(found: Found, says: VehiclePassage) -> Came:
    why = REASONS[says.reason] if says.reason else BASES[says.basis] if says.basis else ""
    return Came(
        found.at, found.post, PASSAGE, DIRECTIONS[says.direction], says.driver_name, says.driver, says.driver_phone,
        VERDICTS[says.verdict], why, says.owner,
    )  # fmt: skip


def _visited(found: Found, says: Visit) -> Came:
    return Came(
        found.at, found.post, VISIT, "", says.name, "", says.phone, OUTCOMES[says.outcome], "",
        f"{says.host_name} {says.host}".strip(),
    )  # fmt: skip


def _delivered(delivery: Delivery) -> Came:
    who = delivery.values.get("deliverer")
    name, phone = (who.name, who.phone) if who else ("", "")
    return Came(
        delivery.began_at, delivery.post, DELIVERY, DIRECTIONS["in"], name, "", phone, PHASES[delivery.phase], "",
        delivery.number,
    )  # fmt: skip
