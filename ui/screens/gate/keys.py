"""The gate's keys: every function key has a twin on the number pad, and every key one meaning at a time."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.i18n import mark


class Act(NamedTuple):
    """What a key does: its name in the program, its cap, its twin on the number pad, its words."""

    name: str
    cap: str
    pad: str
    does: str


ACTS = {
    act.name: act
    for act in (
        Act("next", "Enter", "Enter", mark("下一位")),
        Act("clear", "Esc", "−", mark("清空重来")),
        Act("help", "F1", "/ 1", mark("快捷键")),
        Act("lookup", "F2", "/ 2", mark("查人")),
        Act("admit", "F3", "/ 3", mark("人工放行")),
        Act("seen", "F4", "+", mark("目视核验")),
        Act("cough", "F5", "/ 5", mark("有发烧咳嗽")),
        Act("mask", "End", ". 0", mark("没戴口罩")),
        Act("turn", "F6", "/ 6", mark("进出切换")),
        Act("details", "F7", "/ 7", mark("详情")),
        Act("refuse", "F8", "/ 8", mark("人工不予放行")),
        Act("decide", "F9", "*", mark("立即判定")),
        Act("override", "F10", "/ 0", mark("紧急放行")),
        Act("page", "F11", "/ /", mark("识别页面")),
        Act("back", "F12", "/ −", mark("撤回登记")),
        Act("group", "Shift+F2", "/ .", mark("集体进出")),
        Act("tick", "Ins", "/ *", mark("此人到了")),
        Act("step", "↑ ↓", "/ +", mark("名单换一人")),
    )
}

FUNCTION_KEYS = {
    Qt.Key.Key_F1: "help", Qt.Key.Key_F2: "lookup", Qt.Key.Key_F3: "admit", Qt.Key.Key_F4: "seen",
    Qt.Key.Key_F5: "cough", Qt.Key.Key_F6: "turn", Qt.Key.Key_F7: "details", Qt.Key.Key_F8: "refuse",
    Qt.Key.Key_F9: "decide", Qt.Key.Key_F10: "override", Qt.Key.Key_F11: "page",
    Qt.Key.Key_F12: "back",
    Qt.Key.Key_Escape: "clear", Qt.Key.Key_Insert: "tick", Qt.Key.Key_Down: "step", Qt.Key.Key_Up: "step",
    Qt.Key.Key_End: "mask",
}  # fmt: skip
PAD_KEYS = {Qt.Key.Key_Plus: "seen", Qt.Key.Key_Minus: "clear", Qt.Key.Key_Asterisk: "decide"}
_ASTRAY = (Qt.Key.Key_Insert, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End)
PREFIXES = (Qt.Key.Key_Slash, Qt.Key.Key_Period)
LOOKS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)
"""With Alt, on the main keyboard; on the number pad, Alt and digits are how a gun types a character by its number."""
AFTER_SLASH = {
    "1": "help", "2": "lookup", "3": "admit", "4": "seen", "5": "cough",
    "6": "turn", "7": "details", "8": "refuse", "9": "decide", "0": "override",
    "/": "page", "-": "back", ".": "group", "*": "tick", "+": "step",
}  # fmt: skip


class Press(NamedTuple):
    """What a key means: the name of an Act, or `look` at line `line` of the checklist. good: it is in order; of a step,
    it goes down."""

    act: str
    line: int = 0
    good: bool = True


class GateKeys:
    """Reads keys one by one; `/` and `.` of the number pad wait for the digit that follows them."""

    def __init__(self) -> None:
        self.waiting = ""

    def read(self, event: QKeyEvent) -> Press | None:
        """What the key means, or None: it is only a part of something, or text for the wedge (see `takes`)."""
        modifiers, key = event.modifiers(), Qt.Key(event.key())
        if self.waiting:
            return self._finish(event.text())
        if modifiers & Qt.KeyboardModifier.AltModifier and key in LOOKS:
            good = not modifiers & Qt.KeyboardModifier.ShiftModifier
            return Press("look", key - Qt.Key.Key_0, good)
        if self._is_function(event):
            shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            act = "group" if shift and key == Qt.Key.Key_F2 else FUNCTION_KEYS[key]
            return Press(act, good=not (shift and key == Qt.Key.Key_F4) and key != Qt.Key.Key_Up)
        if modifiers & Qt.KeyboardModifier.KeypadModifier:
            return self._pad(key)
        return None

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key belongs to the keys of the gate at all; a scanner gun's characters do not."""
        pad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) and event.key() != Qt.Key.Key_Alt
        if alt or not pad:
            self.waiting = ""  # what follows on the main keyboard is typed: by a gun, say
        if not pad:
            return alt or self._is_function(event)
        return not alt and (bool(self.waiting) or event.key() in PREFIXES or event.key() in PAD_KEYS)

    @staticmethod
    def _is_function(event: QKeyEvent) -> bool:
        """With the number lock off the pad sends arrows, End and Ins; those are digits that went astray."""
        astray = event.modifiers() & Qt.KeyboardModifier.KeypadModifier and event.key() in _ASTRAY
        return event.key() in FUNCTION_KEYS and not astray

    def _pad(self, key: Qt.Key) -> Press | None:
        if key in PREFIXES:
            self.waiting = "/" if key == Qt.Key.Key_Slash else "."
            return None
        return Press(PAD_KEYS[key]) if key in PAD_KEYS else None

    def _finish(self, text: str) -> Press | None:
        waited, self.waiting = self.waiting, ""
        if waited == "/" and text in AFTER_SLASH:
            return Press(AFTER_SLASH[text])
        if waited == "." and text == "-":
            self.waiting = ".-"
            return None
        if waited == "." and text == "0":
            return Press("mask")
        if waited.startswith(".") and text.isdigit() and text != "0":
            return Press("look", int(text), waited == ".")
        return None
