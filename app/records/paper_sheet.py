"""A sheet for the hours without power (断电登记表), as it was printed: its number, and what stands on its lines."""

from typing import Literal

from app.i18n import mark
from app.records.field import PersonNumber, labelled, sheet
from app.records.kind import Record, record
from app.records.rounds import READERS, ROUNDS

FORMS = {"gate": mark("校门人员"), "goods": mark("物资"), "dormitory": mark("公寓体温")}


@sheet
class Printed:
    """Whoever a line was printed for."""

    person: PersonNumber = labelled(mark("人员"))


@record("paper-sheet", mark("断电登记表"), enterable=False, readers=READERS)
class PaperSheet(Record):
    """people: by line, where the lines were printed with names; so that a later move changes no line. day: ISO 8601,
    empty where it is written by hand."""

    number: str = labelled(mark("纸单号"))
    form: Literal["gate", "goods", "dormitory"] = labelled(mark("表格"), choices=FORMS)
    day: str = labelled(mark("日期"), default="")
    building: str = labelled(mark("楼栋"), default="")
    round: Literal["", "morning", "noon", "evening"] = labelled(mark("一日三检"), default="", choices=ROUNDS)
    people: tuple[Printed, ...] = labelled(mark("印好的人员"), default=())
