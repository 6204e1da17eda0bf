"""What the dormitory's map looks like: the floors, the room in hand, who is missing, who has to be measured again."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.dormitory.called import house
from app.dormitory.day import ROUND_NAMES, RoundName
from app.dormitory.floors import RoomState
from app.i18n import mark, tr
from app.station.roundbook import Page
from ui.screens.dormitory.hand import InHand
from ui.screens.dormitory.words import (
    ROOMS,
    ROUNDS,
    Calls,
    bed_views,
    missing_line,
    missing_rooms,
    notice,
    progress,
    room_about,
    seconds,
)
from ui.theme import state
from ui.widgets.beds import Beds
from ui.widgets.boxes import Panel, column, row
from ui.widgets.legend import Legend
from ui.widgets.roommap import RoomMap
from ui.widgets.text import Button, Text

ASIDE = 340
"""Pixels; the map beside it takes the rest of 1366."""


class Face(QWidget):
    """It shows what it is told. missing: the whole list of who is missing, in place of the room (`turn_aside`)."""

    def __init__(self) -> None:
        super().__init__()
        self.map, self.beds, self.legend = RoomMap(), Beds(), Legend(observes=True)
        self.building, self.progress = Text("", "lead", bold=True), Text("", "small")
        self.title, self.about = Text("", "title", bold=True), Text("", "small", "quiet", wrap=True)
        self.notice = Text("", "small", "attention", wrap=True)
        self.seconds = Text("", "small", "attention", bold=True)
        self.strip = [Text("", "small", bold=not at, elide=True) for at in range(ROOMS + 1)]
        self.missing = QListWidget()
        self.turns = Text(mark("PgUp、PgDn 换楼栋"), "small", "quiet")
        self.rounds = {
            name: Button(partial(_round_word, name, key), choice=True)
            for name, key in zip(ROUND_NAMES, ("F2", "F3", "F4"), strict=True)
        }
        self.aside = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        for button in self.rounds.values():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        state(self.missing, list=True)
        self.missing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        again = Text(mark("待复测（F8）"), "small", "quiet", bold=True)
        self._again = Panel(column(again, self.seconds, margins=(12, 8, 12, 8), gap=4))
        room = column(self.title, self.about, self.beds, self.notice, None, self._again, margins=(16, 12, 16, 12))
        self.aside.addWidget(Panel(room))
        head = Text(mark("缺报名单"), "lead", bold=True)
        self.aside.addWidget(Panel(column(head, self.missing, margins=(16, 12, 8, 12))))
        self.aside.setFixedWidth(ASIDE)
        top = row(self.building, self.turns, *self.rounds.values(), None, self.progress, gap=8)
        self.turns.hide()
        left = column(self.map, self.legend, Panel(column(*self.strip, margins=(12, 6, 12, 6), gap=2)), gap=8)
        left.setStretch(0, 1)
        across = row(gap=12)
        across.addLayout(left, 1)
        across.addWidget(self.aside)
        self.setLayout(column(top, across, margins=(14, 10, 14, 10), gap=10))

    @property
    def listing(self) -> bool:
        """Whether the whole list of who is missing stands in place of the room."""
        return self.aside.currentIndex() == 1

    def turn_aside(self, *, listing: bool) -> None:
        self.aside.setCurrentIndex(int(listing))

    def tell_beds(self, hand: InHand, *, private: bool) -> None:
        """Only the beds: a digit changes nothing else."""
        self.beds.show_beds(bed_views(hand, private=private))

    def tell(self, hand: InHand, calls: Calls, now: datetime, *, private: bool) -> None:
        """Show it as it stands now; nothing where no round was read."""
        page, room = hand.page, hand.room
        self.map.show_floors(hand.floors, hand.room_number)
        self.tell_beds(hand, private=private)
        if page is None:
            for text in (self.building, self.progress, self.title, self.about, self.notice, self.seconds, *self.strip):
                text.say("")
            self.missing.clear()
            return
        self.building.say(lambda: house(page.building))
        self.turns.setVisible(len(page.buildings) > 1)
        for name, button in self.rounds.items():
            button.setChecked(name == page.state.round.name)
        self.progress.say(lambda: progress(page, now))
        self._tell_room(room, page, private=private)
        self.seconds.say(lambda: seconds(page, now, private=private))
        self._again.setVisible(bool(self.seconds.full))
        self._tell_missing(missing_rooms(page, hand, calls, private=private))

    def _tell_room(self, room: RoomState | None, page: Page, *, private: bool) -> None:
        if room is not None:
            self.title.say(lambda: tr("{room} 寝", room=room.room))
            self.about.say(lambda: room_about(room))
            self.notice.say(lambda: notice(room, page, private=private))
        self.notice.setVisible(bool(self.notice.full))

    def _tell_missing(self, lines: Sequence[str]) -> None:
        for at, text in enumerate(self.strip):
            text.say(partial(str, lines[at] if at < len(lines) else ""))

    def list_missing(self, page: Page, calls: Calls, *, private: bool) -> None:
        """The whole list; the one that was chosen stays chosen."""
        at = max(self.missing.currentRow(), 0)
        self.missing.clear()
        for line in page.state.missing:
            item = QListWidgetItem(missing_line(line, calls(line.resident), page, private=private))
            item.setData(Qt.ItemDataRole.UserRole, line.resident.number)
            self.missing.addItem(item)
        self.missing.setCurrentRow(min(at, self.missing.count() - 1))

    @property
    def chosen(self) -> str:
        """Whose line is chosen in the list of who is missing; empty where there is none."""
        item = self.missing.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""


def _round_word(name: RoundName, key: str) -> str:
    return f"{tr(ROUNDS[name])} {key}"
