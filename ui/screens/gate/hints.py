"""What the gate's key bar says at each moment: only keys that do something now, the likeliest first."""

from app.i18n import mark
from app.lane.view import LaneView
from app.station.pagewatch import PAGES
from ui.found import next_seeable, without_mask
from ui.screens.gate.keys import ACTS
from ui.widgets.keybar import Hint

HELP = Hint("F1", ACTS["help"].does, last=True)


def hints(view: LaneView | None, *, prefix: str, group: bool, waiting: bool, details: bool) -> tuple[Hint, ...]:
    """prefix: what the number pad is waiting for; group: people come together; waiting: somebody is at the side;
    details: whether they are open."""
    if prefix == "/":
        pairs = [(act.pad.removeprefix("/ "), act.does) for act in ACTS.values() if act.pad.startswith("/")]
        return tuple(Hint(f"/ {digit}", does) for digit, does in pairs)
    if prefix:
        return (Hint(f"{' '.join(prefix)} 1-9", mark("看过第几项")), Hint(f"{' '.join(prefix)} −", mark("有问题")))
    if view is None:
        return (HELP,)
    return (*_now(view, details, _called(view, group, waiting)), HELP)


def _called(view: LaneView, group: bool, waiting: bool) -> list[Hint]:
    """Those who have no code in hand and are known all the same."""
    if view.phase == "gathering" or not (group or waiting):
        return []
    back = Hint(ACTS["tick"].cap, mark("稍候的人回来了"))
    return [_hint("tick"), _hint("step"), Hint(ACTS["group"].cap, mark("结束集体"))] if group else [back]


def _now(view: LaneView, details: bool, listed: list[Hint]) -> list[Hint]:
    number = Hint(mark("数字"), mark("体温"))
    if view.phase == "waiting":
        names = ["lookup", "turn", "override", "back"]
        return [*listed, Hint("Enter", mark("下一位")), *(_hint(name) for name in names)]
    if view.phase == "gathering":
        seen = [*_page(view), *(["seen"] if next_seeable(view) else [])]
        before, after = (
            [_hint(name) for name in (*seen, "cough")],
            [_hint(name) for name in ("decide", "clear", "lookup")],
        )
        return [number, *before, *_mask(view), *after, _details(details)]
    judge = ["admit", "refuse"] if view.decision.verdict == "undecided" and not view.overridden else []
    late = ["seen"] if view.decision.verdict in ("hold", "undecided") and next_seeable(view) else []
    back = ["back"] if view.decision.verdict == "admit" else []
    rest = [_hint(name) for name in (*_page(view), *late, "cough", "lookup", "override", *back)]
    return [*(_hint(name) for name in judge), *listed, _hint("next"), _details(details), *rest]


def _mask(view: LaneView) -> list[Hint]:
    if not any(one.item == "mask" for one in view.decision.checks):
        return []
    return [Hint(ACTS["mask"].cap, mark("口罩戴好了")) if without_mask(view) else _hint("mask")]


def _page(view: LaneView) -> list[str]:
    return [] if PAGES.isdisjoint(view.decision.needed) else ["page"]


def _hint(name: str) -> Hint:
    act = ACTS[name]
    return Hint(act.cap, act.does)


def _details(opened: bool) -> Hint:
    return Hint("F7", mark("隐藏详情") if opened else ACTS["details"].does)
