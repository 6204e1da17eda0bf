"""What holds a release (放行入校): an item that is missing or bad, and disinfectants that have to act longer."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from app.goods.contact import ready_at, ready_clock
from app.goods.state import Delivery
from app.i18n import tr


@dataclass(frozen=True, slots=True)
class Hindrance:
    """item: the name of the item, empty where it is none of them. sentence: what is wrong, and what to do."""

    item: str
    sentence: str


def hindrances(delivery: Delivery, now: datetime) -> tuple[Hindrance, ...]:
    """Everything that holds the release at this moment, in the order of the work; empty where it may be released."""
    if delivery.outcome:
        return (Hindrance("", tr("这批物资已经处理过，不能再放行。")),)
    found = [Hindrance(one.item.name, one.why) for one in delivery.standings if one.state != "done"]
    if held := waiting(delivery, now):
        clock = ready_clock(delivery.values)
        found.append(Hindrance("", tr("消毒作用时间还差 {minutes} 分钟，{clock} 后可放行", minutes=held, clock=clock)))
    return tuple(found)


def waiting(delivery: Delivery, now: datetime) -> int:
    """Minutes, begun ones whole, until the disinfectants have acted for long enough; 0 where they have."""
    until = ready_at(delivery.values)
    if delivery.outcome or until is None or until <= now:
        return 0
    return ceil((until - now).total_seconds() / 60)
