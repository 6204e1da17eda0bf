"""Vehicles that were registered beforehand (登记备案), by their plate."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeAlias, get_args

import msgspec

from app.i18n import mark
from app.policy.plate import plain
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "vehicle"
VehicleKind: TypeAlias = Literal["official", "staff", "student", "supplier", "service", "emergency", "other"]
KINDS: tuple[VehicleKind, ...] = get_args(VehicleKind)
LABELS: dict[VehicleKind, str] = {
    "official": mark("公务车"), "staff": mark("教工车"), "student": mark("学生车"), "supplier": mark("供货车"),
    "service": mark("服务保障车"), "emergency": mark("救护消防车"), "other": mark("其他车辆"),
}  # fmt: skip


class Vehicle(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One registered vehicle. plate: as it is written on it. owner: a name or a company; phone: theirs. until: the
    moment its registration ends; None: until somebody ends it."""

    plate: str
    owner: str
    kind: VehicleKind = "other"
    phone: str = ""
    until: datetime | None = None

    def allowed(self, now: datetime) -> bool:
        """Whether the registration holds."""
        return self.until is None or now < self.until


class Vehicles:
    """The vehicles kept in one database."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)

    def of(self, plate: str) -> Vehicle | None:
        """The vehicle of that plate, however it was typed; also one whose registration is over."""
        return self._reference.get(SECTION, plain(plate), Vehicle)

    def put(self, vehicles: Iterable[Vehicle]) -> None:
        """Add these, or bring them up to date."""
        self._reference.put_all(SECTION, {plain(one.plate): one for one in vehicles})

    def remove(self, plate: str) -> None:
        """Register it no longer."""
        self._reference.remove(SECTION, plain(plate))

    def all(self) -> list[Vehicle]:
        """All of them, by plate."""
        return list(self._reference.all(SECTION, Vehicle).values())
