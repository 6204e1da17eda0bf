"""Looking back and the list of restricted passage, on a real post in a temporary home."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt

from tests.fakes.homes import LEADER
from tests.fakes.lookedback import CHEN, DUTY, LIN, SUN, WHY, LookedBack
from tests.shots.administration import Play, english
from tests.shots.stage import Stage
from ui import administration
from ui.screens.lookback.people import LookBackPage
from ui.screens.lookback.trace import TracePage
from ui.screens.manage.denials import DenyListPage
from ui.screens.manage.screen import Manage

LOOK_BACK, VEHICLE, GOODS, DENY_LIST = "回溯", "车辆回溯", "物资溯源", "限制通行"


def manage(stage: Stage, name: str, who: str = LEADER) -> tuple[LookedBack, Manage]:
    """The pages, of which the one of that name is open and has the keys."""
    folder = TemporaryDirectory(prefix="gatepost-shots-")
    made = LookedBack(Path(folder.name))
    stage.ending += [made.close, folder.cleanup]
    made.weeks()
    made.vehicles()
    made.delivered(2, "W220408-482913-7")
    made.delivered(5, "W220405-100003-4", released=False)
    if who != LEADER:
        made.post.sign_in(who, "2468")
    screen = administration.manage(made.post, stage.jobs, stage.line)
    stage.window.add_screens({"manage": screen})
    stage.window.offer("manage", True)
    stage.window.open("manage")
    stage.window.show()
    stage.settle()
    (item,) = screen.list.findItems(name, Qt.MatchFlag.MatchExactly)
    screen.list.setCurrentItem(item)
    stage.settle()
    screen.front.setFocus()
    return made, screen


def looked_back(stage: Stage) -> LookBackPage:
    """What was found of somebody."""
    made, screen = manage(stage, LOOK_BACK)
    page = screen.front
    assert isinstance(page, LookBackPage)
    made.granting.give("contacts.look", LIN, WHY)
    page._begin()
    page.asking.begin(who="林晓彤", minutes="10")
    page.asking.take()
    stage.settle()
    return page


def found(stage: Stage) -> None:
    looked_back(stage)


def meetings(stage: Stage) -> None:
    page = looked_back(stage)
    page.open_details()
    stage.settle()


def asking(stage: Stage) -> None:
    _, screen = manage(stage, LOOK_BACK)
    page = screen.front
    assert isinstance(page, LookBackPage)
    page._begin()
    stage.settle()


def traced(stage: Stage, name: str, what: str) -> None:
    """What was found of a vehicle, or of goods."""
    made, screen = manage(stage, name)
    page = screen.front
    assert isinstance(page, TracePage)
    made.granting.give("contacts.look", what, WHY)
    page._begin()
    page.asking.begin(what=what)
    page.asking.take()
    stage.settle()


def vehicle(stage: Stage) -> None:
    traced(stage, VEHICLE, "吉A·D12345")


def goods(stage: Stage) -> None:
    traced(stage, GOODS, "合作社")


def grant_asked(stage: Stage) -> None:
    """A duty cadre, who needs a leader's word."""
    _, screen = manage(stage, DENY_LIST, DUTY)
    page = screen.front
    assert isinstance(page, DenyListPage)
    page.begin_grant("all")
    stage.settle()


def denied(stage: Stage) -> DenyListPage:
    """The list with some on it."""
    made, screen = manage(stage, DENY_LIST)
    made.granting.give("denials.keep", "all", "核对本周名单")
    week = made.now.replace(day=17)
    made.denying.add("number", CHEN, "多次借用他人校园码，学院正在处理", week)
    entry = made.denying.add("id-number", "990000199001010003", "施工队已清退，法务通知", week)
    made.denying.add("plate", "吉A·D12345", "连续三次不按路线行驶", week)
    made.denying.add("number", SUN, "校保卫处 2022-31 号通知", week, since=made.now.replace(day=12))
    made.denying.appeal(entry.id, "本人称通知有误，已转后勤处核实")
    page = screen.front
    assert isinstance(page, DenyListPage)
    page.turn_back()
    page.opened()
    stage.settle()
    page.table.setCurrentCell(1, 0)
    page.setFocus()
    stage.settle()
    return page


def listed(stage: Stage) -> None:
    denied(stage)


def denying(stage: Stage) -> None:
    denied(stage)._begin_adding()
    stage.settle()


SCENES: dict[str, Play] = {
    "manage-look-back": found,
    "manage-look-back-english": english(found),
    "manage-look-back-asking": asking,
    "manage-look-back-meetings": meetings,
    "manage-trace-vehicle": vehicle,
    "manage-trace-vehicle-english": english(vehicle),
    "manage-trace-goods": goods,
    "manage-trace-goods-english": english(goods),
    "manage-deny-list": listed,
    "manage-deny-list-english": english(listed),
    "manage-deny-list-add": denying,
    "manage-deny-list-grant": grant_asked,
    "manage-deny-list-grant-english": english(grant_asked),
}
