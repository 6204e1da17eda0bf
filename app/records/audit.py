"""What people did with the program itself: signing in, changing a level, exporting. Part of the same chain."""

from app.i18n import mark
from app.records.kind import Record, labelled, record


@record("audit", mark("操作记录"), enterable=False, audit=True, keep=3 * 365)
class Audit(Record):
    """about: what it was done to (a level, a file's kind, an account), never a person's data."""

    action: str = labelled(mark("操作"))
    about: str = labelled(mark("对象"), default="")
    detail: str = labelled(mark("说明"), default="")
