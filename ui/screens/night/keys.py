"""What the keys do at the night check, at each moment."""

from app.i18n import mark
from ui.screens.night.hand import NightHand
from ui.widgets.keybar import Hint

_FILLING = (Hint("Enter", mark("下一格")), Hint("Esc", mark("返回")))
_CASES = (
    Hint("↑ ↓", mark("选一人")), Hint("Enter", mark("打电话")), Hint("F3", mark("晚归")), Hint("F8", mark("了结")),
    Hint("Esc", mark("返回")),
)  # fmt: skip
_ROOM = (
    Hint("Space", mark("其余都在")), Hint("1…9", mark("几床不在")), Hint("F3", mark("晚归")),
    Hint("Backspace", mark("撤销")), Hint("F5", mark("未归名单")), Hint("F6", mark("打电话")), Hint("F8", mark("了结")),
    Hint("F9", mark("结束")), Hint("← → ↑ ↓", mark("换房间")), Hint("Tab", mark("换床位")),
    Hint("F12", mark("隐私屏")),
)  # fmt: skip
_READING = (Hint("← → ↑ ↓", mark("换房间")), Hint("F5", mark("未归名单")), Hint("F12", mark("隐私屏")))


def hints(hand: NightHand, *, may: bool, listing: bool, filling: bool) -> tuple[Hint, ...]:
    """may: whoever is on duty keeps the check."""
    several = hand.page is not None and len(hand.page.buildings) > 1
    more = (Hint("PgUp PgDn", mark("换楼栋"), last=True),) if several else ()
    if filling:
        return _FILLING
    if listing:
        return _CASES if may else (Hint("Esc", mark("返回")),)
    if hand.page is None or hand.page.check is None:
        begin = (Hint("F2", mark("开始查寝")),) if may and hand.page else ()
        return (*begin, Hint("F5", mark("未归名单")), *more)
    if not may:
        return (*_READING, *more)
    if hand.page.check.closed is None:
        return (*_ROOM, *more)
    return (*(one for one in _ROOM if one.key != "F9"), Hint("F2", mark("接着查")), *more)
