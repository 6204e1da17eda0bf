"""A switch of the language: everything says its words again, once, and what makes its parts anew may do so."""

import shiboken6
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import i18n
from ui.widgets.retell import Retold, use_language


class Row(Retold, QLabel):
    """Counts how often it was told to speak."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.times = 0

    def retell(self) -> None:
        self.times += 1


class Rows(Retold, QWidget):
    """Throws its rows away and makes new ones, as a list does whose words change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setLayout(QVBoxLayout())
        self.rows: list[Row] = []
        self.retell()

    def retell(self) -> None:
        for row in self.rows:
            shiboken6.delete(row)
        self.rows = [Row(self) for _ in range(50)]


def test_everything_is_told_once_however_deep_it_stands(qapp: object) -> None:
    window = QWidget()
    middle = QWidget(window)
    deep = [Row(window), Row(middle), Row(QWidget(QWidget(middle)))]
    try:
        use_language("en")
        assert [one.times for one in deep] == [1, 1, 1]
    finally:
        i18n.use("zh")
        shiboken6.delete(window)


def test_what_makes_its_parts_anew_ends_nothing(qapp: object) -> None:
    window = QWidget()
    rows = [Rows(window), Rows(QWidget(window))]
    try:
        for language in ("en", "zh", "en"):
            use_language(language)
        assert all(len(one.rows) == 50 for one in rows)
    finally:
        i18n.use("zh")
        shiboken6.delete(window)
