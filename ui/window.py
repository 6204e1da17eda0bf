"""The main window: rail, status line, banner, the screen in front, key bar."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.clock import Clock
from app.i18n import mark, tr
from ui.screens.screen import Screen
from ui.theme import state
from ui.widgets.banner import Banner
from ui.widgets.boxes import row
from ui.widgets.keybar import KeyBar
from ui.widgets.rail import CAPS, Rail
from ui.widgets.rail import Screen as Entry
from ui.widgets.retell import Retold
from ui.widgets.statusline import PostStatus, StatusLine
from ui.widgets.text import Words

if TYPE_CHECKING:
    from app.dormitory.today.item import Lead

TITLE = mark("校园值守台")
ENTRIES = (
    Entry("gate", mark("校门"), "door-open"),
    Entry("goods", mark("物资"), "truck"),
    Entry("visitors", mark("访客车辆"), "id-card"),
    Entry("parcels", mark("快递"), "package"),
    Entry("keyposts", mark("重点岗位"), "user-check"),
    Entry("today", mark("今天"), "list-checks"),
    Entry("dormitory", mark("公寓"), "bed"),
    Entry("desk", mark("登记"), "notebook-pen"),
    Entry("ledger", mark("台账"), "book-open"),
    Entry("settings", mark("设置"), "settings", last=True),
    Entry("manage", mark("管理"), "shield-check"),
    Entry("medical", mark("医务"), "stethoscope"),
    Entry("observation", mark("留观"), "house"),
    Entry("reports", mark("上报"), "clipboard-check"),
)
NEEDS = {
    "parcels": "parcels.keep", "keyposts": "keyposts.read", "today": "rounds.read", "dormitory": "rounds.read",
    "medical": "medical.read", "observation": "observation.read", "reports": "rounds.read",
}  # fmt: skip
"""What somebody has to be permitted to be offered the screen."""
BELOW = {"night": "today", "verify": "today"}
"""Screens that are reached from another one of the rail: its entry stays marked."""


class Window(Retold, QMainWindow):
    """Holds the screens; a screen that covers everything (signing in, setting up) hides rail and status."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.rail, self.status, self.banner, self.keys = Rail(ENTRIES), StatusLine(), Banner(), KeyBar()
        self.news = Banner()
        self._news_over = QTimer(self, singleShot=True)
        self._news_over.timeout.connect(self.news.clear)
        self._stack = QStackedWidget()
        self._screens: dict[str, Screen] = {}
        self._unmade: dict[str, Callable[[], Screen]] = {}
        self.rail.chosen.connect(self.open)
        for name in ("manage", *NEEDS):
            self.offer(name, False)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for part in (self.status, self.news, self.banner):
            body.addWidget(part)
        body.addWidget(self._stack, 1)
        body.addWidget(self.keys)
        layout = row(self.rail, body, gap=0)
        layout.setStretch(1, 1)
        middle = QWidget()
        middle.setLayout(layout)
        state(middle, ground=True)
        self.setCentralWidget(middle)
        self._ticking = QTimer(self)
        self._ticking.timeout.connect(self.tick)
        self.retell()

    def to_front(self) -> None:
        """Before all other windows, also where it was minimised."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def add_screens(self, screens: Mapping[str, Screen]) -> None:
        """Screens by the names of the rail; others cover everything."""
        for name, screen in screens.items():
            self._screens[name] = screen
            self._stack.addWidget(screen)
            screen.hints_changed.connect(self._hint)
            screen.said.connect(self.banner.say)

    def make_later(self, makers: Mapping[str, Callable[[], Screen]]) -> None:
        """Screens that are made when they are first opened: a post scans before its forms are laid out."""
        self._unmade |= makers

    def made(self, name: str) -> Screen:
        """The screen of that name, made now if it was not yet."""
        if make := self._unmade.pop(name, None):
            self.add_screens({name: make()})
        return self._screens[name]

    def announce(self, words: Words, seconds: int) -> None:
        """Say something above everything for so long, whatever else is said or pressed meanwhile."""
        self.news.say(words, "alarm")
        self._news_over.start(seconds * 1000)

    def offer(self, name: str, offered: bool) -> None:
        """Show an entry of the rail, or hide it from whoever may do nothing there."""
        self.rail.offer(name, offered)

    def open(self, name: str, lead: "Lead | None" = None) -> None:
        """Bring a screen to the front. lead: what it takes in hand."""
        screen, entry = self.made(name), BELOW.get(name, name)
        on_rail = any(one.name == entry for one in ENTRIES)
        self.rail.setVisible(on_rail)
        self.status.setVisible(on_rail)
        if on_rail:
            self.rail.show_screen(entry)
        self.banner.clear()
        self._stack.setCurrentWidget(screen)
        screen.opened()
        if lead is not None:
            screen.take_up(lead)
        self._hint()

    @property
    def front(self) -> Screen:
        """The screen in front."""
        return next(screen for screen in self._screens.values() if screen is self._stack.currentWidget())

    def begin_ticking(self) -> None:
        """Let the clock run."""
        self.tick()
        self._ticking.start(1000)

    def tick(self, now: datetime | None = None) -> None:
        """Show the time."""
        self.status.show_time(now or self._clock())

    def show_status(self, status: PostStatus) -> None:
        """How the post stands."""
        self.status.show_status(status)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and a key of the number row: the screen of that place on the rail."""
        at = CAPS.find(chr(event.key())) if event.key() in map(ord, CAPS) else -1
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and 0 <= at < len(ENTRIES) and self._reachable(ENTRIES[at].name):
            self.open(ENTRIES[at].name)
        else:
            super().keyPressEvent(event)

    def _reachable(self, name: str) -> bool:
        return (name in self._screens or name in self._unmade) and not self.rail.isHidden() and self.rail.offers(name)

    def retell(self) -> None:
        self.setWindowTitle(tr(TITLE))
        if self._screens:
            self._hint()

    def _hint(self) -> None:
        self.keys.show_hints(self.front.hints())
