"""The store: a ticket is scanned or its number typed, what came is counted, and every difference is named."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.goods.difference import figure
from app.goods.state import Delivery
from app.i18n import mark, tr
from app.records.goods_step import Counted
from app.station.goods.tickets import Presented
from ui.screens.goods.misread import Misread
from ui.theme import state
from ui.widgets.boxes import Panel, column, empty, row
from ui.widgets.deliveries import LIST_WIDTH, Deliveries, DeliveryView
from ui.widgets.keybar import Hint
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text, Words

TRUSTS = {"verified": mark("已核验"), "seen": mark("凭单号，未核真")}
LANE = Hint("F6", mark("回到物资通道"), last=True)
EXTRA = mark("多出的物资（品名 数量 单位，用分号隔开）")


class GoodsStore(QWidget):
    """asked: a scan or a number to look at. counted: (presented, lines, whole, by, note) to be received."""

    asked = Signal(str)
    counted = Signal(object, list, bool, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._presented: Presented | None = None
        self.form: SmallForm | None = None
        self.line = QLineEdit()
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # a gun's letters are no pinyin
        self.line.returnPressed.connect(lambda: self.asked.emit(self.line.text()))
        self.head, self.trust = Text("", "lead", bold=True, elide=True), Text("", tag="seen")
        self.about, self.differing = Text("", tone="quiet", wrap=True), Text("", tone="refuse", bold=True, wrap=True)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setLayout(self._place)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = row(self.head, self.trust, gap=12)
        top.setStretch(0, 1)
        ask = Panel(column(Text(mark("扫通行单上的码，或键入单号"), bold=True), self.line, margins=(18, 14, 18, 16)))
        right = column(ask, top, self.about, self.differing, scroll, gap=10)
        right.setStretch(4, 1)
        self.loops = Deliveries(mark("未闭环"), mark("没有未闭环的物资。"))
        self.loops.setFixedWidth(LIST_WIDTH)
        self.loops.chosen.connect(self.asked)
        across = row(self.loops, gap=14, margins=(14, 12, 14, 12))
        across.addLayout(right, 1)
        self.setLayout(across)
        self.forget()

    def hints(self) -> tuple[Hint, ...]:
        if self._presented is None:
            return (Hint("Enter", mark("查看这一单")), LANE)
        return (
            Hint("F5", mark("数量全部相符")), Hint("Ctrl+Enter", mark("全部收完")), Hint("F10", mark("先收一部分")),
            Hint("Esc", mark("换一单")), LANE,
        )  # fmt: skip

    def show_presented(self, presented: Presented) -> None:
        """What should be there, to be counted."""
        self._presented = presented
        self.head.say(lambda: " · ".join(filter(None, (presented.number, presented.name, presented.store))))
        self.trust.say(TRUSTS[presented.trust])
        state(self.trust, tag=presented.trust)
        self.trust.show()
        self._say(partial(_about, presented) if _about(presented) else "", "quiet")
        self._lay_out(presented)

    def show_received(self, delivery: Delivery) -> None:
        """How it stands now, every difference by its name."""
        self.forget()
        if delivery.phase == "closed":
            self._say(lambda: tr("{number} 已收齐，闭环完成。", number=delivery.number), "admit")
        elif delivery.phase == "part":
            self._say(lambda: tr("{number} 已收一部分，余下的到了再扫一次。", number=delivery.number), "accent")
        else:
            self._say(lambda: tr("{number} 已登记入库，闭环未完成。", number=delivery.number), "hold")
        self.differing.say(lambda: "\n".join(one.sentence() for one in delivery.differences))
        self.differing.setVisible(bool(delivery.differences))

    def match_all(self) -> None:
        """Every line as it stands on the ticket."""
        if self.form is not None and self._presented is not None:
            for at, line in enumerate(self._presented.lines):
                editor = self.form.editor(f"line-{at}")
                assert isinstance(editor, QLineEdit)
                editor.setText(figure(line.quantity))
            self.form.turn_to("by")

    def take(self, *, whole: bool) -> None:
        """Hand over what was counted: all of it, or a part, after which more is to come."""
        if self.form is None or self._presented is None:
            return
        given = self.form.values()
        try:
            lines = _counted(self._presented.lines, given, whole=whole)
            if not given["by"]:
                raise Misread(tr("请填经手人。"), "by")
        except Misread as error:
            sentence = str(error)
            self.form.say_problem(lambda: sentence, error.field)
            return
        self.form.set_busy(True)
        self.counted.emit(self._presented, lines, whole, given["by"], given["note"])

    def forget(self) -> None:
        """Ready for the next ticket."""
        self._presented, self.form = None, None
        empty(self._place)
        self.head.say("")
        self.trust.hide()
        self._say("", "quiet")
        self.line.clear()
        self.line.setFocus()

    def show_loops(self, views: Sequence[DeliveryView]) -> None:
        """What no store has taken over for good."""
        self.loops.show_deliveries(views)

    def _say(self, words: Words, tone: str) -> None:
        """One thing, and no differences."""
        self.about.say(words, tone)
        self.about.setVisible(bool(words))
        self.differing.hide()

    def _lay_out(self, presented: Presented) -> None:
        empty(self._place)
        lines = [
            Field(f"line-{at}", _expected(line), hint=mark("实收数量"), optional=True)
            for at, line in enumerate(presented.lines)
        ]
        rest = [
            Field("extra", EXTRA, optional=True), Field("by", mark("经手人")),
            Field("note", mark("备注"), optional=True),
        ]  # fmt: skip
        self.form = SmallForm(mark("按实物清点"), [*lines, *rest], mark("全部收完"), columns=3)
        self.form.given.connect(lambda _given: self.take(whole=True))
        self.form.left.connect(self.forget)
        self._place.addWidget(self.form)
        self._place.addStretch(1)
        self.form.begin()


def _expected(line: Counted) -> str:
    return f"{line.name} {figure(line.quantity)} {line.unit}"


def _about(presented: Presented) -> str:
    said = []
    if presented.more:
        said.append(tr("单上另有 {count} 项没有列出，清点后写在“多出的物资”里。", count=presented.more))
    if not presented.lines:
        said.append(tr("本机没有这一单的明细，请按实物清点，写在“多出的物资”里。"))
    if presented.trust == "seen":
        said.append(tr("只凭单号接收，请与纸面通行单核对。"))
    return " ".join(said)


def _counted(lines: tuple[Counted, ...], given: dict[str, str], *, whole: bool) -> list[dict[str, Any]]:
    """What stands in the form. A line left empty has not come: in the end somebody has to say so."""
    found = []
    for at, line in enumerate(lines):
        text = given[f"line-{at}"]
        if not text and not whole:
            continue
        found.append({"name": line.name, "quantity": _quantity(text, f"line-{at}"), "unit": line.unit})
    for part in filter(None, (one.strip() for one in given["extra"].replace("；", ";").split(";"))):
        words = part.split()
        if len(words) != 3:
            raise Misread(tr("多出的物资请写成：品名 数量 单位，例如 白酒 2 箱。"), "extra")
        found.append({"name": words[0], "quantity": _quantity(words[1], "extra"), "unit": words[2]})
    return found


def _quantity(text: str, field: str) -> float:
    try:
        quantity = float(text)
    except ValueError:
        quantity = -1.0
    if not 0 <= quantity < 1e9:
        raise Misread(tr("请填实收数量；没有到的填 0。"), field)
    return quantity
