"""What the keys of the sheet do: on a row that is read, on one that somebody has to settle, on what was written."""

from app.i18n import mark
from ui.screens.dormitory.sheet.hand import Item, OnSheet
from ui.widgets.keybar import Hint

WRITTEN = (Hint("↑ ↓", mark("看写入的")), Hint("Esc", mark("返回地图")))
_REMEMBER, _AGAIN = Hint("R", mark("记住叫法")), Hint("U", mark("重新确认"))
_READ = (
    Hint("↑ ↓", mark("选一行")), Hint("Tab", mark("下一处要确认的")), Hint("S", mark("不要这一行")),
    Hint("F9", mark("写入")), Hint("B", mark("本楼或全部")), Hint("Ctrl V", mark("换一份")),
    Hint("Esc", mark("返回地图")),
)  # fmt: skip
_OPEN = (
    Hint("1 2 3", mark("就是这一位")), Hint("S", mark("不要这一行")), Hint("F", mark("另找一人")),
    Hint("E", mark("改写这一行")), _REMEMBER, Hint("F9", mark("写入")), Hint("Esc", mark("返回地图")),
)  # fmt: skip


def hints(item: Item | None, sheet: OnSheet) -> tuple[Hint, ...]:
    """Of the row in hand."""
    if item is not None and item.open:
        return tuple(one for one in _OPEN if one is not _REMEMBER or sheet.may_remember(item))
    settled = item is not None and (item.choice is not None or item.out)
    return (_AGAIN, *_READ) if settled else _READ
