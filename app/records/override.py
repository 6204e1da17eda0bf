"""Life in danger (紧急放行): it overrides every level, is decided by a person, and is never asked to wait."""

from typing import Literal

from app.i18n import mark
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record
from app.records.passage import DIRECTIONS


@record("override", mark("紧急放行"), keep=365)
class Override(Record):
    direction: Literal["in", "out"] = labelled(mark("方向"), choices=DIRECTIONS)
    person: PersonNumber = labelled(mark("人员"), default=PersonNumber(""))
    cause: str = labelled(mark("事由"), default="")
