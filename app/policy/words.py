"""The words of decisions, in the language in use: reasons, items, verdicts and trusts."""

from app.codes.claim import Trust
from app.i18n import language, mark, tr
from app.policy.decision import Verdict
from app.policy.evidence import Item
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


def item_label(item: Item) -> str:
    return tr(ITEM_LABELS[item])


def verdict_word(verdict: Verdict, *, for_guard: bool = False) -> str:
    """The word that everybody may see; `for_guard` says where to send whom the others only see step aside."""
    return tr("转校医") if for_guard and verdict == "refer" else tr(VERDICT_WORDS[verdict])


def trust_word(trust: Trust) -> str:
    return tr(TRUST_WORDS[trust])


def still_needed(needed: tuple[Item, ...]) -> str:
    """ "还差：健康码、体温"; empty when nothing is needed."""
    between = ", " if language() == "en" else "、"
    return tr("还差：{items}", items=between.join(item_label(item) for item in needed)) if needed else ""
