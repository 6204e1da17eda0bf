"""Which room and bed are in hand on the dormitory's map, and what is being typed there. Without Qt."""

from typing import NamedTuple

from app.capture.temperature import typed_temperature
from app.dormitory.chain.said import Site
from app.dormitory.floors import Floor, RoomState, floors
from app.dormitory.rounds.fever import threshold
from app.dormitory.rounds.state import Line
from app.station.roundbook import Page, Source

_LONGEST = 4
_TRAIL = 50


class Taken(NamedTuple):
    """A temperature in °C for somebody. instead: it takes the place of the one that stands there; second: somebody says
    that it is the second measurement, though its time has not come."""

    number: str
    celsius: float
    site: Site = "armpit"
    source: Source = "typed"
    instead: bool = False
    second: bool = False


class InHand:
    """page: as it was read last. typed: digits beside the bed in hand. offered: whether they are a thermometer's, which
    somebody has still to take. correcting: Backspace led to this bed, and the next number takes the place of the one
    that stands there. asked: whether what is typed came before its time, and somebody has to say what it is. waiting:
    number → what was typed and is not yet on the disk."""

    def __init__(self) -> None:
        self.page: Page | None = None
        self.room_number = self.bed = self.typed = ""
        self.offered = self.correcting = self.asked = False
        self.waiting: dict[str, Taken] = {}
        self.floors: tuple[Floor, ...] = ()
        self._trail: list[tuple[str, str]] = []

    @property
    def room(self) -> RoomState | None:
        """The room in hand."""
        return next((one for floor in self.floors for one in floor.rooms if one.room == self.room_number), None)

    @property
    def line(self) -> Line | None:
        """The bed in hand."""
        lines = self.room.lines if self.room else ()
        return next((one for one in lines if one.resident.number == self.bed), None)

    def show(self, page: Page) -> None:
        """It was read anew; what is in hand stays there. An earlier page than the one that is shown is no news."""
        if self.page is not None and page.count < self.page.count:
            return
        moved = self.page is not None and self.page.building != page.building
        self.page, self.floors = page, floors(page.building, page.state.lines, page.observed, page.rooms)
        if moved or self.room is None:
            self._turn_to(next((one for floor in self.floors[-1:] for one in floor.rooms), None))
        elif self.line is None:
            self._first_bed()

    def clear(self) -> None:
        """Nothing is shown until it is read again: somebody else may sit here now."""
        self.page, self.floors, self._trail = None, (), []
        self.drop()

    def move(self, across: int, up: int) -> None:
        """To the room beside it, or on the floor above or below at the same place."""
        for at, floor in enumerate(self.floors):
            numbers = [one.room for one in floor.rooms]
            if self.room_number in numbers:
                place = numbers.index(self.room_number) + across
                rooms = self.floors[min(max(at - up, 0), len(self.floors) - 1)].rooms
                self._turn_to(rooms[min(max(place, 0), len(rooms) - 1)])
                return

    def beside(self, by: int) -> str:
        """The building so many further; empty before anything was read."""
        if self.page is None:
            return ""
        names = self.page.buildings
        return names[(names.index(self.page.building) + by) % len(names)]

    def find(self, number: str) -> None:
        """To somebody's bed."""
        for room in (one for floor in self.floors for one in floor.rooms):
            if any(line.resident.number == number for line in room.lines):
                self._turn_to(room)
                self.bed = number

    def choose(self, room_number: str) -> None:
        """To a room."""
        self._turn_to(next((one for floor in self.floors for one in floor.rooms if one.room == room_number), self.room))

    def step(self, by: int) -> None:
        """So many beds further in the room."""
        numbers = [one.resident.number for one in self.room.lines] if self.room else []
        if self.bed in numbers:
            self.bed = numbers[(numbers.index(self.bed) + by) % len(numbers)]
            self.drop()

    # What is typed

    def key(self, sign: str) -> None:
        """A digit or a point more; in place of what a thermometer offered. Nothing where there is no bed."""
        if self.line is None:
            return
        self.typed = ("" if self.offered else self.typed + sign)[:_LONGEST] or sign
        self.offered = self.asked = False

    def offer(self, celsius: float) -> None:
        """A thermometer measured: it stands beside the bed in hand until somebody takes or refuses it."""
        self.typed, self.offered, self.asked = f"{celsius:.1f}", True, False

    def back(self) -> None:
        """One sign less, or a number that waits for a word refused; from an empty bed to the one before."""
        if self.typed:
            self.typed = "" if self.offered or self.asked else self.typed[:-1]
            self.offered = self.asked = False
            return
        self.room_number, self.bed = self._trail.pop() if self._trail else self._before()
        self.correcting = self.bed in self.waiting or bool(self.line and self.line.measurements)

    @property
    def celsius(self) -> float | None:
        """What stands beside the bed in hand, as a temperature."""
        return typed_temperature(self.typed)

    def high(self, celsius: float, site: Site) -> bool:
        """By the threshold of the level in force."""
        return self.page is not None and celsius >= threshold(site, self.page.high_from)

    @property
    def site(self) -> Site:
        """Where what stands beside the bed was measured: people have their own thermometers for the armpit, the one
        that is connected is for foreheads."""
        return "forehead" if self.offered else "armpit"

    def take(self, *, instead: bool = False, second: bool = False) -> Taken | None:
        """What was typed, for whom; the hand goes on to the next bed. None where it is no temperature."""
        celsius = self.celsius
        if celsius is None or self.line is None:
            return None
        source: Source = "thermometer" if self.offered else "typed"
        taken = Taken(self.bed, celsius, self.site, source, instead or self.correcting, second)
        self.waiting[self.bed] = taken
        self._trail = [*self._trail[-_TRAIL:], (self.room_number, self.bed)]
        self.onward()
        return taken

    def settle(self, taken: Taken) -> None:
        """It is on the disk, or could not be written; a number that was typed there since then still waits."""
        if self.waiting.get(taken.number) is taken:
            del self.waiting[taken.number]

    # Where the hand goes

    def onward(self) -> None:
        """To the next bed of which something is missing: here, then in the rooms behind, by their numbers."""
        self.drop()
        beds = self._beds()
        here = next((at for at, (_, line) in enumerate(beds) if line.resident.number == self.bed), -1)
        for room, line in beds[here + 1 :] + beds[: here + 1]:
            if self._due(line) and line.resident.number != self.bed:
                self.room_number, self.bed = room, line.resident.number
                return

    def to_second(self) -> bool:
        """To whoever has to be measured again first, or the next of them; False where nobody has."""
        rest = resting(self.page)
        numbers = [one.resident.number for one in rest]
        if rest:
            self.find(numbers[(numbers.index(self.bed) + 1) % len(numbers)] if self.bed in numbers else numbers[0])
        return bool(rest)

    def _beds(self) -> list[tuple[str, Line]]:
        """All beds of the building, by their rooms' numbers."""
        rooms = (one for floor in reversed(self.floors) for one in floor.rooms)
        return [(room.room, line) for room in rooms for line in room.lines]

    def _before(self) -> tuple[str, str]:
        beds = [(room, line.resident.number) for room, line in self._beds()]
        here = (self.room_number, self.bed)
        return beds[max(beds.index(here) - 1, 0)] if here in beds else here

    def _due(self, line: Line) -> bool:
        return line.status == "missing" and line.resident.number not in self.waiting

    def _turn_to(self, room: RoomState | None) -> None:
        self.room_number = room.room if room else ""
        self._first_bed()

    def _first_bed(self) -> None:
        self.drop()
        lines = self.room.lines if self.room else ()
        due = [one for one in lines if self._due(one)]
        self.bed = (due or list(lines))[0].resident.number if lines else ""

    def drop(self) -> None:
        """Nothing is typed beside the bed."""
        self.typed, self.offered, self.correcting, self.asked = "", False, False, False


def resting(page: Page | None) -> list[Line]:
    """Those who have to be measured again, the first to come first."""
    lines = page.state.lines if page is not None else ()
    found = [(one.fever.due, one.resident.number, one) for one in lines if one.fever.state == "pending"]
    return [one for due, _, one in sorted(found, key=lambda each: each[:2]) if due is not None]
