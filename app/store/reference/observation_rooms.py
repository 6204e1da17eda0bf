"""Rooms of observation (健康监测房): which ones there are, for how many, for whom."""

from collections.abc import Iterable
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from app.i18n import mark
from app.policy.room import room_of
from app.records.observation_step import Cause
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "observation-room"
Sex: TypeAlias = Literal["male", "female"]
SEXES: dict[str, str] = {"male": mark("男"), "female": mark("女")}
MOST = 500


class ObservationRoom(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """code: building and room as the list of people has them ("9/302"), or the path of a place. sex, cause: for whom it
    is; empty for anybody."""

    code: str
    title: str
    capacity: Annotated[int, Meta(ge=1, le=MOST)]
    sex: Sex | Literal[""] = ""
    cause: Cause | Literal[""] = ""


def code_of(text: str) -> str:
    """A room's code as it is kept: 9-302 and 9号楼302 are 9/302; a path stays what it is."""
    room = room_of(text)
    return f"{room.building}/{room.room}" if room else text.strip().strip("/")


class ObservationRooms:
    """Those of one database."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)

    def all(self) -> list[ObservationRoom]:
        """By code."""
        return list(self._reference.all(SECTION, ObservationRoom).values())

    def put(self, rooms: Iterable[ObservationRoom]) -> None:
        """Add these, or bring them up to date."""
        self._reference.put_all(SECTION, {one.code: one for one in rooms})

    def remove(self, code: str) -> None:
        """It is for observation no more."""
        self._reference.remove(SECTION, code)
