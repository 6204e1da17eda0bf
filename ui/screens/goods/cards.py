"""The cards of deliveries: what each waits for, and its clock."""

from collections.abc import Sequence
from datetime import datetime

from app.goods.items import ITEMS
from app.goods.release import waiting
from app.goods.state import Delivery
from app.goods.words import called, lasted, phase_word
from app.i18n import tr
from ui.widgets.deliveries import DeliveryView
from ui.widgets.text import Words


def cards(some: Sequence[Delivery], number: str, now: datetime) -> tuple[list[DeliveryView], list[DeliveryView]]:
    """Those at the post, and those whose loop is open; `number` is in hand."""
    views = [(one.loop_open, _card(one, one.number == number, now)) for one in some]
    return [view for loop, view in views if not loop], [view for loop, view in views if loop]


def _card(one: Delivery, chosen: bool, now: datetime) -> DeliveryView:
    held = waiting(one, now)
    says: Words = lambda: phase_word(one.phase)  # noqa: E731 - one of three
    tone = {"refused": "refuse", "differs": "refuse", "closed": "admit"}.get(one.phase, "quiet")
    if one.phase == "open":
        says, tone = (lambda: _progress(one, held)), "accent" if one.complete == len(ITEMS) and not held else "quiet"
    clock = lasted(one.began_at, one.closed_at or now)
    return DeliveryView(one.number, called(one), one.number[-8:], says, clock, tone, chosen)


def _progress(one: Delivery, held: int) -> str:
    if one.complete < len(ITEMS):
        return tr("已完成 {done}/{all}", done=one.complete, all=len(ITEMS))
    return tr("消毒还要 {minutes} 分钟", minutes=held) if held else tr("可以放行")
