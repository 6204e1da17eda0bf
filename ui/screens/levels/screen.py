"""Control levels (管控级别): the list, and behind it the editor, who would be let in, the dry run and the history."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.clock import campus_day
from app.i18n import mark
from app.policy.level import Level
from app.station.leveldesk import LevelDesk
from app.station.leveltrial import trial
from app.station.local import LocalPost
from ui.screens.levels.editor import LevelEditor
from ui.screens.levels.history import LevelHistory
from ui.screens.levels.list import ChooseFile, LevelList, ask_level, ask_where
from ui.screens.levels.preview import LevelPreview
from ui.screens.levels.trial import LevelTrial
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.widgets.boxes import column
from ui.widgets.keybar import Hint
from ui.widgets.smallform import SmallForm

_ENTER = (Hint("Enter", mark("下一项，最后一项确定")), Hint("Ctrl+Enter", mark("确定")), Hint("Esc", mark("取消")))


class LevelsPage(Screen):
    """One thing in front; Esc leads back to what was in front before."""

    def __init__(
        self, post: LocalPost, jobs: Jobs, choose: ChooseFile = ask_level, where: ChooseFile = ask_where
    ) -> None:  # fmt: skip
        super().__init__()
        desk = LevelDesk(post)
        self.list, self.editor = LevelList(desk, jobs, choose, where), LevelEditor(desk, jobs)
        self.preview, self.history = LevelPreview(desk, jobs), LevelHistory(desk, jobs)
        self.trial = LevelTrial(
            lambda level, day, progress: trial(post, level, day, progress), lambda: campus_day(post.clock()), jobs
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._trail: list[QWidget] = []
        for page in (self.list, self.editor, self.preview, self.trial, self.history):
            self._stack.addWidget(page)
            page.said.connect(self.said)
            page.hints_changed.connect(self.hints_changed)
        self.setLayout(column(self._stack))
        self._connect()
        self._bring(self.list)

    def _connect(self) -> None:
        self.list.to_edit.connect(self._edit)
        self.list.to_history.connect(lambda: self._open(self.history))
        for source in (self.list, self.editor):
            source.to_preview.connect(self._preview)
            source.to_try.connect(self._try)
        self.editor.to_form.connect(self._fill_in)

    @property
    def front(self) -> QWidget:
        """What is in front."""
        return self._stack.currentWidget() or self

    def opened(self) -> None:
        """Whoever comes back finds the list; what was being edited is kept for whoever edits that level again."""
        self._trail.clear()
        self._put_in_front(self.list)
        self.list.opened()

    def hints(self) -> tuple[Hint, ...]:
        front = self.front
        return front.hints() if isinstance(front, Screen) else _ENTER

    def back(self) -> None:
        """To what was in front before; a form is gone then."""
        left = self.front
        self._bring(self._trail.pop() if self._trail else self.list)
        if isinstance(left, SmallForm):
            self._stack.removeWidget(left)
            left.deleteLater()
        elif self.front is self.list:
            self.list.opened()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.front is not self.list:
            self.back()
        else:
            super().keyPressEvent(event)

    def _edit(self, level: Level) -> None:
        self.editor.edit(level)
        self._open(self.editor)

    def _preview(self, level: Level) -> None:
        self._open(self.preview)
        self.preview.show_level(level)

    def _try(self, level: Level) -> None:
        self._open(self.trial)
        self.trial.show_level(level)

    def _fill_in(self, form: SmallForm) -> None:
        form.left.connect(self.back)
        self._stack.addWidget(form)
        self._trail.append(self.front)
        self._bring(form)

    def _open(self, page: Screen) -> None:
        self._trail.append(self.front)
        self._bring(page)
        if page is self.history:
            page.opened()

    def _bring(self, widget: QWidget) -> None:
        self._put_in_front(widget)
        self.said.emit("", "hint")
        widget.setFocus()
        self.hints_changed.emit()

    def _put_in_front(self, widget: QWidget) -> None:
        """Without the keys: whoever looks through the pages of the administration stays in their list."""
        self._stack.setCurrentWidget(widget)
        self.setFocusProxy(widget)
