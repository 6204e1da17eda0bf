"""Goods line by line: typed, from a barcode, or from a purchase list. Each line is noted at once."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.goods import barcode
from app.goods.difference import figure
from app.goods.lists import Named
from app.goods.state import Delivery
from app.i18n import mark, tr
from app.records.goods_items import Line
from ui.screens.goods.misread import Misread
from ui.widgets.boxes import column
from ui.widgets.lines import HEIGHT, Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm

_CLASSES = {"": mark("请选择"), "daily": mark("1 生活物资"), "protective": mark("2 防疫物资")}
_COLD = {"": mark("否"), "yes": mark("是冷链")}
_COLUMNS = (
    Column(mark("品名"), wide=True), Column(mark("数量"), number=True), Column(mark("单位")),
    Column(mark("供应商"), wide=True), Column(mark("冷链检测报告")),
)  # fmt: skip
_FIELDS = (
    Field("goods_class", mark("物资类别"), choices=_CLASSES, optional=True),
    Field("name", mark("品名或条码"), optional=True), Field("quantity", mark("数量"), optional=True),
    Field("unit", mark("单位"), optional=True), Field("supplier", mark("供应商"), optional=True),
    Field("cold_chain", mark("冷链"), choices=_COLD, optional=True),
    Field("report", mark("冷链检测报告"), optional=True),
)  # fmt: skip
TITLE = mark("下一步 · 四必登 · 物资（逐行登记，品名留空按 Ctrl+Enter 结束）")


class GoodsLines(QWidget):
    """given: fields of a step. done: no more lines. named: asked for what a barcode is called."""

    given = Signal(dict)
    done = Signal()

    def __init__(self, find: Callable[[str, Callable[[Named | None], None]], None]) -> None:
        super().__init__()
        self._find = find
        self._code = ""
        self.table = Lines(_COLUMNS)
        self.table.setMinimumHeight(2 * HEIGHT)
        self.form = SmallForm(TITLE, _FIELDS, mark("登记这一行"), columns=len(_FIELDS))
        self.form.narrow()
        self.setLayout(column(self.form, self.table, gap=8))
        self.form.given.connect(self._take)
        name = self.form.editor("name")
        assert isinstance(name, QLineEdit)
        self._name = name
        name.editingFinished.connect(self._look_up)

    def begin(self, delivery: Delivery, supplier: str = "") -> None:
        """For this delivery, the next line."""
        lines: tuple[Line, ...] = delivery.values.get("lines", ())
        self.table.show_rows([_row(at, line) for at, line in enumerate(lines)])
        self.table.setVisible(bool(lines))
        known = delivery.values.get("goods_class", "")
        last = lines[-1].supplier if lines else supplier
        self._code = ""
        self.form.begin(goods_class=known, supplier=last)
        self.form.turn_to("name" if known else "goods_class")

    def scanned(self, text: str) -> None:
        """A barcode was seen by the camera."""
        if self._name.text().strip() != text:
            self._name.setText(text)
            self._look_up()

    @property
    def line(self) -> int:
        """The place of the chosen line; -1 where there is none."""
        return int(self.table.chosen) if self.table.chosen else -1

    def _look_up(self) -> None:
        """A barcode becomes the name of what has it; an unknown one stays, for the name to be typed."""
        code = barcode.tidy(self._name.text())
        if code:
            self._code = code
            self._find(code, self._named)

    def _named(self, found: Named | None) -> None:
        if found is None:
            self._name.clear()
            self.form.say_problem(mark("条码还没有品名，请键入；下次扫这个条码就有了。"), "name")
            return
        unit = self.form.editor("unit")
        assert isinstance(unit, QLineEdit)
        self._name.setText(found.name)
        if found.unit and not unit.text():
            unit.setText(found.unit)
        self.form.turn_to("quantity")

    def _take(self, given: dict[str, str]) -> None:
        if not given["name"]:
            if given["goods_class"]:
                self.given.emit({"goods_class": given["goods_class"]})
            self.done.emit()
            return
        try:
            self.given.emit(_raw(given, self._code))
        except Misread as error:
            sentence = str(error)
            self.form.say_problem(lambda: sentence, error.field)


def _raw(given: dict[str, str], code: str) -> dict[str, Any]:
    wanted = {
        "goods_class": tr("请选择物资类别。"), "quantity": tr("请填数量。"), "unit": tr("请填单位，例如 公斤、箱、只。")
    }  # fmt: skip
    for field, sentence in wanted.items():
        if not given[field]:
            raise Misread(sentence, field)
    try:
        good = 0 < float(given["quantity"]) < 1e9
    except ValueError:
        good = False
    if not good:
        raise Misread(tr("数量“{text}”不是大于 0 的数", text=given["quantity"]), "quantity")
    cold = given["cold_chain"] == "yes"
    if cold and not given["report"]:
        raise Misread(tr("冷链物资要有自己的检测报告，请填报告编号。"), "report")
    line = {name: given[name] for name in ("name", "quantity", "unit", "supplier", "report")}
    return {"goods_class": given["goods_class"], "lines": [{**line, "cold_chain": cold, "barcode": code}]}


def _row(at: int, line: Line) -> Row:
    cold = line.report if line.cold_chain else ""
    cells = (line.name, figure(line.quantity), line.unit, line.supplier, cold or (tr("缺") if line.cold_chain else ""))
    return Row(str(at), lambda: cells, "refuse_ink" if line.cold_chain and not line.report else "ink")
