"""Goods, looked back over: each line of a supplier, or of a name, with the delivery it came in and where that went."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from app.goods.state import Delivery, delivery_of
from app.goods.step import Step, by_delivery, said_of
from app.records.goods_items import Line
from app.store.traces import Found


class Supplied(NamedTuple):
    """One line of a delivery, and the delivery as it stands."""

    line: Line
    delivery: Delivery

    @property
    def at(self) -> datetime:
        """When the delivery came."""
        return self.delivery.began_at


def supplied(found: Iterable[Found], text: str) -> list[Supplied]:
    """The lines whose supplier or name has `text` in it, by the time of their deliveries."""
    asked = text.strip().upper()
    some = sorted(deliveries(steps(found)), key=lambda one: (one.began_at, one.number))
    return [
        Supplied(line, delivery)
        for delivery in some
        for line in delivery.values.get("lines", ())
        if asked in line.supplier.upper() or asked in line.name.upper()
    ]


def steps(found: Iterable[Found]) -> Iterator[Step]:
    """The records that are steps of deliveries; one that this version cannot read is left out."""
    for one in found:
        says = said_of(one.kind, one.body)
        if says:
            yield Step(one.id, one.at, one.operator, one.post, says)


def deliveries(some: Iterable[Step]) -> list[Delivery]:
    """The deliveries of these steps, as they stand."""
    return [delivery_of(own) for own in by_delivery(some).values()]
