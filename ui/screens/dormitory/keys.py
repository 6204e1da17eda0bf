"""What the key bar of the dormitory's map says at each moment, and where two of its keys lead."""

from PySide6.QtCore import Qt

from app.i18n import mark
from ui.screens.dormitory.hand import InHand
from ui.widgets.keybar import Hint

LEADS = {Qt.Key.Key_F10: "night", Qt.Key.Key_F11: "verify"}
"""Screens about the building on the map."""
_MAP = (
    Hint(mark("数字"), mark("体温，Enter 下一床")), Hint("Backspace", mark("改上一床")),
    Hint("← → ↑ ↓ Tab", mark("房间、床位")), Hint("Space", mark("全寝都正常")), Hint("F6", mark("改错")),
    Hint("F12", mark("隐私屏")), Hint("Ctrl V F9", mark("接龙、表格")), Hint("F10 F11", mark("查寝、待核实")),
)  # fmt: skip
"""What is needed most first: on a narrow screen the last ones are left out. The other keys stand where they lead: F2 to
F4 on the rounds, F5 on the list of who is missing, F8 on those who wait, PgUp and PgDn beside the building."""
_LISTING = (Hint("↑ ↓", mark("选一人")), Hint("Enter", mark("到这个床位")), Hint("Esc", mark("返回")))
_OFFERED = (Hint("Enter", mark("记下测温仪的数")), Hint("Backspace", mark("不要")))
_EARLY = (Hint("F7", mark("按复测记下")), Hint("F6", mark("改正前一个数")), Hint("Backspace", mark("不要")))


def hints(hand: InHand, *, listing: bool) -> tuple[Hint, ...]:
    """listing: the whole list of who is missing stands in front."""
    if listing:
        return _LISTING
    if hand.offered:
        return _OFFERED
    if hand.asked:
        return _EARLY
    return _MAP
