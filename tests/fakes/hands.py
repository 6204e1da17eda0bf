"""Hands on a keyboard, and a scanner gun: key presses with times of their own, so that no test waits."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.rail import CAPS
from ui.window import ENTRIES

PLAIN = Qt.KeyboardModifier.NoModifier
HAND, GUN = 0.15, 0.01
"""Seconds between two characters."""
NAMED = {"\r": Qt.Key.Key_Return, "\x1b": Qt.Key.Key_Escape}
PAD = {
    "/": Qt.Key.Key_Slash, ".": Qt.Key.Key_Period, "+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus,
    "*": Qt.Key.Key_Asterisk, "\r": Qt.Key.Key_Enter,
}  # fmt: skip


def rail_key(name: str) -> Qt.Key:
    """The key that, with Ctrl, opens an entry of the rail."""
    return Qt.Key(ord(CAPS[[entry.name for entry in ENTRIES].index(name)]))


class Hands:
    """Presses keys on one widget."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._now = 100.0

    def press(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """One key, a hand's while after the last."""
        self._send(key, text, modifiers, HAND)

    def type(self, text: str, between: float = HAND) -> None:
        """Characters of the main keyboard, so many seconds apart."""
        for character in text:
            key = NAMED.get(character) or Qt.Key(ord(character.upper()))
            capital = "A" <= character <= "Z"
            self._send(key, character, Qt.KeyboardModifier.ShiftModifier if capital else PLAIN, between)

    def shoot(self, text: str) -> None:
        """What a scanner gun types: fast, and Enter at the end."""
        self._now += 1
        self.type(text + "\r", GUN)

    def shoot_key(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """One key of a scanner gun."""
        self._send(key, text, modifiers, GUN)

    def shoot_number(self, character: str) -> None:
        """A character as some guns type it: Alt, and its number on the number pad."""
        alt = Qt.KeyboardModifier.AltModifier
        self._send(Qt.Key.Key_Alt, "", PLAIN, 0.002)
        for digit in str(ord(character)):
            self._send(Qt.Key(ord(digit)), digit, alt | Qt.KeyboardModifier.KeypadModifier, 0.002)

    def pad(self, text: str) -> None:
        """Keys of the number pad."""
        for character in text:
            key = PAD.get(character) or Qt.Key(ord(character))
            self._send(key, character, Qt.KeyboardModifier.KeypadModifier, HAND)

    def wait(self, seconds: float) -> None:
        """Time in which no key is pressed."""
        self._now += seconds

    def _send(self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, after: float) -> None:
        self._now += after
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
        event.setTimestamp(round(self._now * 1000))
        QApplication.sendEvent(self._widget, event)
