"""What was registered last, to be proposed anew: couriers who come often, the disinfectant that was used."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from app.parcels.state import Parcel
from app.records.goods_items import Disinfection

MOST = 6
"""Couriers that are proposed."""


class Usual(NamedTuple):
    """couriers: by how many of the last days' parcels they brought. shelf: the last one used."""

    couriers: tuple[str, ...] = ()
    shelf: str = ""
    disinfection: Disinfection | None = None


def usual(parcels: Iterable[Parcel]) -> Usual:
    """Of the parcels of the last days, in the order in which they came."""
    some = list(parcels)
    counted = Counter(one.courier for one in some if one.courier)
    shelf = next((one.shelf for one in reversed(some) if one.shelf), "")
    used = max((one.disinfection for one in some if one.disinfection), key=lambda one: one.at, default=None)
    return Usual(tuple(name for name, _ in counted.most_common(MOST)), shelf, used)
