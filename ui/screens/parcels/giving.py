"""What stands beside the list: who is to get what, or what there is and how the level has it handed out."""

from PySide6.QtWidgets import QWidget

from app.i18n import mark, tr
from app.policy.leveldiff import BROUGHT, HANDINGS
from app.station.parcels import Claimant
from ui.screens.parcels.acts import There
from ui.widgets.boxes import Panel, column, rule
from ui.widgets.text import Text

ABOUT = (
    mark("领取：扫校园码（或键入姓名、编号、手机尾号、运单号），回车；核对人和面单，再按一次回车，全部领走。"),
    mark("到件：F2，一件一件扫面单；来不及就按 F7 只点数。"),
    mark("F3 消毒，作用时间到了按 F4 上架。"),
)


class Giving(Panel):
    """One claimant large, or the state of the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.lead, self.much = Text("", "title", bold=True, wrap=True), Text("", "lead", bold=True, wrap=True)
        self.about, self.level = Text("", tone="quiet", wrap=True), Text("", wrap=True)
        help_ = (Text(line, tone="quiet", wrap=True) for line in ABOUT)
        parts = (self.lead, self.much, self.about, rule(), self.level, rule(), *help_, None)
        super().__init__(column(*parts, margins=(20, 16, 20, 16), gap=12), parent)

    def show_claimant(self, one: Claimant) -> None:
        """Whoever stands there."""
        ready, held = len(one.ready), len(one.lying) - len(one.ready)
        self.lead.say(lambda: " · ".join(filter(None, (one.name, one.number))))
        if ready:
            self.much.say(lambda: tr("可领 {n} 件，按回车全部领走", n=ready), "admit")
        else:
            self.much.say(mark("现在没有可领的"), "refuse")
        self.about.say(lambda: _about(one, held))

    def show_there(self, there: There) -> None:
        """Nobody stands there."""
        lying = len(there.lying)
        todo = len(there.dry)
        self.lead.say(mark("快递和外卖"))
        self.much.say(lambda: tr("还在这里 {n} 件", n=lying), "ink")
        left = len(there.left)
        self.about.say(lambda: tr("没有消毒 {todo} 件，放得太久 {left} 件（F11 只看这些）。", todo=todo, left=left))
        self.level.say(lambda: _ways(there))


def _about(one: Claimant, held: int) -> str:
    known = tr("校园码已核验") if one.trust == "verified" else tr("请核对人和面单上的姓名")
    rest = tr("还有 {n} 件暂时不能领，原因在左边", n=held) if held else ""
    between = tr("，")
    return between.join(filter(None, (known, rest)))


def _ways(there: There) -> str:
    said = zip(BROUGHT.values(), there.ways, strict=True)
    return "\n".join(tr("{what}：{found}", what=tr(what), found=tr(HANDINGS[way])) for what, way in said)
