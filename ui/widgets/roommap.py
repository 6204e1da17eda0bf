"""Floors and rooms of a building as they stand, painted in one piece: colour, shape and figures for each room."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple, Protocol

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.dormitory.floors import Look
from app.dormitory.observe.looks import Look as ObservedLook
from app.dormitory.observe.looks import RoomLook
from app.i18n import mark, tr
from app.policy.zone import ZoneKind
from ui import theme
from ui.widgets.retell import Retold

LABEL, GAP, WIDEST, HIGHEST = 58, 6, 72, 98
"""Pixels: of the floor's name, between rooms, of a room at most."""
_BAR, _TAG = 4, 17
_LINE = 18
"""Pixels of a line of a cell at least, where it has three."""


class Dress(NamedTuple):
    """Ground and edge by the names of the theme's colours; sign: tells the same without colour."""

    ground: str
    edge: str
    sign: str
    words: str


class Cell(Protocol):
    """A room: how many of how many, and what it is to look like."""

    @property
    def building(self) -> str: ...
    @property
    def room(self) -> str: ...
    @property
    def due(self) -> int: ...
    @property
    def done(self) -> int: ...
    @property
    def zone(self) -> ZoneKind | Literal[""]: ...
    @property
    def look(self) -> Look: ...
    @property
    def observed(self) -> RoomLook | None: ...


class Storey(Protocol):
    """One floor of them."""

    @property
    def name(self) -> str: ...
    @property
    def rooms(self) -> Sequence[Cell]: ...


DRESS: dict[Look, Dress] = {
    "done": Dress("admit", "admit_ink", "✓", mark("已报齐")),
    "begun": Dress("hold_soft", "hold_ink", "…", mark("未报齐")),
    "missing": Dress("panel", "edge", "", mark("还没有报")),
    "attention": Dress("attention_soft", "attention_ink", "!", mark("需关注")),
    "away": Dress("bar", "line", "–", mark("无人应报")),
}
TAG = mark("观")
"""The word of a room of observation."""
BARS: dict[ZoneKind, tuple[str, int]] = {
    "sealed": ("refuse_ink", 1), "controlled": ("hold_ink", 2), "prevention": ("accent_ink", 4),
}  # fmt: skip
"""The colour of a zone's bar, and in how many pieces it is drawn."""
OBSERVED: dict[ObservedLook, tuple[str, str]] = {
    "attention": ("attention_ink", "!"), "due": ("hold_ink", "…"), "watched": ("accent_ink", ""), "free": ("ink_2", ""),
}  # fmt: skip
"""The colour and sign of a room of observation: fever or too many, something is due, all is done, nobody is there."""
_TINT = 34
"""Of 255: how much of a strong colour is the ground of a room that is done."""


class RoomMap(Retold, QWidget):
    """chosen: building and room of a cell that was clicked. dress: what is asked for, by looks."""

    chosen = Signal(str, str)

    def __init__(self, dress: Mapping[Look, Dress] = DRESS) -> None:
        super().__init__()
        self._dress = dress
        self._floors: tuple[Storey, ...] = ()
        self._here = ""
        self.setMinimumSize(400, 240)

    def show_floors(self, floors: Sequence[Storey], here: str) -> None:
        """Show these, with the room of that number in hand. Only what has changed is painted again: with every number
        that is typed the whole map would take longer than a frame."""
        before, where = self._floors, self._boxes()
        turned = {here, self._here} if here != self._here else set[str]()
        self._floors, self._here = tuple(floors), here
        room = next((one for floor in floors for one in floor.rooms if one.room == here), None)
        self.setAccessibleName(f"{here} {tr(self._dress[room.look].words)} {room.done}/{room.due}" if room else "")
        if self._floors is not before and self._boxes() != where:
            self.update()
            return
        for name in (turned | self._changed(before)) & where.keys():
            self.update(_around(where[name]))

    def _changed(self, before: Sequence[Storey]) -> set[str]:
        """Rooms that are otherwise than before."""
        if self._floors is before:
            return set()
        old = {one.room: one for floor in before for one in floor.rooms}
        new = {one.room: one for floor in self._floors for one in floor.rooms}
        return {name for name, one in new.items() if one is not old[name] and one != old[name]}

    def _boxes(self) -> dict[str, QRectF]:
        return {one.room: box for box, one in self.cells()}

    def cells(self) -> Iterator[tuple[QRectF, Cell]]:
        """Where each room lies."""
        widest = max((len(floor.rooms) for floor in self._floors), default=1)
        high = min(HIGHEST, self.height() / max(len(self._floors), 1))
        wide = min(WIDEST, (self.width() - LABEL) / widest)
        for row, floor in enumerate(self._floors):
            for at, room in enumerate(floor.rooms):
                yield QRectF(LABEL + at * wide, row * high, wide - GAP, high - GAP), room

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(theme.colour("ink"))
        high = min(HIGHEST, self.height() / max(len(self._floors), 1))
        for row, floor in enumerate(self._floors):
            box = QRectF(0, row * high, LABEL - GAP, high - GAP)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, tr("{floor} 层", floor=floor.name))
        for box, room in self.cells():
            if event.region().intersects(_around(box)):
                here, dress = room.room == self._here, self._dress[room.look]
                paint_room(painter, box.adjusted(1, 1, -1, -1), room, dress, here=here)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for box, room in self.cells():
            if box.contains(event.position()):
                self.chosen.emit(room.building, room.room)


def _around(box: QRectF) -> QRect:
    """All pixels that a cell touches."""
    return box.toAlignedRect().adjusted(-2, -2, 2, 2)


def ground(look: Look, dress: Dress) -> QColor:
    """What a room of that look is filled with."""
    colour = theme.colour(dress.ground)
    if look == "done":
        colour.setAlpha(_TINT)
    return colour


def paint_bar(painter: QPainter, box: QRectF, zone: ZoneKind) -> None:
    """The bar of a zone, told by its pieces as well."""
    colour, pieces = BARS[zone]
    wide = box.width() / (2 * pieces - 1)
    for at in range(pieces):
        painter.fillRect(QRectF(box.left() + 2 * at * wide, box.top(), wide, box.height()), theme.colour(colour))


def paint_observed(painter: QPainter, box: QRectF, observed: RoomLook) -> None:
    """The tag of a room of observation at the foot of its box: the word, how many of how many, and the sign."""
    colour, sign = OBSERVED[observed.look]
    tag = QRectF(box.left() + 3, box.bottom() - _TAG - 1, box.width() - 6, _TAG)
    painter.setFont(theme.font("small", bold=True))
    many = f"{observed.people}/{observed.capacity}" if observed.capacity else f"{observed.people}"
    told = (f"{tr(TAG)}{many}{sign}", f"{tr(TAG)}{observed.people}{sign}", f"{tr(TAG)}{sign}")
    words = next(filter(partial(_fits, painter, tag), told), sign)
    paint_tag(painter, tag, colour, words)


def paint_tag(painter: QPainter, box: QRectF, colour: str, words: str) -> None:
    """A word on a colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(colour))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(theme.colour("panel"))
    painter.setFont(theme.font("small", bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _fits(painter: QPainter, box: QRectF, words: str) -> bool:
    return painter.fontMetrics().horizontalAdvance(words) <= box.width()


def paint_room(painter: QPainter, box: QRectF, room: Cell, dress: Dress, *, here: bool) -> None:
    """One cell: its number, how many of how many, the sign of its look, and the bar of its zone."""
    strong = here or room.look == "attention"
    painter.setPen(QPen(theme.colour("accent_ink" if here else dress.edge), 3 if here else 2 if strong else 1))
    painter.setBrush(ground(room.look, dress))
    painter.drawRoundedRect(box, 5, 5)
    if room.zone:
        paint_bar(painter, QRectF(box.left() + 3, box.top() + 2, box.width() - 6, _BAR), room.zone)
    if room.observed is not None:
        paint_observed(painter, box, room.observed)
        box = box.adjusted(0, 0, 0, -_TAG)
    painter.setPen(theme.colour("ink"))
    painter.setFont(theme.font("small", bold=strong))
    high = box.height() - _BAR >= 3 * _LINE
    line = min(20.0, (box.height() - _BAR) / (3 if high else 2))
    top = box.top() + _BAR + (2 if box.height() > 3 * line + _BAR else 0)
    centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(box.left(), top, box.width(), line), centre, room.room)
    painter.setPen(theme.colour(dress.edge if room.look in ("attention", "begun", "done") else "ink_2"))
    figures = f"{room.done}/{room.due}"
    if high:
        painter.drawText(QRectF(box.left(), top + line, box.width(), line), centre, figures)
        painter.drawText(QRectF(box.left(), top + 2 * line, box.width(), line), centre, dress.sign)
    else:
        both = f"{dress.sign}{figures}"
        fits = painter.fontMetrics().horizontalAdvance(both) <= box.width()
        words = both if fits else dress.sign or figures  # what it looks like is told without colour, whatever the room
        painter.drawText(QRectF(box.left(), top + line, box.width(), line), centre, words)
