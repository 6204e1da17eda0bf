"""A step of somebody's observation (留观): given a room or kept at home, moved, given a helper, released.

Nothing is edited: how somebody stands is computed from their steps (app.dormitory.observe). Temperatures and tests are
records of their own kinds, as everywhere.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from app.i18n import mark, tr
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record
from app.records.problem import Problem
from app.records.rounds import READERS

Act: TypeAlias = Literal["placed", "moved", "helped", "released"]
Cause: TypeAlias = Literal["contact", "fever", "arrival", "other"]
ACTS: dict[str, str] = {
    "placed": mark("安排留观"), "moved": mark("换一间房"), "helped": mark("指定一对一"), "released": mark("解除留观"),
}  # fmt: skip
CAUSES: dict[str, str] = {
    "contact": mark("密接"), "fever": mark("发热或不适"), "arrival": mark("重点地区来校"), "other": mark("另有原因"),
}  # fmt: skip
UNMET: dict[str, str] = {
    "days": mark("天数未满"), "test": mark("检测未齐"), "calm": mark("体温未稳定"), "positive": mark("有阳性结果"),
}  # fmt: skip


def unmet_word(code: str) -> str:
    return tr(UNMET[code]) if code in UNMET else code


@record("observation-step", mark("留观"), enterable=False, keep=180, readers=READERS, shared=60)
class ObservationStep(Record):
    """home: 居家观察, in the own rooms instead of one of observation. room: the code of the room. helper: one-to-one.
    word: with what words the medical officer released; unmet: which conditions were not met then."""

    person: PersonNumber = labelled(mark("人员"))
    act: Act = labelled(mark("步骤"), choices=ACTS)
    cause: Cause = labelled(mark("留观原因"), default="other", choices=CAUSES)
    home: bool = labelled(mark("居家观察"), default=False)
    room: str = labelled(mark("留观房间"), default="")
    helper: PersonNumber = labelled(mark("一对一人员"), default=PersonNumber(""))
    word: str = labelled(mark("解除意见"), default="")
    unmet: tuple[str, ...] = labelled(mark("未满足的条件"), default=(), said=unmet_word)
    note: str = labelled(mark("备注"), default="")

    def rules(self) -> Iterator[Problem]:
        if self.act in ("placed", "moved") and self.home == bool(self.room.strip()):
            yield Problem("room", tr("请写明留观房间，或选居家观察"))
        if self.act == "helped" and not self.helper:
            yield Problem("helper", tr("请写明一对一人员"))
        if self.act == "released" and not self.word.strip():
            yield Problem("word", tr("请写明解除意见，例如：满 14 天，检测阴性，体温正常"))
