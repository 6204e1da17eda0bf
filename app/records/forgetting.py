"""What was forgotten (清除记录), by whose word and how much: kept for ever, since `verify` holds every empty record
against it. It names kinds, times and numbers, never what was forgotten."""

from datetime import datetime
from typing import Literal

from app.i18n import mark
from app.records.field import labelled
from app.records.kind import Record, record


@record("forgetting", mark("清除记录"), enterable=False, audit=True, keep=None)
class Forgetting(Record):
    """Retention writes one when it begins with a kind (`ordered`) and one at its end (`done`, which names the first in
    `order`); a request is one record, `done`.

    of: the kind of the forgotten records, empty for any; before: what is older. digest: the sum of their facts' hashes,
    modulo 2^256. subject: tells this station, and nobody else, whose they were.
    """

    act: Literal["ordered", "done"] = labelled(
        mark("步骤"), choices={"ordered": mark("开始清除"), "done": mark("已清除")}
    )
    basis: Literal["retention", "request"] = labelled(
        mark("依据"), choices={"retention": mark("保存期限已满"), "request": mark("本人申请")}
    )
    of: str = labelled(mark("记录种类"), default="")
    before: datetime | None = labelled(mark("早于"), default=None)
    order: str = labelled(mark("对应的开始记录"), default="")
    count: int = labelled(mark("条数"), default=0)
    digest: str = labelled(mark("摘要"), default="")
    subject: str = labelled(mark("当事人摘要"), default="")
    reason: str = labelled(mark("原因"), default="")
