"""Which room, bed or case is in hand at the night check. Without Qt."""

from app.dormitory.night.line import Line
from app.dormitory.night.rooms import NightFloor, NightRoom, floors
from app.station.nightbook import NightPage, Open


class NightHand:
    """page: as it was read last. pending: numbers of whoever was ticked and is not on the disk yet. sought: somebody
    who is to be in hand as soon as they are read."""

    def __init__(self) -> None:
        self.page: NightPage | None = None
        self.floors: tuple[NightFloor, ...] = ()
        self.room_number = self.bed = self.sought = ""
        self.pending: set[str] = set()

    @property
    def rooms(self) -> list[NightRoom]:
        """In the order of their numbers."""
        return [one for floor in reversed(self.floors) for one in floor.rooms]

    @property
    def room(self) -> NightRoom | None:
        """The room in hand."""
        return next((one for one in self.rooms if one.room == self.room_number), None)

    @property
    def line(self) -> Line | None:
        """The bed in hand."""
        return next((one for one in self.lines if one.resident.number == self.bed), None)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The beds of the room in hand."""
        return self.room.lines if self.room else ()

    def show(self, page: NightPage) -> None:
        """It was read anew; what is in hand stays there. An earlier page than the one that is shown is no news."""
        if self.page is not None and page.count < self.page.count:
            return
        before, self.page = self.page, page
        check = page.check
        self.floors = floors(check.lines, closed=check.closed is not None) if check else ()
        if self.room is None or (before is not None and before.building != page.building):
            self._turn_to(next(iter(self.rooms), None))
        elif self.line is None:
            self._first_bed()
        if self.sought:
            self.find(self.sought)

    def clear(self) -> None:
        """Nothing is shown until it is read again: somebody else may sit here now."""
        self.page, self.floors, self.pending = None, (), set()

    def cases(self) -> list[Open]:
        """Whom somebody has to call."""
        return self.page.cases if self.page else []

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
        for room in self.rooms:
            if any(line.resident.number == number for line in room.lines):
                self._turn_to(room)
                self.bed, self.sought = number, ""

    def choose(self, room_number: str) -> None:
        """To a room."""
        self._turn_to(next((one for one in self.rooms if one.room == room_number), self.room))

    def step(self, by: int) -> None:
        """So many beds further in the room."""
        numbers = [one.resident.number for one in self.lines]
        if self.bed in numbers:
            self.bed = numbers[(numbers.index(self.bed) + by) % len(numbers)]

    def at(self, place: int) -> Line | None:
        """Whoever has that place in the room, counted from 1; they are in hand then."""
        if not 1 <= place <= len(self.lines):
            return None
        self.bed = self.lines[place - 1].resident.number
        return self.lines[place - 1]

    def unseen(self) -> list[str]:
        """Numbers of those in the room of whom nobody said anything yet."""
        return [one.resident.number for one in self.lines if self._unseen(one)]

    def onward(self) -> None:
        """To the next room in which somebody is not seen yet, by the rooms' numbers."""
        rooms = self.rooms
        at = next((at for at, one in enumerate(rooms) if one.room == self.room_number), -1)
        for room in (*rooms[at + 1 :], *rooms[: at + 1]):
            if any(self._unseen(one) for one in room.lines):
                self._turn_to(room)
                return

    def _unseen(self, line: Line) -> bool:
        return line.standing == "unseen" and line.resident.number not in self.pending

    def _turn_to(self, room: NightRoom | None) -> None:
        self.room_number = room.room if room else ""
        self._first_bed()

    def _first_bed(self) -> None:
        self.bed = next((one.resident.number for one in self.lines), "")
