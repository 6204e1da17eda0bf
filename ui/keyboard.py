"""Key events as the characters that they type, for a screen that takes scanner guns, and keeps input methods away.

Guns type what no hand does: control characters with Ctrl, other characters as Alt and their number on the number pad.
"""

import sys
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.capture.keyed import LOST
from app.capture.wedge import ENDS

_ASCII = 0x7F
_CONTROL_KEYS = range(Qt.Key.Key_A, Qt.Key.Key_Underscore + 1)  # Ctrl+A is 1, Ctrl+] is 29 (GS), Ctrl+_ is 31
_MODIFIERS = range(Qt.Key.Key_Shift, Qt.Key.Key_ScrollLock + 1)
_WORDLESS = {*_MODIFIERS, Qt.Key.Key_AltGr, Qt.Key.Key_unknown, 0}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Alt, Control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Pad, Shift = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier


class Stroke(NamedTuple):
    """What a key typed: no character, one, or, where it also ends a number typed with Alt, two.

    caps: the letter is not the one that key and Shift make, so that caps lock is on.
    """

    text: str
    caps: bool = False


class Keyboard:
    """Reads one key after the other.

    composes: whether a number typed with Alt is to be made a character here; on Windows the system does it.
    """

    def __init__(self, composes: bool = sys.platform != "win32") -> None:
        self._composes = composes
        self._number = ""

    def read(self, event: QKeyEvent, *, firing: bool) -> Stroke | None:
        """The stroke; None for a key that is not typing, but a command. firing: a gun is in the middle of a code."""
        if self._is_alt_digit(event):
            self._number += event.text() if self._composes else ""
            return Stroke("")
        before = self._take_number()
        text = _character(event, firing=firing)
        return Stroke(before + text, _caps(event)) if text is not None else Stroke(before) if before else None

    def end(self) -> Stroke:
        """A number typed with Alt is complete, since nothing comes any more."""
        return Stroke(self._take_number())

    def _is_alt_digit(self, event: QKeyEvent) -> bool:
        return event.modifiers() & (Alt | Pad) == Alt | Pad and "0" <= event.text()[:1] <= "9"

    def _take_number(self) -> str:
        number, self._number = self._number, ""
        if not number:
            return ""
        # Above ASCII it may be a byte, a code of GBK or one of Unicode: guns are set to any of them.
        return chr(int(number)) if len(number) <= 5 and int(number) <= _ASCII else LOST


class InputMethods(QObject):
    """Keeps input methods (fcitx, ibus, those of Windows) from a widget that takes scanner guns.

    refused: called when one sends text nevertheless: what was typed is somewhere in it, but nobody knows what it was.
    """

    def __init__(self, widget: QWidget, refused: Callable[[], None]) -> None:
        super().__init__(widget)
        self._refused = refused
        widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QInputMethodEvent):
            return False
        if event.commitString() or event.preeditString():
            self._refused()
        return True


def _character(event: QKeyEvent, *, firing: bool) -> str | None:
    """What the key types; None where it is a command."""
    key, text = event.key(), event.text()
    if event.modifiers() & Control and not event.modifiers() & Alt:  # both are AltGr, which makes characters
        return chr(key & 0x1F) if key in _CONTROL_KEYS else None
    if key in _ENTERS:
        return "\r"
    if firing and key not in _WORDLESS and not (text and (text.isprintable() or text in ENDS)):
        return LOST  # a function key, a dead key: the gun, or its layout, has a character there that is not this one's
    return text


def _caps(event: QKeyEvent) -> bool:
    text = event.text()
    if not (text.isascii() and text.isalpha()) or event.modifiers() & Control:
        return False
    return text.islower() == bool(event.modifiers() & Shift)
