"""What the forms of the night check begin with, and what they ask for once they are filled in."""

from collections.abc import Callable
from datetime import datetime

from app.clock import campus
from app.dormitory.day import plan
from app.dormitory.night.call import next_call
from app.dormitory.night.hours import hours, typed_time
from app.i18n import mark, tr
from app.station.nightbook import NightPage, Open
from app.station.nightcheck import NightCheck
from ui.screens.night.face import Calls
from ui.screens.night.forms import CALL, CLOSE, LATE, SETTLE
from ui.screens.night.words import NOBODY, call_words, name_of
from ui.widgets.smallform import SmallForm

Do = Callable[[], NightPage]
_TITLES = {
    LATE: mark("{room} 寝 {name} 晚归"),
    CALL: mark("{room} 寝 {name} 未归"),
    SETTLE: mark("了结：{room} 寝 {name}"),
}


def begin(
    name: str, form: SmallForm, page: NightPage, about: Open | None, calls: Calls, *, private: bool
) -> None:  # fmt: skip
    """Open a form, with what whoever fills it in has to know: whom to call, the numbers that are closed with."""
    if about is None or name == CLOSE:
        form.begin(about=lambda: _closing(page))
        return
    who = name_of(about.resident, page, private=private)
    call = next_call(about.called, calls(about.resident)) if name == CALL else None

    def whom() -> str:
        return tr("请打给{whom}", whom=call_words(call) if call and who != NOBODY else NOBODY)

    form.begin(lambda: tr(_TITLES[name], room=about.resident.room, name=who), whom if name == CALL else None)
    if name == CALL:
        form.turn_to("answer")


def _closing(page: NightPage) -> str:
    n = page.numbers
    told = tr("应查 {due}，在寝 {present}，晚归 {late}，请假 {leave}，未归 {absent}，未查到 {unseen}。", due=n.due,
              present=n.present, late=n.late, leave=n.leave, absent=n.absent, unseen=n.unseen)  # fmt: skip
    return tr("{told}结束以后，未归和未查到的人留在名单上，直到有人回来或了结。", told=told)


def doing(
    check: NightCheck, name: str, page: NightPage, about: Open | None, given: dict[str, str], now: datetime
) -> Do | None:
    """What such a form asks for; None where its time is none."""
    if name == CLOSE or about is None:
        return lambda: check.close(given["note"], page.hours.day)
    number, night = about.resident.number, about.night
    if name == SETTLE:
        return lambda: check.settle(number, given["note"], night)
    if name == CALL:
        call = next_call(about.called, check.calls(about.resident))
        assert call is not None  # whoever was not found can always be called themselves
        reached = given["answer"] != "unreached"
        return lambda: check.called(number, call, reached=reached, said=given["said"], night=night)
    came = typed_time(given["came"], hours(plan(), night)) if given["came"] else campus(now)
    return (lambda: check.late(number, came, night)) if came else None
