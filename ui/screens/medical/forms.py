"""The three forms of the medical duty room: a temperature, where somebody is kept, the word with which they go."""

from collections.abc import Callable
from datetime import datetime, timedelta

from app.capture.temperature import typed_temperature
from app.errors import UserError
from app.i18n import mark, tr
from app.medical.state import Patient
from app.station.medical import MedicalPost
from ui.widgets.smallform import Field, SmallForm

SITES = {"forehead": mark("额温"), "armpit": mark("腋温"), "ear": mark("耳温")}
Do = Callable[[], Patient]


def forms() -> dict[str, SmallForm]:
    """By the names of their acts."""
    return {
        "measure": SmallForm(
            mark("量体温"),
            [Field("celsius", mark("体温（℃）"), hint=mark("三位数字，如 365")),
             Field("site", mark("部位"), choices=SITES), Field("note", mark("备注"), optional=True)],
            mark("登记"), columns=2,
        ),
        "keep": SmallForm(
            mark("留下观察"),
            [Field("where", mark("留观地点"), hint=mark("例如：健康监测房 302")),
             Field("hours", mark("几小时后再看"), optional=True), Field("note", mark("备注"), optional=True)],
            mark("登记"), mark("时间到了也不会自动放行，由校医放行。"), columns=2,
        ),
        "release": SmallForm(
            mark("准予放行"), [Field("word", mark("放行意见"), hint=mark("例如：复测 36.6 ℃，无不适"))],
            mark("准予放行"),
            mark("放行后各岗位照常核验；之前的体温不再计算。"),
        ),
    }  # fmt: skip


def doing(post: MedicalPost, one: Patient, act: str, given: dict[str, str], now: datetime) -> Do:
    """What such a form asks for. UserError for what is no temperature, or no number of hours."""
    if act == "measure":
        celsius = _celsius(given["celsius"])
        return lambda: post.measure(one, celsius, given["site"] or "forehead", given["note"])
    if act == "keep":
        until = now + timedelta(hours=_hours(given["hours"])) if given["hours"] else None
        return lambda: post.keep(one, given["where"], until, given["note"])
    return lambda: post.release(one, given["word"])


def _celsius(text: str) -> float:
    found = typed_temperature(text.replace(".", ""))
    if found is None:
        raise UserError(tr("“{text}”不是体温，请键入三位数字，例如 365。", text=text))
    return found


def _hours(text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= 720:
        raise UserError(tr("几小时后再看，请填 1 到 720 的数字。"))
    return hours
