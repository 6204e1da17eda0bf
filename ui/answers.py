"""What the verdict panel says of a lane: the one answer, in the language in use."""

from datetime import timedelta

from app.clock import campus
from app.i18n import mark, tr
from app.lane.view import LaneView
from app.policy import denial, observed
from app.policy.evidence import Item
from app.policy.temperature import REST
from ui.widgets.verdict import Answer
from ui.words import FACES, ITEMS, Face, listed

SHOW_CODE = mark("请出示校园码")
_BEGUN = timedelta(minutes=1, microseconds=-1)
"""A begun minute is whole: who comes at the time that was said need not wait again."""


def answer(view: LaneView) -> Answer:
    """The face of a verdict only once it is on the disk; before that, what to ask for next."""
    if view.overridden:
        return Answer(tr("紧急放行"), _line(tr("生命优先，已记录"), view), "tick", "accent")
    if "not-written" in view.decision.reasons:
        hint = tr("请人工核验，先记在纸上；磁盘恢复后自动补写")
        return Answer(tr("记录没有写入"), hint, "triangle", "undecided")
    if view.phase == "decided":
        face = face_of(view)
        return Answer(tr(face.word), _decided(view), face.shape, face.colour)
    if view.phase == "waiting":
        return Answer(tr(SHOW_CODE), _asked(view), "scan-qr-code")
    if view.first_needed is None:
        return Answer(tr("正在核验"), "", "hourglass")
    first = ITEMS[view.first_needed]
    wanted = tr("还差：{items}", items=_items(view.decision.needed))
    return Answer(tr(first.ask), tr("已稍候 · {wanted}", wanted=wanted) if view.rests_until else wanted, first.icon)


def face_of(view: LaneView) -> Face:
    """The verdict's face; the guard's own where the program could not decide and he has."""
    return FACES[view.judged or view.decision.verdict]


def _decided(view: LaneView) -> str:
    """What stands small, for the guard: what to do, never why."""
    if view.judged:
        return _line(tr("由您判定，已登记"), view)
    verdict = view.decision.verdict
    if REST in view.decision.reasons and view.rests_until:
        return tr("请在旁边稍候，到 {time}", time=f"{campus(view.rests_until + _BEGUN):%H:%M}")
    if verdict == "admit":
        return _line(tr("核验通过，已登记"), view)
    if verdict == "hold" and not view.decision.needed:
        return tr("请到旁边稍候 · 原因按 F7")
    if verdict == "hold":
        return tr("暂缓放行 · 还差：{items}", items=_items(view.decision.needed))
    if verdict == "refer":
        return tr("转校医 · 原因按 F7")
    if verdict == "refuse":
        return _line(tr("原因按 F7 · 已登记"), view)
    if denial.REASON in view.decision.reasons:
        return tr("请联系带班领导，按答复：F3 放行，F8 不予放行")
    if observed.REASON in view.decision.reasons:
        return tr("请先问公寓或值班室，按答复：F3 放行，F8 不予放行")
    return tr("请您判断：F3 放行，F8 不予放行 · 原因按 F7")


def _asked(view: LaneView) -> str:
    """What the next person needs; who leaves is checked by other rules, and the guard has to see which are in force."""
    wanted = _items(view.decision.needed)
    parts = [tr("查出校") if view.direction == "out" else "", tr("需要：{items}", items=wanted) if wanted else ""]
    return " · ".join(part for part in parts if part)


def _line(said: str, view: LaneView) -> str:
    return f"{said} · {tr('{n} 号', n=f'{view.seq:,}')}" if view.seq else said


def _items(needed: tuple[Item, ...]) -> str:
    return listed([tr(ITEMS[item].label) for item in needed])
