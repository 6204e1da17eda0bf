"""What shows words it made itself says them again when the language or the theme changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import i18n
from ui.qtwords import use_qt_words

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class Retold(_Base):
    """A mixin for widgets, first among their bases: `retell` is called after a switch of the language."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retell()
            self.update()

    def retell(self) -> None:
        """Say everything anew; a widget without words of its own has nothing to do."""


def use_language(name: str) -> None:
    """Switch the program to the language `name` and have every widget say its words again, once.

    Qt hands it on from each window to what stands in it, whoever it holds by then: a widget may make its parts anew,
    and a list of all widgets from before would lead to those that are gone, which ends the program.
    """
    i18n.use(name)
    use_qt_words(name)
    for window in QApplication.topLevelWidgets():
        QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
