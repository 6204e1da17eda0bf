"""All keys of the gate on one page, over the screen: function key, number pad, what it does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.i18n import mark
from ui.screens.gate.keys import ACTS
from ui.theme import state
from ui.widgets.boxes import Panel, rule
from ui.widgets.keybar import cap
from ui.widgets.text import Text

EXPLAINS = {
    "next": mark("此人离开，等下一位；没查完的按现状登记"),
    "clear": mark("丢掉这个人已收集的内容，重新开始"),
    "help": mark("打开或关上这一页"),
    "lookup": mark("用姓名、拼音首字母、学工号或房间查人"),
    "admit": mark("程序判断不了时，由您决定放行"),
    "seen": mark("亲眼看过下一项，没有问题；按住 Shift 表示有问题"),
    "cough": mark("此人发烧或咳嗽，按转校医处理，屏幕不写原因"),
    "mask": mark("没戴或没戴好口罩：请戴好；戴好了再按一次"),
    "turn": mark("改为查进校或出校"),
    "details": mark("显示或隐藏原因、班级、住处和以往通行"),
    "refuse": mark("程序判断不了时，由您决定不予放行"),
    "page": mark("现在就识别摄像头前的手机页面；再按一次，可看页面时间走没走"),
    "decide": mark("不再等待，按现有内容判定"),
    "back": mark("撤回刚才的登记：选中一条，按一个数字说明原因；记录保留"),
    "group": mark("一个班、一车人：按名单逐个登记，缺谁一目了然；再按结束"),
    "tick": mark("名单上选中的人到了，没带码也行；没有集体时，是旁边稍候的第一位"),
    "override": mark("有生命危险：3 秒内再按一次，立即放行并记录"),
}


class KeyHelp(QWidget):
    """Laid over the gate; hidden with F1 or Esc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        state(self, ground=True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout()
        grid.setContentsMargins(24, 8, 24, 8)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(3, 1)
        for column, words in enumerate((mark("键盘"), mark("小键盘"), mark("作用"), mark("怎么用"))):
            grid.addWidget(Text(words, "small", "quiet", bold=True), 0, column)
        grid.addWidget(rule(), 1, 0, 1, 4)
        rows = [(mark("数字"), mark("数字"), mark("体温"), mark("365 就是 36.5 ℃，三位数自动确认"))]
        rows += [(act.cap, act.pad, act.does, EXPLAINS[name]) for name, act in ACTS.items() if name in EXPLAINS]
        rows.append(("Alt+3", ". 3", mark("看第 3 项"), mark("亲眼看过第 3 项，没有问题")))
        rows.append(("Alt+Shift+3", ". − 3", mark("第 3 项有问题"), mark("亲眼看过第 3 项，不合要求，例如口罩没戴好")))
        rows.append(("Ctrl+1…9", "", mark("换界面"), mark("按左边栏的次序；其余的键写在左边栏的提示里")))
        for at, (key, pad, does, explains) in enumerate(rows, 2):
            grid.addWidget(cap(key), at, 0, Qt.AlignmentFlag.AlignLeft)
            if pad:
                grid.addWidget(cap(pad), at, 1, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Text(does, bold=True), at, 2)
            grid.addWidget(Text(explains, tone="quiet", elide=True), at, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 6)
        layout.addWidget(Text(mark("快捷键"), "lead", bold=True))
        layout.addWidget(Panel(grid))
        layout.addStretch(1)
        self.hide()
