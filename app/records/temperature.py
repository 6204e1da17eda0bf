"""Temperature check (体温登记): one measurement of one person. Whoever says which of the day's rounds it is for knows
better than its time does: 接龙 are pasted late, and one of the evening may hold all three. So does whoever says that
it is the second measurement of a high one (复测): without that the one after the rest is."""

from typing import Annotated, Literal

from msgspec import Meta

from app.i18n import mark
from app.records.field import PersonNumber, labelled
from app.records.from_paper import FromPaper
from app.records.kind import Record, record
from app.records.rounds import ROUNDS


@record("temperature", mark("体温登记"), keep=60)
class TemperatureCheck(Record):
    person: PersonNumber = labelled(mark("人员"))
    celsius: Annotated[float, Meta(ge=30, le=45)] = labelled(mark("体温"), unit="℃")
    site: Literal["forehead", "armpit", "ear"] = labelled(
        mark("部位"),
        default="forehead",
        choices={"forehead": mark("额温"), "armpit": mark("腋温"), "ear": mark("耳温")},
    )
    source: Literal["thermometer", "typed", "pasted"] = labelled(
        mark("来源"),
        default="typed",
        choices={"thermometer": mark("测温仪"), "typed": mark("手工录入"), "pasted": mark("接龙")},
    )
    round: Literal["", "morning", "noon", "evening"] = labelled(mark("一日三检"), default="", choices=ROUNDS)
    second: bool = labelled(mark("复测"), default=False)
    cough: bool = labelled(mark("咳嗽"), default=False)
    paper: FromPaper | None = labelled(mark("纸上登记"), default=None)
    note: str = labelled(mark("备注"), default="")
