"""The words of the screens that belong to a thing of the core: verdicts, items, trust, levels, directions."""

from typing import NamedTuple

from app.i18n import language, mark, tr
from app.reasons import REASONS


class Face(NamedTuple):
    """One of the faces of a verdict: the word that is read from 3 m, the token of its ground, its shape, its sound."""

    word: str
    colour: str
    shape: str
    sound: str


WAIT = Face(mark("请到旁边"), "hold", "diamond", "wait")
"""Hold and refer look and sound alike: nobody in the queue learns who is ill."""

FACES = {
    "admit": Face(mark("放行"), "admit", "tick", "admit"),
    "hold": WAIT,
    "refer": WAIT,
    "refuse": Face(mark("不予放行"), "refuse", "cross", "refuse"),
    "undecided": Face(mark("转人工核验"), "undecided", "triangle", "undecided"),
}


class ItemWords(NamedTuple):
    """What an item of the checklist is called, its icon, and what to say to the person or do while it is missing."""

    label: str
    icon: str
    ask: str
    todo: str


LOOK = mark("对准摄像头；看过没问题按 F4")

ITEMS = {
    "identity": ItemWords(mark("身份"), "id-card", mark("请出示校园码"), mark("扫校园码或刷卡；没带就按 F2 查人")),
    "approval": ItemWords(mark("审批"), "clipboard-check", mark("请等待审批"), mark("没有有效审批，请联系学院")),
    "health-code": ItemWords(mark("健康码"), "smartphone", mark("请出示健康码"), LOOK),
    "travel-card": ItemWords(mark("行程卡"), "map-pin", mark("请出示行程卡"), LOOK),
    "test-report": ItemWords(mark("核酸报告"), "test-tube", mark("请出示核酸报告"), LOOK),
    "vaccination": ItemWords(mark("疫苗接种"), "syringe", mark("请出示接种凭证"), LOOK),
    "temperature": ItemWords(mark("体温"), "thermometer", mark("请测体温"), mark("测额温，或键入三位数字，如 365")),
    "symptoms": ItemWords(mark("发烧咳嗽"), "stethoscope", mark("询问有无发烧咳嗽"), mark("没有按 F4，有按 F5")),
    "mask": ItemWords(mark("口罩"), "venetian-mask", mark("请戴好口罩"), mark("看一眼：戴好按 F4")),
}

SEEABLE = frozenset({"health-code", "travel-card", "test-report", "vaccination", "symptoms", "mask"})
"""What the guard's own look settles; an identity he looks up, an approval is granted, a temperature is measured."""

TRUST = {
    "verified": mark("已核验"),
    "read": mark("仅识别，未核真"),
    "seen": mark("目视核验"),
    "invalid": mark("无效"),
}

LEVELS = {
    "static": mark("静态管控"),
    "sealed": mark("校园封闭"),
    "closed": mark("封闭管控"),
    "routine": mark("常态化防控"),
    "open": mark("平时"),
}

LEVEL_MEANS = {
    "static": mark("人员不进不出"),
    "sealed": mark("里不出外不进，例外须审批，查三天核酸和两码"),
    "closed": mark("凭核酸报告、行程卡、健康码和体温进校"),
    "routine": mark("查身份、健康码和体温"),
    "open": mark("只查身份"),
}

DIRECTIONS = {"in": mark("进校"), "out": mark("出校")}

COLOURS = {
    "green": mark("绿码"),
    "yellow": mark("黄码"),
    "orange": mark("橙码"),
    "red": mark("红码"),
    "grey": mark("灰码"),
    "black": mark("黑白码"),
}

RESULTS = {"negative": mark("阴性"), "positive": mark("阳性"), "none": mark("无结果"), "unknown": mark("结果不明")}


def reason(code: str) -> str:
    """The sentence of a reason code in the language in use; the code itself where the list does not have it."""
    found = REASONS.get(code)
    if found is None:
        return code
    return found.en if language() == "en" else found.zh


def quiet(code: str) -> bool:
    """Whether a reason is a matter of health, which a bystander must not be able to read."""
    return code in REASONS and REASONS[code].quiet


def listed(words: list[str]) -> str:
    """Words one after the other, as the language in use does it."""
    return tr("、").join(words)


def told(parts: list[str]) -> str:
    """Parts of one statement, as the language in use puts them together."""
    return tr("，").join(part for part in parts if part)


def masked(name: str) -> str:
    """A name as bystanders may read it: the first character, then a star."""
    return f"{name[:1]}*" if name else "—"
