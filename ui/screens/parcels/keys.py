"""The keys of the parcels' screen, and what its key bar says at each moment."""

from typing import Literal, TypeAlias

from app.i18n import mark
from ui.widgets.keybar import Hint

Moment: TypeAlias = Literal["list", "people", "claimant", "form"]
FORMS = {"F2": "arrive", "F3": "disinfect", "F4": "out", "F6": "by", "F7": "count", "F8": "back", "F9": "turn-away",
         "F12": "strike"}  # fmt: skip
ONE, LEFT = "F5", "F11"
_OF_ONE = (Hint("F8", mark("退回")), Hint("F12", mark("登错了，撤销")))
_HINTS: dict[Moment, tuple[Hint, ...]] = {
    "list": (
        Hint("Enter", mark("查收件人")), Hint("F2", mark("到件登记")), Hint("F7", mark("只点数")),
        Hint("F3", mark("消毒")), Hint("F4", mark("上架")), Hint("F9", mark("没有接收")), *_OF_ONE,
        Hint("F11", mark("放得太久")),
    ),
    "people": (Hint("↑ ↓", mark("选人")), Hint("Enter", mark("选定此人")), Hint("Esc", mark("返回"))),
    "claimant": (
        Hint("Enter", mark("全部领走")), Hint("F5", mark("只领选中的一件")), Hint("F6", mark("代领")),
        Hint("Esc", mark("返回")), *_OF_ONE,
    ),
    "form": (Hint("Enter", mark("下一格")), Hint("Ctrl+Enter", mark("登记")), Hint("Esc", mark("返回"))),
}  # fmt: skip


def hints(moment: Moment) -> tuple[Hint, ...]:
    """What the keys do at that moment."""
    return _HINTS[moment]
