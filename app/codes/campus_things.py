"""What a campus code can speak of besides a person: a delivery of goods, and a point that patrols pass."""

from typing import Literal, TypeAlias, get_args

import msgspec

GoodsClass: TypeAlias = Literal["protective", "daily"]
GOODS_CLASSES: tuple[GoodsClass, ...] = get_args(GoodsClass)
"""防疫物资, 生活物资, as in app.records.goods. Written as their place here: never moved, added to at the end."""


class Load(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a delivery that was released brings, for a store that has no record of it.

    lines: name, quantity and unit of as many as fit; more: how many did not. digest: 16 hexadecimal digits over all of
    them (app.goods.ticket). store: where they go.
    """

    lines: tuple[tuple[str, str, str], ...]
    more: int
    digest: str
    store: str = ""


class GoodsTicket(msgspec.Struct, frozen=True, omit_defaults=True):
    """One delivery (物资通行单), as gate, transfer station and store recognise it; whatever else is known of it stands
    in its record, by `number`. name: the supplier or deliverer. vehicle: the plate, where it is known. load: of one
    that was released; None of one that is expected."""

    number: str
    name: str
    goods_class: GoodsClass
    vehicle: str = ""
    load: Load | None = None


class ControlPoint(msgspec.Struct, frozen=True, omit_defaults=True):
    """A control point (点位), whose printed code a patrol scans. place: where it is."""

    number: str
    name: str
    place: str = ""
