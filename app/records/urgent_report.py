"""Report at once (及时上报): fever or illness of a resident, told to the medical duty room when it is found."""

from typing import Annotated, Literal

from msgspec import Meta

from app.i18n import mark
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record
from app.records.rounds import READERS


@record("urgent-report", mark("及时上报"), keep=180, readers=READERS)
class UrgentReport(Record):
    """grounds: ids of the records it goes by: the high temperatures, or who said what."""

    person: PersonNumber = labelled(mark("人员"))
    cause: Literal["fever", "illness"] = labelled(
        mark("事由"), choices={"fever": mark("发热"), "illness": mark("身体不适")}
    )
    celsius: Annotated[float, Meta(ge=30, le=45)] | None = labelled(mark("体温"), default=None, unit="℃")
    told: str = labelled(mark("报告给"), default="")
    grounds: tuple[str, ...] = labelled(mark("依据的记录"), default=())
    note: str = labelled(mark("备注"), default="")
