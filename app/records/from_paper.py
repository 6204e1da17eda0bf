"""Where a record stood on paper before it was entered (补录): after a power cut, on a numbered sheet."""

from typing import Annotated

from msgspec import Meta

from app.i18n import mark
from app.records.field import labelled, sheet


@sheet
class FromPaper:
    """number: of the sheet; line: on it, from 1; None for the sheet as a whole. on_duty: who stood there then."""

    number: str = labelled(mark("纸单号"))
    line: Annotated[int, Meta(ge=1, le=99)] | None = labelled(mark("纸上行号"), default=None)
    on_duty: str = labelled(mark("当时值守人"), default="")
