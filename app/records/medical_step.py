"""A step at the medical duty room (医疗防控值班室): somebody rests, was referred, taken over, measured, kept, released.

Nothing is edited: how somebody stands is computed from their steps (app.medical.state). What a lane writes of its own
are `resting`, `cleared` and `referred`; the others are the medical officer's.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from app.i18n import mark, tr
from app.policy.words import sentence
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record
from app.records.problem import Problem

Act: TypeAlias = Literal["resting", "cleared", "referred", "taken", "measured", "kept", "released"]
ACTS: dict[str, str] = {
    "resting": mark("稍候复测"), "cleared": mark("复测正常"), "referred": mark("转校医"), "taken": mark("接手"),
    "measured": mark("测体温"), "kept": mark("留观"), "released": mark("校医放行"),
}  # fmt: skip
READERS = ("medical", "duty", "supervisor", "administrator")
"""Whoever stands at a door is told that somebody may not pass, and not what became of it."""


@record("medical-step", mark("医学处置"), enterable=False, keep=60, readers=READERS, shared=60)
class MedicalStep(Record):
    """key: tells somebody from another of whom nobody knows who it is; empty where `person` says it.

    reasons: why a lane referred. minutes: how long the rest is. until: when somebody who is kept is looked at again;
    its end alone releases nobody. word: with what words the medical officer released.
    """

    person: PersonNumber = labelled(mark("人员"), default=PersonNumber(""))
    name: str = labelled(mark("姓名"), default="")
    key: str = labelled(mark("身份不明者"), default="")
    act: Act = labelled(mark("步骤"), choices=ACTS)
    reasons: tuple[str, ...] = labelled(mark("原因"), default=(), said=sentence)
    celsius: Annotated[float, Meta(ge=20, le=50)] | None = labelled(mark("体温"), default=None, unit="℃")
    site: Literal["forehead", "armpit", "ear"] = labelled(
        mark("部位"), default="forehead",
        choices={"forehead": mark("额温"), "armpit": mark("腋温"), "ear": mark("耳温")},
    )  # fmt: skip
    minutes: float = labelled(mark("休息分钟"), default=0)
    where: str = labelled(mark("留观地点"), default="")
    until: datetime | None = labelled(mark("留观至"), default=None)
    word: str = labelled(mark("放行意见"), default="")
    note: str = labelled(mark("备注"), default="")

    def rules(self) -> Iterator[Problem]:
        if self.act == "measured" and self.celsius is None:
            yield Problem("celsius", tr("请填写体温"))
        if self.act == "kept" and not self.where.strip():
            yield Problem("where", tr("请写明在哪里留观"))
        if self.act == "released" and not self.word.strip():
            yield Problem("word", tr("请写明放行意见，例如：复测 36.6 ℃，无不适"))
