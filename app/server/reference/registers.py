"""The registers that the centre publishes row by row: vehicles, places, staff. Inside a transaction of the caller's."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from app.errors import UserError
from app.i18n import tr
from app.policy.plate import is_plate, plain
from app.server.reference.published import everything
from app.server.sql.port import Connection
from app.store.reference import places, vehicles
from app.store.reference.keystaff import KeyStaff
from app.store.reference.places import Place
from app.store.reference.staging.rows import Change
from app.store.reference.vehicles import Vehicle

Thing = TypeVar("Thing", Vehicle, Place, KeyStaff)


class Difference(NamedTuple):
    """What a table would change: how many are new, other and the same; and the rows."""

    added: int
    changed: int
    unchanged: int
    changes: list[Change]


def difference(connection: Connection, section: str, taken: Mapping[str, Thing], type_: type[Thing]) -> Difference:
    """What these would change; what is not among them stays."""
    known = everything(connection, section, type_)
    other = {key: one for key, one in taken.items() if known.get(key) != one}
    added = len(other.keys() - known.keys())
    changes = [Change(section, key, msgspec.json.encode(one)) for key, one in other.items()]
    return Difference(added, len(other) - added, len(taken) - len(other), changes)


def vehicle(plate: str, owner: str, kind: vehicles.VehicleKind, phone: str, until: datetime | None) -> Change:
    """One vehicle, in place of the one of that plate. UserError says what is missing."""
    if not is_plate(plate) or not owner.strip():
        raise UserError(tr("请填写车牌（如 吉A·12345）和车主。"))
    made = Vehicle(plate=plain(plate), owner=owner.strip(), kind=kind, phone=phone.strip(), until=until)
    return Change(vehicles.SECTION, made.plate, msgspec.json.encode(made))


def without_vehicle(plate: str) -> Change:
    """It is registered no longer."""
    return Change(vehicles.SECTION, plain(plate), None)


def without_place(connection: Connection, path: str) -> list[Change]:
    """A place and whatever lies in it."""
    return [
        Change(places.SECTION, key, None)
        for key in everything(connection, places.SECTION, msgspec.Raw)
        if key == path or key.startswith(path + places.BETWEEN)
    ]


def searched(found: Iterable[Vehicle], text: str) -> list[Vehicle]:
    """Those with this in their plate or owner."""
    wanted, said = plain(text), text.strip().lower()
    return [one for one in found if wanted in one.plate or said in one.owner.lower()]
