"""What is done about zones (封控区、管控区、防控区): set and lifted by whoever may, recorded, kept as a history."""

import secrets
from datetime import datetime

import msgspec

from app.errors import UserError, WrongUse
from app.i18n import tr
from app.policy.room import room_of
from app.policy.zone import ZONE_KINDS, ZoneKind, zone_of
from app.station.local import LocalPost
from app.store.reference.places import Places
from app.store.reference.rooms import rooms_of
from app.store.reference.zones import Zoned, Zones

_ACT = "zones.set"


class ZoneDesk:
    """The zones of one open post; every act needs the permission `zones.set`."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._zones = post, Zones(post.database)
        self._places = Places(post.database)

    def all(self, *, ended: bool = False) -> list[Zoned]:
        """Those in force or still to come; with `ended` those that are over as well."""
        self._post.permit(_ACT)
        now = self._post.clock()
        return [one for one in self._zones.all() if ended or one.over is None or one.over > now]

    def people(self, one: Zoned) -> int:
        """How many of the list of people live in it."""
        zone = one.zone(rooms_of(self._places.all()))
        always = msgspec.structs.replace(zone, until=None)
        return sum(bool(zone_of((always,), person.place, zone.since)) for person in self._post.people.all())

    def add(
        self, place: str, kind: ZoneKind, why: str, since: datetime | None = None, until: datetime | None = None
    ) -> Zoned:
        """A new zone, from now on or later, until a time or until it is lifted. place: the path of a place, or a
        building, floor or room as on the list of people. WrongUse, UserError where that is none."""
        self._post.permit(_ACT)
        place, now = _place(place), self._post.clock()
        if kind not in ZONE_KINDS:
            raise WrongUse(tr("请写明是封控区、管控区还是防控区。"))
        since = max(since or now, now)
        if until is not None and until <= since:
            raise WrongUse(tr("截止时间应晚于开始时间，也应晚于现在。"))
        one = Zoned(
            id=secrets.token_hex(4), place=place, kind=kind, since=since, until=until, who=self._post.operator(),
            why=_needed(why), entered_at=now,
        )  # fmt: skip
        if not self.people(one):
            raise UserError(
                tr("“{place}”没有住人，或写法不对。请写楼（5）、楼层（5/3）、房间（5/316）或地点编码。", place=place)
            )
        with self._post.database.write():
            self._zones.put(one)
            self._post.audit("zone", one.id, f"{kind} {place} {since.isoformat()} {one.why}")
        return one

    def lift(self, id_: str, why: str) -> None:
        """End one, or take one back that has not begun."""
        self._post.permit(_ACT)
        why, now = _needed(why), self._post.clock()
        with self._post.database.write():
            found = next((one for one in self.all() if one.id == id_), None)
            if found is None:
                raise UserError(tr("没有编号为 {id} 的有效区域，可能已经解除。请重新查看。", id=id_))
            lifted = msgspec.structs.replace(found, lifted_at=now, lifted_by=self._post.operator(), lifted_why=why)
            self._zones.put(lifted)
            self._post.audit("zone lifted", id_, f"{found.kind} {found.place} {why}")


def _place(text: str) -> str:
    """5-316 and 5栋316 are 5/316; a path stays what it is."""
    room = room_of(text)
    return f"{room.building}/{room.room}" if room else text.strip().strip("/")


def _needed(why: str) -> str:
    if not why.strip():
        raise WrongUse(tr("请写明原因，例如文件号或通知。"))
    return why.strip()
