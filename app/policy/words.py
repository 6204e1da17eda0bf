"""The words of decisions, in the language in use: reasons, items, verdicts and trusts."""

from collections.abc import Mapping
from typing import Any

from app.codes.claim import ClaimKind, Trust
from app.i18n import language, mark, tr
from app.policy.decision import Verdict
from app.policy.evidence import Item
from app.policy.level import levels
from app.policy.person import LABELS
from app.reasons import REASONS

ITEM_LABELS: dict[Item, str] = {
    "identity": mark("身份"),
    "approval": mark("审批"),
    "health-code": mark("健康码"),
    "travel-card": mark("行程卡"),
    "test-report": mark("核酸报告"),
    "vaccination": mark("疫苗接种"),
    "temperature": mark("体温"),
    "symptoms": mark("发烧咳嗽询问"),
    "mask": mark("口罩"),
}
VERDICT_WORDS: dict[Verdict, str] = {
    "admit": mark("放行"),
    "hold": mark("暂缓放行"),
    "refuse": mark("不予放行"),
    "refer": mark("请到旁边"),
    "undecided": mark("转人工核验"),
}
TRUST_WORDS: dict[Trust, str] = {
    "verified": mark("已核验"),
    "read": mark("仅识别，未核真"),
    "seen": mark("目视核验"),
    "invalid": mark("无效"),
}
CLAIM_WORDS: dict[ClaimKind, str] = {
    "campus-code": mark("校园码"),
    "health-code": mark("健康码"),
    "travel-card": mark("行程卡"),
    "test-report": mark("核酸报告"),
    "vaccination": mark("疫苗接种"),
}
STATE_WORDS = {"done": mark("已完成"), "missing": mark("缺少"), "failed": mark("不符合")}


def sentence(code: str) -> str:
    """The sentence of a reason. A code of a newer version, met in a record, stands for itself."""
    reason = REASONS.get(code)
    if reason is None:
        return code
    return reason.en if language() == "en" else reason.zh


def is_quiet(code: str) -> bool:
    """Whether a bystander must not read or hear it; what nobody knows is better not shown either."""
    reason = REASONS.get(code)
    return reason is None or reason.quiet


def item_label(item: str) -> str:
    return _known(ITEM_LABELS, item)


def claim_word(kind: str) -> str:
    return _known(CLAIM_WORDS, kind)


def state_word(state: str) -> str:
    return _known(STATE_WORDS, state)


def kind_word(kind: str) -> str:
    """The kind of a person."""
    return _known(LABELS, kind)


def level_word(name: str) -> str:
    """A control level's title; one that is no longer there stands for itself."""
    known = levels().get(name)
    return tr(known.title) if known else name


def _known(words: Mapping[Any, str], code: str) -> str:
    """A code of a newer version, met in a record, stands for itself."""
    word = words.get(code)
    return tr(word) if word else code


def verdict_word(verdict: Verdict, *, for_guard: bool = False) -> str:
    """The word that everybody may see; `for_guard` says where to send whom the others only see step aside."""
    return tr("转校医") if for_guard and verdict == "refer" else tr(VERDICT_WORDS[verdict])


def trust_word(trust: str) -> str:
    return _known(TRUST_WORDS, trust)


def still_needed(needed: tuple[Item, ...]) -> str:
    """ "还差：健康码、体温"; empty when nothing is needed."""
    between = ", " if language() == "en" else "、"
    return tr("还差：{items}", items=between.join(item_label(item) for item in needed)) if needed else ""
