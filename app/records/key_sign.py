"""A sign-in or sign-out of key post staff (重点岗位打卡): who, for which post, known how; where: the record says."""

from typing import Literal

from app.i18n import mark
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record

ACTS = {"in": mark("签到"), "out": mark("签退")}


@record("key-sign", mark("重点岗位打卡"), keep=60, shared=7)
class KeySign(Record):
    """key_post: as the list of key post staff calls it. trust: a campus code was scanned, or the guard looked at who it
    is; what is entered afterwards from paper was seen."""

    person: PersonNumber = labelled(mark("人员"))
    name: str = labelled(mark("姓名"), default="")
    key_post: str = labelled(mark("岗位"), default="")
    act: Literal["in", "out"] = labelled(mark("打卡"), choices=ACTS)
    trust: Literal["verified", "seen"] = labelled(
        mark("可信程度"), default="seen", choices={"verified": mark("已核验"), "seen": mark("目视核验")}
    )
    note: str = labelled(mark("备注"), default="")
