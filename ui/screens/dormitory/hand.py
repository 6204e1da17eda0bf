"""Which room and bed are in hand on the dormitory's map, and what is being typed there. Without Qt."""

from app.capture.temperature import typed_temperature
from app.dormitory.floors import Floor, RoomState, floors
from app.dormitory.rounds.state import Line
from app.station.roundbook import Page

_LONGEST = 4


class InHand:
    """page: as it was read last. typed: digits beside the bed in hand. waiting: number → °C that was typed and is not
    yet on the disk."""

    def __init__(self) -> None:
        self.page: Page | None = None
        self.room_number = self.bed = self.typed = ""
        self.waiting: dict[str, float] = {}
        self.floors: tuple[Floor, ...] = ()

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
        self.page, self.floors = page, floors(page.state.lines)
        if moved or self.room is None:
            self._turn_to(next((one for floor in self.floors[-1:] for one in floor.rooms), None))
        elif self.line is None:
            self._first_bed()

    def clear(self) -> None:
        """Nothing is shown until it is read again: somebody else may sit here now."""
        self.page, self.floors, self.typed = None, (), ""

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
            self.bed, self.typed = numbers[(numbers.index(self.bed) + by) % len(numbers)], ""

    def key(self, sign: str) -> None:
        """A digit or a point more."""
        self.typed = (self.typed + sign)[:_LONGEST]

    def back(self) -> None:
        """One less."""
        self.typed = self.typed[:-1]

    def take(self) -> tuple[str, float] | None:
        """What was typed, for whom; the hand goes on to the next bed. None where it is no temperature."""
        celsius = typed_temperature(self.typed)
        if celsius is None or self.line is None:
            return None
        number = self.bed
        self.waiting[number] = celsius
        self.onward()
        return number, celsius

    def settle(self, number: str, celsius: float) -> None:
        """It is on the disk, or could not be written; a number that was typed there since then still waits."""
        if self.waiting.get(number) == celsius:
            del self.waiting[number]

    def onward(self) -> None:
        """To the next bed of which something is missing: here, then in the rooms behind, by their numbers."""
        self.typed = ""
        rooms = [one for floor in reversed(self.floors) for one in floor.rooms]
        at = next((at for at, one in enumerate(rooms) if one.room == self.room_number), 0)
        beds = [(room, line.resident.number, line) for room in rooms[at:] + rooms[:at] for line in room.lines]
        here = next((at for at, (_, number, _line) in enumerate(beds) if number == self.bed), -1)
        for room, number, line in beds[here + 1 :] + beds[: here + 1]:
            if self._due(line) and number != self.bed:
                self.room_number, self.bed = room.room, number
                return

    def _due(self, line: Line) -> bool:
        return line.status == "missing" and line.resident.number not in self.waiting

    def _turn_to(self, room: RoomState | None) -> None:
        self.room_number, self.typed = (room.room if room else ""), ""
        self._first_bed()

    def _first_bed(self) -> None:
        lines = self.room.lines if self.room else ()
        due = [one for one in lines if self._due(one)]
        self.bed = (due or list(lines))[0].resident.number if lines else ""
