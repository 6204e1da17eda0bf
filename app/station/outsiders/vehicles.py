"""What somebody does about vehicles at an open post: who may come, who is inside, in and out with the driver.

The driver passes the lane like anybody, decided there by the level; a vehicle only follows its driver.
"""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple, TypeAlias

from app.errors import UserError
from app.i18n import mark, tr
from app.policy.evidence import Direction
from app.policy.person import Person
from app.policy.plate import PlateKind, kind_of, plain
from app.policy.platecheck import needed
from app.records.vehicle_passage import VehiclePassage
from app.station.local import LocalPost
from app.station.outsiders.restricted import Restricted, is_restricted
from app.station.outsiders.scanned import number_in
from app.station.outsiders.writing import write
from app.store.fact import Entry
from app.store.passages import Passages
from app.store.reference.denials import Denials
from app.store.reference.vehicles import Vehicle, Vehicles
from app.store.standing import Standing, Stood

KEPT = timedelta(days=60)
FRESH = timedelta(minutes=30)
"""How long ago a driver may have passed the lane for the vehicle to follow."""
Basis: TypeAlias = Literal["", "registered", "visit", "inside"]
Refusal: TypeAlias = Literal["not-registered", "registration-over", "call-supervisor", "driver", "guard"]
SENTENCES: dict[Refusal, str] = {
    "not-registered": mark("此车未登记备案，也没有今天的来访预约，不得进校。"),
    "registration-over": mark("此车的备案已到期，不得进校。"),
    "call-supervisor": mark("请联系带班领导，由带班领导决定。"),
    "driver": mark("司机还没有在通道放行。按 F5 送到通道，放行后再登记车辆。"),
}
LEAVING = mark("司机还没有在通道放行出校。按 F5 送到通道，按 F6 改为查出校，放行后再登记车辆。")


class VehicleAt(NamedTuple):
    """A vehicle at the gate, as it stands now. inside: its coming, where it has not left since. basis: why it may pass
    in that direction; refusal: why not. last: the newest passage, with its driver."""

    plate: str
    kind: PlateKind
    vehicle: Vehicle | None
    basis: Basis
    refusal: Refusal | None
    inside: Stood[VehiclePassage] | None
    last: Stood[VehiclePassage] | None
    direction: Direction

    @property
    def twice(self) -> bool:
        """Whether it comes while it is inside, or leaves while it is not."""
        return (self.inside is not None) == (self.direction == "in")


class VehicleGate:
    """The vehicles of one open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._vehicles, self._denials = Vehicles(post.database), Denials(post.database)
        self._passages = Passages(post.database)
        self._standing = Standing(post.ledger, "vehicle-passage", VehiclePassage, KEPT, post.clock)

    def inside(self) -> list[Stood[VehiclePassage]]:
        """The vehicles on the campus by the time they came: each by its last passage."""
        return [one for one in self._newest().values() if one.said.direction == "in"]

    def look(self, text: str, direction: Direction | None = None) -> VehicleAt:
        """The vehicle of that plate as it stands; without a direction the one it can only have. Raises NotAPlate."""
        plate = needed(text)
        newest = self._newest().get(plain(plate))
        inside = newest if newest is not None and newest.said.direction == "in" else None
        way: Direction = direction or ("out" if inside else "in")
        vehicle, kind = self._vehicles.of(plate), kind_of(plate)
        assert kind is not None
        basis, refusal = self._judged(plate, vehicle, way)
        return VehicleAt(plate, kind, vehicle, basis, refusal, inside, newest, way)

    def driver(self, text: str) -> Person | None:
        """Whoever drives: somebody of the campus, or a registered visitor, by number, card, phone or whole name."""
        text = number_in(self._post, text)
        found = self._post.person(text) if text else None
        if found is None and text:
            same = [one for one in self._post.people.search(text, 2) if text in (one.name, one.phone)]
            found = same[0] if len(same) == 1 else self._visitor(text)
        return found

    def let(self, text: str, direction: Direction, driver: str, note: str = "") -> Entry:
        """It passes, behind its driver. UserError where it may not, or its driver has not passed the lane."""
        found = self.look(text, direction)
        if found.refusal == "call-supervisor":
            raise Restricted.here()
        if found.refusal is not None:
            raise UserError(tr(SENTENCES[found.refusal]))
        who = self.driver(driver)
        if who is None:
            raise UserError(tr("没有找到司机“{text}”。外来司机请先按 F2 登记来访。", text=driver.strip()))
        if not self._passed(who, direction):
            raise UserError(tr(SENTENCES["driver"] if direction == "in" else LEAVING))
        named = {"driver": who.number, "driver_name": who.name, "driver_phone": who.phone}
        owner = found.vehicle.owner if found.vehicle else ""
        about = {"plate": plain(found.plate), "direction": direction, "owner": owner, "note": note}
        passed = {"verdict": "admit", "basis": found.basis, "twice": found.twice}
        return write(self._post, "vehicle-passage", {**about, **named, **passed})

    def turn_away(self, text: str, direction: Direction, why: str = "") -> Entry:
        """It does not pass: for what the program found, else on the guard's word."""
        found = self.look(text, direction)
        reason = found.refusal or "guard"
        if reason == "guard" and not why.strip():
            raise UserError(tr("请写明不予放行的原因。"))
        body = {"plate": plain(found.plate), "direction": direction, "verdict": "refuse", "reason": reason}
        return write(self._post, "vehicle-passage", {**body, "note": why.strip()})

    def _newest(self) -> dict[str, Stood[VehiclePassage]]:
        """The last passage of every plate that was let through, by when it came."""
        self._post.permit("records.read")
        found: dict[str, Stood[VehiclePassage]] = {}
        for one in self._standing.all():
            if one.said.verdict == "admit":
                found.pop(plain(one.said.plate), None)
                found[plain(one.said.plate)] = one
        return found

    def _judged(self, plate: str, vehicle: Vehicle | None, direction: Direction) -> tuple[Basis, Refusal | None]:
        """Why it may pass, or why not. Whoever is at the inner side may leave, whether they came by the book
        (VehicleAt.twice) or not, but for what a leader has to be asked of."""
        now = self._post.clock()
        if is_restricted(self._denials, [("plate", plate)], now) and not self._post.may("denials.overrule"):
            return "", "call-supervisor"
        if vehicle is not None and vehicle.allowed(now):
            return "registered", None
        if self._post.visits.of_vehicle(plate) is not None:
            return "visit", None
        if direction == "out":
            return "inside", None
        return "", "registration-over" if vehicle is not None else "not-registered"

    def _visitor(self, text: str) -> Person | None:
        named = [one for one in self._post.visits.today() if one.state == "agreed" and one.name == text]
        return self._post.person(named[0].number) if len(named) == 1 else None

    def _passed(self, who: Person, direction: Direction) -> bool:
        """Whether the lane let them through in that direction a moment ago."""
        now: datetime = self._post.clock()
        recent = self._passages.of(who.number, now - FRESH, now + timedelta(seconds=1))
        mine = [one for one in recent if one.direction == direction]
        return bool(mine) and "admit" in (mine[-1].verdict, mine[-1].judged)
