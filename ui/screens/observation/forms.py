"""The forms of observation: a new one, a helper, a temperature, a room, the word with which somebody goes."""

from collections.abc import Callable
from typing import get_args

from app.capture.temperature import typed_temperature
from app.errors import UserError
from app.i18n import mark, tr
from app.records.observation_step import CAUSES, Cause
from app.station.observation import ObservationPost, Observed
from ui.screens.observation.keys import Act
from ui.widgets.smallform import Field, SmallForm

SITES = {"armpit": mark("腋温"), "forehead": mark("额温"), "ear": mark("耳温")}
ROOM = Field("room", mark("留观房间"), hint=mark("房间号或名称；居家观察填“居家”"))
NOTE = Field("note", mark("备注"), optional=True)
HOME = ("居家", "居家观察", "home", "at home")
Do = Callable[[], object]


def forms() -> dict[Act, SmallForm]:
    """By the names of their acts."""
    return {
        "place": SmallForm(
            mark("新增留观"),
            [Field("who", mark("人员"), hint=mark("学工号或姓名")), Field("cause", mark("留观原因"), choices=CAUSES),
             ROOM, NOTE],
            mark("安排"), columns=2,
        ),
        "help": SmallForm(
            mark("指定一对一人员"), [Field("helper", mark("一对一人员"), hint=mark("学工号或姓名"))], mark("指定"),
        ),
        "measure": SmallForm(
            mark("量体温"),
            [Field("celsius", mark("体温（℃）"), hint=mark("三位数字，如 365")),
             Field("site", mark("部位"), choices=SITES)],
            mark("登记"),
        ),
        "move": SmallForm(mark("换一间房"), [ROOM, NOTE], mark("登记")),
        "release": SmallForm(
            mark("准予解除"), [Field("word", mark("解除意见"), hint=mark("例如：满 14 天，检测阴性，体温正常"))],
            mark("准予解除"),
        ),
    }  # fmt: skip


def doing(post: ObservationPost, one: Observed | None, act: Act, given: dict[str, str]) -> Do:
    """What such a form asks for. one: whoever is in hand. UserError for what is no temperature."""
    if act == "place":
        cause: Cause = next(each for each in get_args(Cause) if each == given["cause"])
        room, home = _room(given)
        return lambda: post.place(post.whose(given["who"]).number, cause, room, home=home, note=given["note"])
    assert one is not None
    stay = one.stay
    if act == "measure":
        celsius = _celsius(given["celsius"])
        return lambda: post.measure(stay.number, celsius, given["site"] or "armpit")
    if act == "help":
        return lambda: post.help(stay, post.whose(given["helper"]).number)
    if act == "move":
        room, home = _room(given)
        if not stay.placed:
            return lambda: post.place(stay.number, stay.cause, room, home=home, note=given["note"])
        return lambda: post.move(stay, room, home=home, note=given["note"])
    return lambda: post.release(stay, given["word"])


def _room(given: dict[str, str]) -> tuple[str, bool]:
    home = given["room"].lower() in HOME
    return ("" if home else given["room"]), home


def _celsius(text: str) -> float:
    found = typed_temperature(text.replace(".", ""))
    if found is None:
        raise UserError(tr("“{text}”不是体温，请键入三位数字，例如 365。", text=text))
    return found
