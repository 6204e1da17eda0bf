"""The lists of the parcels' screen: what lies here, and who may be meant by what was typed."""

from app.i18n import mark, tr
from app.parcels.words import held_words, phase_word, recipient
from app.records.parcel_step import SORTS
from app.station.parcels import Claimant, Lying
from ui.widgets.lines import Column, Row

LYING = (
    Column(mark("收件人")), Column(mark("运单号")), Column(mark("送件")), Column(mark("货架")),
    Column(mark("状态"), wide=True),
)  # fmt: skip
PEOPLE = (
    Column(mark("姓名")),
    Column(mark("编号或尾号")),
    Column(mark("学院或部门"), wide=True),
    Column(mark("件数"), number=True),
)


def lying_row(one: Lying, *, left: bool, open_: bool) -> Row:
    """left: it lies too long; open_: whoever it is for stands there, so that the name is shown."""
    parcel = one.parcel

    def cells() -> tuple[str, ...]:
        courier = parcel.courier if parcel.sort == "parcel" else f"{tr(SORTS[parcel.sort])} {parcel.courier}"
        says = held_words(one.held) if one.held else phase_word(parcel)
        said = tr("{state}，放得太久", state=says) if left else says
        return recipient(parcel, open_=open_), parcel.waybill, courier, parcel.shelf, said

    return Row(parcel.key, cells, "refuse_ink" if left else "ink_2" if one.held else "ink")


def person_row(key: str, one: Claimant) -> Row:
    return Row(key, lambda: (one.name, one.number or one.about, one.about if one.number else "", str(len(one.lying))))
