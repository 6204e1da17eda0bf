"""The keys of the goods screen, and what its key bar says at each moment."""

from typing import NamedTuple

from app.goods.state import Delivery
from app.i18n import mark
from ui.widgets.keybar import Hint


class Key(NamedTuple):
    """A key, the name of its act, and what that is called."""

    cap: str
    act: str
    does: str


KEYS = (
    Key("F2", "arrive", mark("新到一车")), Key("F3", "lane", mark("取通道四查")),
    Key("F4", "purchases", mark("采购清单")), Key("F5", "release", mark("放行入校")),
    Key("F6", "turn", mark("库房接收")), Key("F7", "carry", mark("开始转运")),
    Key("F8", "refuse", mark("不予入校")), Key("F9", "ticket", mark("通行单")), Key("F10", "part", mark("先收一部分")),
    Key("F11", "close", mark("确认闭环")), Key("F12", "strike", mark("删去一行")),
)  # fmt: skip
STEPS = {"PgDown": 1, "PgUp": -1}
"""From one delivery to another."""
MOVES = {"Ctrl+Up": -1, "Ctrl+Down": 1, "Ctrl+Left": -4, "Ctrl+Right": 4}
"""From one item to another."""
REASONS = {
    "refuse": (mark("不予入校"), mark("已登记的各项照原样保存。写明原因，例如：红码、体温偏高。")),
    "close": (mark("确认闭环"), mark("没有在本机收齐的，由您确认：写明谁确认的，差异怎么处理。")),
}
"""What is done with a reason alone: its title, and what to write."""
_NAMED = {key.act: key for key in KEYS}
_OFFERED = {
    "open": ("lane", "refuse", "arrive"), "released": ("carry", "ticket", "close", "arrive"),
    "carried": ("ticket", "close", "arrive"), "part": ("ticket", "close", "arrive"), "differs": ("close", "arrive"),
    "closed": ("arrive",), "refused": ("arrive",),
}  # fmt: skip


def dock_hints(one: Delivery | None, item: str, *, ready: bool) -> tuple[Hint, ...]:
    """For the delivery in hand, and the item of it that is being done. ready: it may be released."""
    turn = Hint("F6", _NAMED["turn"].does, last=True)
    if one is None:
        return (Hint("F2", _NAMED["arrive"].does), turn)
    acts = list(_OFFERED[one.phase])
    ways = [Hint("PgUp PgDn", mark("换一车"))]
    if one.phase == "open":
        acts = ["purchases", "strike", "refuse"] if item == "lines" else [*(["release"] if ready else []), *acts]
        ways.append(Hint("Ctrl+↑ ↓ ← →", mark("换一项")))
    hints = [Hint(_NAMED[act].cap, _NAMED[act].does) for act in acts]
    typing = [Hint("Enter", mark("下一格"))] if item else []
    if item == "lines":
        typing.append(Hint("Ctrl+Enter", mark("登记完了")))
    return (*typing, *hints, *ways, turn)
