"""Keys and words as hands put them into a widget."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget


def press(target: QWidget, one: str | Qt.Key) -> None:
    """A key is pressed; words are typed, Chinese ones come from an input method in one piece."""
    if not isinstance(one, str):
        QTest.keyClick(target, one)
    elif one.isascii():
        QTest.keyClicks(target, one)
    else:
        assert isinstance(target, QLineEdit)
        target.insert(one)
