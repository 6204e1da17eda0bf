"""Test result (核酸、抗原结果): one test of one person by its time of sampling, kept until it lapses."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from app.i18n import mark, tr
from app.policy.words import claim_word
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record
from app.records.problem import Problem

READERS = ("medical", "duty", "counsellor", "supervisor", "administrator")
"""Whoever stands at a door sees whether the report was good enough, and not what everybody's tests say."""


@record("test-result", mark("检测结果"), keep=60, readers=READERS)
class Result(Record):
    """shown_on: the kind of claim that said it; empty where somebody entered it from paper. table: the name of the file
    that it was imported from."""

    person: PersonNumber = labelled(mark("人员"))
    test: Literal["nucleic-acid", "antigen"] = labelled(
        mark("检测方式"), default="nucleic-acid", choices={"nucleic-acid": mark("核酸"), "antigen": mark("抗原")}
    )
    result: Literal["negative", "positive", "none", "unknown"] = labelled(
        mark("结果"),
        choices={
            "negative": mark("阴性"), "positive": mark("阳性"), "none": mark("没有结果"), "unknown": mark("不明"),
        },
    )  # fmt: skip
    sampled_at: datetime = labelled(mark("采样时间"))
    tested_at: datetime | None = labelled(mark("检测时间"), default=None)
    organisation: str = labelled(mark("检测机构"), default="")
    trust: Literal["verified", "read", "seen"] = labelled(
        mark("可信程度"),
        default="seen",
        choices={"verified": mark("已核验"), "read": mark("仅识别，未核真"), "seen": mark("目视核验")},
    )
    shown_on: str = labelled(mark("来自凭证"), default="", said=claim_word)
    table: str = labelled(mark("来自表格"), default="")
    note: str = labelled(mark("备注"), default="")

    def rules(self) -> Iterator[Problem]:
        if self.tested_at and self.tested_at < self.sampled_at:
            yield Problem("tested_at", tr("检测时间早于采样时间，请核对"))
