"""Passage (通行登记): one person through one post in one direction, with what was shown and what was decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from app.i18n import mark, tr
from app.policy.words import claim_word, item_label, kind_word, level_word, sentence, state_word, trust_word
from app.records.field import PersonNumber, labelled, sheet
from app.records.from_paper import FromPaper
from app.records.kind import Record, record

DIRECTIONS = {"in": mark("进"), "out": mark("出")}
VERDICTS = {
    "admit": mark("放行"), "hold": mark("暂缓放行"), "refuse": mark("不予放行"),
    "refer": mark("转校医"), "undecided": mark("转人工核验"),
}  # fmt: skip
JUDGED = {"": "—", "admit": VERDICTS["admit"], "refuse": VERDICTS["refuse"], "withdrawn": mark("撤回了")}


@sheet
class Shown:
    """A claim as the ledger keeps it: never the code itself, only what tells it from another."""

    kind: str = labelled(mark("凭证"), said=claim_word)
    trust: str = labelled(mark("可信程度"), said=trust_word)
    issuer: str = labelled(mark("签发方"), default="")
    reason: str = labelled(mark("说明"), default="", said=sentence)
    color: str = labelled(mark("颜色"), default="")
    token: str = labelled(mark("凭证摘要"), default="")
    updated_at: datetime | None = labelled(mark("更新时间"), default=None)


@sheet
class Checked:
    """One line of the checklist as it stood when the decision fell."""

    item: str = labelled(mark("项目"), said=item_label)
    state: str = labelled(mark("结果"), said=state_word)
    trust: str = labelled(mark("可信程度"), default="", said=trust_word)
    reason: str = labelled(mark("说明"), default="", said=sentence)


@record("passage", mark("通行登记"), keep=30)
class Passage(Record):
    """judged: what the guard decided where the program could not, or that he took the passage back (`withdrawn`: it
    did not take place); only beside `undecided`."""

    person: PersonNumber = labelled(mark("人员"), default=PersonNumber(""))
    name: str = labelled(mark("姓名"), default="")
    person_kind: str = labelled(mark("人员类别"), default="", said=kind_word)
    college: str = labelled(mark("学院或部门"), default="")
    direction: Literal["in", "out"] = labelled(mark("方向"), choices=DIRECTIONS)
    verdict: Literal["admit", "hold", "refuse", "refer", "undecided"] = labelled(mark("结论"), choices=VERDICTS)
    reasons: tuple[str, ...] = labelled(mark("原因"), default=(), said=sentence)
    needed: tuple[str, ...] = labelled(mark("还差"), default=(), said=item_label)
    judged: Literal["", "admit", "refuse", "withdrawn"] = labelled(mark("人工结论"), default="", choices=JUDGED)
    celsius: Annotated[float, Meta(ge=20, le=50)] | None = labelled(mark("体温"), default=None, unit="℃")
    level: str = labelled(mark("管控级别"), default="", said=level_word)
    claims: tuple[Shown, ...] = labelled(mark("出示的凭证"), default=())
    checks: tuple[Checked, ...] = labelled(mark("核验项目"), default=())
    group: str = labelled(mark("集体"), default="")
    paper: FromPaper | None = labelled(mark("纸上登记"), default=None)
    note: str = labelled(mark("备注"), default="")

    @staticmethod
    def read_as(row: Mapping[str, Any]) -> Mapping[str, str]:
        """One that was taken back is no passage that the guard still has to look at."""
        if row.get("judged") != "withdrawn":
            return {}
        return {
            "verdict": tr("已撤回，不算通行"),
            "judged": sentence(str(row.get("why", ""))) or tr(JUDGED["withdrawn"]),
        }
