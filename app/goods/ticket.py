"""What a goods ticket says of a delivery: enough for a store whose PC has no record of it."""

import hashlib
from collections.abc import Iterable

from app.codes.campus_things import GoodsTicket, Load
from app.goods.difference import NAME, UNIT, counted, figure
from app.goods.state import Delivery
from app.records.goods_items import Line
from app.records.goods_step import Counted

ROOM = 200
"""Bytes of the lines on a ticket: with more, the code is too fine for a worn scanner and a small print."""
_STORE, _SUPPLIER, _PLATE = 20, 20, 12
"""Letters of each text on a ticket at most."""


def ticket_of(delivery: Delivery) -> GoodsTicket:
    """The ticket of a delivery that was released."""
    values = delivery.values
    lines: tuple[Line, ...] = values["lines"]
    listed = _fitting(lines)
    supplier = next((line.supplier for line in lines if line.supplier), "") or values["deliverer"].name
    load = Load(
        lines=listed, more=len(lines) - len(listed), digest=digest(counted(lines)), store=_fit(values["store"], _STORE)
    )
    plate = _fit(values["vehicle"], _PLATE)
    return GoodsTicket(delivery.number, _fit(supplier, _SUPPLIER), values["goods_class"], plate, load)


def expected(ticket: GoodsTicket) -> tuple[Counted, ...]:
    """The lines that a ticket names."""
    if ticket.load is None:
        return ()
    return tuple(Counted(name=name, quantity=float(much), unit=unit) for name, much, unit in ticket.load.lines)


def digest(lines: Iterable[Counted]) -> str:
    """16 hexadecimal digits that tell these lines from others, in whatever order."""
    plain = sorted(f"{line.name}\x1f{figure(line.quantity)}\x1f{line.unit}" for line in lines)
    return hashlib.sha256("\x1e".join(plain).encode()).hexdigest()[:16]


def _fitting(lines: Iterable[Line]) -> tuple[tuple[str, str, str], ...]:
    found: list[tuple[str, str, str]] = []
    room = ROOM
    for line in lines:
        said = (_fit(line.name, NAME), figure(line.quantity), _fit(line.unit, UNIT))
        room -= sum(len(text.encode()) + 1 for text in said)
        if room < 0:
            break
        found.append(said)
    return tuple(found)


def _fit(text: str, most: int) -> str:
    """A text as a code may hold it: of printable letters, and not many."""
    return "".join(letter for letter in text if letter.isprintable())[:most]
