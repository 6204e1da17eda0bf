"""What the key bar of the reports' screen says at each moment."""

from typing import Literal, TypeAlias

from app.i18n import mark
from ui.widgets.keybar import Hint

Front: TypeAlias = Literal["numbers", "behind", "cases", "form"]
"""What has the keys: the numbers of a part, who is behind one of them, whom to report at once, a form."""
PARTS = Hint("PgUp PgDn", mark("换楼栋学院"))
COPY = (Hint("F5", mark("复制无姓名文字")), Hint("Ctrl+E", mark("导出 XLSX")))
DAY = Hint("F9", mark("今天、昨天"), last=True)


def hints(front: Front, *, signs: bool) -> tuple[Hint, ...]:
    """signs: a step of the part in hand is whoever looks' to sign."""
    if front == "form":
        return (Hint("Enter", mark("下一格，最后一格确定")), Hint("Esc", mark("返回")))
    if front == "behind":
        return (Hint("↑ ↓", mark("选一人，下面是其记录")), Hint("Esc", mark("回到数字")))
    if front == "cases":
        return (Hint("↑ ↓", mark("换一人")), Hint("Enter", mark("登记已上报")), Hint("Esc", mark("回到数字")))
    sign = (Hint("F3", mark("签发这一级")), Hint("F8", mark("零报告"))) if signs else ()
    return (Hint("↑ ↓", mark("选数字")), Hint("Enter", mark("看背后的人")), Hint("F4", mark("及时上报")), *sign, PARTS,
            *COPY, DAY)  # fmt: skip
