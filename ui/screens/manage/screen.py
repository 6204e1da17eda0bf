"""Management (管理): the leaders' and administrators' pages behind one entry of the rail, with a list of their own. Who
may not do the work of a page does not see it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QStackedWidget

from app.i18n import mark, tr
from ui.screens.screen import Screen
from ui.theme import state
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold
from ui.widgets.text import Text

WIDTH = 184
_INTO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right)


class Page(NamedTuple):
    """One page. permission: of app.access.roles; who has it not does not see the page. make: called when the page is
    first turned to: laying out all of them would keep whoever opens 管理 waiting."""

    label: str
    permission: str
    make: Callable[[], Screen]


class Manage(Retold, Screen):
    """may: whether whoever is on duty has a permission."""

    def __init__(self, pages: Sequence[Page], may: Callable[[str], bool]) -> None:
        super().__init__()
        self._all, self._may = tuple(pages), may
        self._shown: list[Page] = []
        self._made: dict[Page, Screen] = {}
        self._front: Page | None = None
        self.list, self._stack = QListWidget(), QStackedWidget()
        state(self.list, list=True, dense=True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        side = Panel(column(Text(mark("管理"), "lead", bold=True), self.list, margins=(10, 12, 10, 10), gap=8))
        side.setFixedWidth(WIDTH)
        layout = row(side, margins=(14, 14, 14, 14), gap=14)
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)
        self.list.currentRowChanged.connect(self._turn_to)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(self._stepping(by))

    @property
    def front(self) -> Screen:
        """The page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, Screen)
        return page

    def hints(self) -> tuple[Hint, ...]:
        here = (
            Hint("↑ ↓", mark("选一页")), Hint("Enter", mark("进入")), Hint("Ctrl+1", mark("回到校门"), last=True),
        )  # fmt: skip
        if self.list.hasFocus() or not self._shown:
            return here
        return (*self.front.hints(), Hint("Ctrl+PgDn", mark("下一页"), last=True))

    def opened(self) -> None:
        """Only the pages of whoever is on duty now."""
        self._shown = [page for page in self._all if self._may(page.permission)]
        self.retell()
        at = self._shown.index(self._front) if self._front in self._shown else 0
        if self._shown:
            self.list.setCurrentRow(at)
            self._turn_to(at)
        self.list.setFocus()

    def retell(self) -> None:
        at = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([tr(page.label) for page in self._shown])
        self.list.setCurrentRow(min(at, len(self._shown) - 1))
        self.list.blockSignals(False)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.hints_changed.emit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _INTO:
            self.front.setFocus()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a page has no use for: Esc leads back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _turn_to(self, at: int) -> None:
        if 0 <= at < len(self._shown):
            self._front = self._shown[at]
            screen = self._screen_of(self._front)
            self.said.emit("", "hint")
            self._stack.setCurrentWidget(screen)
            screen.opened()
            self.hints_changed.emit()

    def _screen_of(self, page: Page) -> Screen:
        if page not in self._made:
            screen = self._made[page] = page.make()
            self._stack.addWidget(screen)
            screen.said.connect(self.said)
            screen.hints_changed.connect(self.hints_changed)
        return self._made[page]

    def _stepping(self, by: int) -> Callable[[], None]:
        def step() -> None:
            if self._shown:
                self.list.setCurrentRow((self.list.currentRow() + by) % len(self._shown))
                self.front.setFocus()

        return step
