"""Looking a person up without leaving the gate: type, choose with the arrows, Enter."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.i18n import mark, tr
from app.policy.person import Person
from ui import theme
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.person import described
from ui.widgets.retell import Retold
from ui.widgets.text import Text

Index = QModelIndex | QPersistentModelIndex
Find = Callable[[str, int], list[Person]]
MOST = 50
NOBODY = mark("没有找到。换个写法再试，或请其出示证件，按 Ctrl+3 登记为访客。")
BEGIN = mark("键入一个字就开始查找。")


class People(QAbstractListModel):
    """The people found; the person is the index's user data."""

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Person] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        person = self.people[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return person
        return f"{person.name} {person.number}" if role == Qt.ItemDataRole.DisplayRole else None

    def replace(self, people: list[Person]) -> None:
        self.beginResetModel()
        self.people = people
        self.endResetModel()


class _PersonPainter(QStyledItemDelegate):
    """Name large, what tells two of the same name apart beside it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, 48)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        person: Person = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRect(box.left(), box.top(), 4, box.height()), theme.colour("accent"))
        line = box.adjusted(16, 0, -16, 0)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font("lead", bold=True))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line.adjusted(0, 0, 160 - line.width(), 0), middle, person.name)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(line.adjusted(170, 0, -150, 0), middle, described(person))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, person.number)
        painter.restore()


class Lookup(Retold, Panel):
    """chosen: the number of the person the guard says it is. closed: nobody."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, find: Find, jobs: Jobs, parent: QWidget | None = None) -> None:
        self._find, self._jobs = find, jobs
        self._asked = ""
        self._line = QLineEdit()
        state(self._line, letters="lead")
        self._people = People()
        self._list = QListView()
        self._list.setModel(self._people)
        self._list.setItemDelegate(_PersonPainter(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        state(self._list, list=True)
        self._says = Text("", tone="quiet", wrap=True)
        head = row(Text(mark("查人"), "lead", bold=True), None, Text(mark("核对面容后按 Enter"), tone="quiet"))
        super().__init__(column(head, self._line, self._says, self._list, margins=(18, 14, 18, 14), gap=10), parent)
        self._line.textEdited.connect(self._ask)
        self._line.installEventFilter(self)
        self._list.clicked.connect(lambda _index: self._choose())
        self.retell()

    @property
    def found(self) -> list[Person]:
        """The people on the list now."""
        return self._people.people

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("↑ ↓", mark("选择")), Hint("Enter", mark("就是此人")), Hint("Esc", mark("返回")),
            Hint(mark("小键盘 + −"), mark("选择"), last=True),
        )  # fmt: skip

    def open(self) -> None:
        """Begin anew."""
        self._line.clear()
        self._asked = ""
        self._show([])
        self._line.setFocus()

    def retell(self) -> None:
        self._line.setPlaceholderText(tr("姓名、拼音首字母、学工号或房间，例如 lxt 或 5-316"))
        self._tell()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows, and plus and minus of the number pad, move in the list while the text keeps the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        pad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1} | ({Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1} if pad else {})
        if event.key() in steps:
            self._move(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F2) or (pad and event.key() == Qt.Key.Key_Slash):
            self.closed.emit()
        else:
            return False
        return True

    def _ask(self, text: str) -> None:
        self._asked = wanted = text.strip()
        if not wanted:
            self._show([])
            return
        self._jobs.run(lambda: self._find(wanted, MOST), lambda people: self._answer(wanted, people), self._failed)

    def _answer(self, wanted: str, people: list[Person]) -> None:
        if wanted == self._asked:  # an answer that comes late is to a question nobody asks any more
            self._show(people)

    def _failed(self, error: Exception) -> None:
        self._show([])
        self._says.say(lambda: str(error), "refuse")
        self._says.show()

    def _show(self, people: list[Person]) -> None:
        self._people.replace(people)
        if people:
            self._list.setCurrentIndex(self._people.index(0))
        self._tell()

    def _tell(self) -> None:
        self._says.say(NOBODY if self._asked else BEGIN, "quiet")
        self._says.setVisible(not self._people.people)

    def _move(self, step: int) -> None:
        at = self._list.currentIndex().row() + step
        if 0 <= at < self._people.rowCount():
            self._list.setCurrentIndex(self._people.index(at))

    def _choose(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self.chosen.emit(self._people.people[index.row()].number)
