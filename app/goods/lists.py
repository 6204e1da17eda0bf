"""What is imported beforehand: purchase lists (采购清单), and a table of barcodes with the names of goods."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from app.goods import barcode
from app.i18n import tr
from app.records.goods_items import CLASSES, GoodsClass
from app.store.importing.cells import Lost, digits, words
from app.store.importing.tables import recognise, sheets

PURCHASE_COLUMNS = {
    "order": ("采购单号", "订单号", "单号", "编号", "order"),
    "supplier": ("供应商", "供应单位", "供货单位", "supplier"),
    "name": ("品名", "物资名称", "商品名称", "名称", "name"),
    "quantity": ("数量", "采购数量", "quantity"),
    "unit": ("单位", "计量单位", "unit"),
    "goods_class": ("物资类别", "类别", "class"),
    "cold_chain": ("冷链", "是否冷链", "cold chain"),
    "barcode": ("条码", "条形码", "商品条码", "barcode"),
}
BARCODE_COLUMNS = {"barcode": PURCHASE_COLUMNS["barcode"], "name": PURCHASE_COLUMNS["name"],
                   "unit": PURCHASE_COLUMNS["unit"]}  # fmt: skip
_YES = frozenset({"是", "有", "y", "yes", "1", "true", "√", "冷链"})
_PROTECTIVE = frozenset({"防疫", "防疫物资", "protective"})


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of a purchase list."""

    name: str
    quantity: float
    unit: str
    supplier: str = ""
    cold_chain: bool = False
    barcode: str = ""


class Purchase(msgspec.Struct, frozen=True):
    """What was ordered under one number (or, where the list has none, from one supplier)."""

    order: str
    supplier: str
    goods_class: GoodsClass
    lines: tuple[Wanted, ...]


class Named(msgspec.Struct, frozen=True, omit_defaults=True):
    """What goods of a barcode are called."""

    name: str
    unit: str = ""


class Listed(NamedTuple):
    """purchases or names that were read; refused: a sentence for each row that was not."""

    purchases: tuple[Purchase, ...] = ()
    names: Mapping[str, Named] = {}
    refused: tuple[str, ...] = ()


class _Wrong(ValueError):
    """Why a row cannot be taken, in the user's language."""


def purchases(path: Path) -> Listed:
    """The purchases of a CSV or XLSX file, in its order. Raises tables.NoTable."""
    orders: dict[str, list[tuple[GoodsClass, Wanted]]] = {}
    refused = []
    for row, values in _rows(path, PURCHASE_COLUMNS, ("name", "quantity", "unit")):
        try:
            line = _wanted(values)
        except _Wrong as why:
            refused.append(tr("第 {row} 行：{why}", row=row, why=str(why)))
            continue
        protective = words(values.get("goods_class")).lower() in _PROTECTIVE
        order = words(values.get("order")) or line.supplier or path.stem
        orders.setdefault(order, []).append(("protective" if protective else "daily", line))
    found = tuple(
        Purchase(order, lines[0][1].supplier, lines[0][0], tuple(line for _, line in lines))
        for order, lines in orders.items()
    )
    return Listed(purchases=found, refused=tuple(refused))


def names(path: Path) -> Listed:
    """The names of goods by their barcodes, from a CSV or XLSX file. Raises tables.NoTable."""
    found: dict[str, Named] = {}
    refused = []
    for row, values in _rows(path, BARCODE_COLUMNS, ("barcode", "name")):
        try:
            code, name = _barcode(values), words(values.get("name"))
            if not code or not name:
                raise _Wrong(tr("没有条码或品名"))
            found[code] = Named(name, words(values.get("unit")))
        except _Wrong as why:
            refused.append(tr("第 {row} 行：{why}", row=row, why=str(why)))
    return Listed(names=found, refused=tuple(refused))


def class_word(goods_class: str) -> str:
    """The words of a class of goods; a newer one stands for itself."""
    known = dict(CLASSES)
    return tr(known[goods_class]) if goods_class in known else goods_class


def _rows(
    path: Path, columns: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, Any]]]:
    for table in recognise(sheets(path), columns, needed, path.name):
        for row, cells in table.rows:
            yield row, {name: cells[at] if at < len(cells) else None for name, at in table.columns.items()}


def _wanted(values: Mapping[str, Any]) -> Wanted:
    name, unit = words(values.get("name")), words(values.get("unit"))
    if not name or not unit:
        raise _Wrong(tr("没有品名或单位"))
    cold = words(values.get("cold_chain")).lower() in _YES
    return Wanted(name, _quantity(values), unit, words(values.get("supplier")), cold, _barcode(values))


def _quantity(values: Mapping[str, Any]) -> float:
    text = words(values.get("quantity")).replace(",", "")
    try:
        quantity = float(text)
    except ValueError:
        quantity = 0.0
    if not 0 < quantity < 1e9:
        raise _Wrong(tr("数量“{text}”不是大于 0 的数", text=text))
    return quantity


def _barcode(values: Mapping[str, Any]) -> str:
    try:
        text = digits(values.get("barcode"))
    except Lost:
        raise _Wrong(tr("条码被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出")) from None
    if text and not barcode.tidy(text):
        raise _Wrong(tr("条码 {code} 的校验位不对", code=text))
    return text
