"""Fingers on the keyboard of a window, and the devices that type on it: every key has a time of its own."""

from contextlib import AbstractContextManager, ExitStack
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.morning.clock import Steady
from ui.window import Window

Key, Modifier = Qt.Key, Qt.KeyboardModifier
HAND, GUN, REACTS = 0.15, 0.01, 0.6
"""Seconds between two keys of a hand and of a scanner gun, and before somebody does anything about what they see."""
NAMED = {"\r": Key.Key_Return}


def reacting(steady: Steady) -> AbstractContextManager[Any]:
    """While it lasts, the gate lives in the time of whoever is at its keyboard."""
    stack = ExitStack()
    for name in ("whose", "group"):
        stack.enter_context(patch.multiple(f"ui.screens.gate.{name}", time=steady))
    return stack


class Keys:
    """pressed: by the guard's hand; what a gun or a card reader types is not counted. acts: the same, a name or a
    figure as one."""

    def __init__(self, window: Window, steady: Steady) -> None:
        self._window, self._steady = window, steady
        self.pressed = self.acts = 0

    def react(self) -> None:
        """The guard has looked up."""
        self._steady.now += REACTS

    def press(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        self.pressed += 1
        self.acts += 1
        self._send(key, text, modifiers, HAND)

    def type(self, text: str) -> None:
        self.pressed += len(text)
        self.acts += 1
        for character in text:
            self._send(_key(character), character, Modifier.NoModifier, HAND)

    def shoot(self, text: str) -> None:
        """What a device types, with Enter at its end."""
        self._steady.now += 1
        for character in text + "\r":
            capital = "A" <= character <= "Z"
            self._send(_key(character), character, Modifier.ShiftModifier if capital else Modifier.NoModifier, GUN)

    def _send(self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, after: float) -> None:
        self._steady.now += after
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
        event.setTimestamp(round(self._steady.now * 1000))
        QApplication.sendEvent(self._focus(), event)

    def _focus(self) -> QWidget:
        return self._window.focusWidget() or self._window.front


def _key(character: str) -> Qt.Key:
    return NAMED.get(character) or Key(ord(character.upper()))
