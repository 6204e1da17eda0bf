"""The page of changes of residence, played on a real post in a temporary home."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from app.i18n import mark
from app.station.residences import Residences
from tests.fakes.building import Building, number_of
from tests.shots.stage import Stage
from ui.screens.manage.screen import Manage, Page
from ui.screens.residents.page import ResidentsPage


def _page(stage: Stage) -> ResidentsPage:
    rest = ExitStack()
    stage.ending.append(rest.close)
    house = Building(Path(rest.enter_context(tempfile.TemporaryDirectory())), 2, 4)
    rest.callback(house.close)
    house.places()
    residences = Residences(house.post)
    page = ResidentsPage(residences, stage.jobs)
    residences.leave(number_of("101-2"), house.now - timedelta(hours=20), house.now + timedelta(days=2))
    residences.move(number_of("102-3"), "5-201-1", house.now - timedelta(hours=3))
    residences.move(number_of("103-4"), "5-909", house.now + timedelta(days=1))
    manage = Manage([Page(mark("住宿变动"), "residents.change", lambda: page)], lambda _permission: True)
    stage.window.add_screens({"manage": manage})
    stage.window.offer("manage", True)
    stage.window.open("manage")
    page.table.setFocus()
    stage.settle()
    return page


def _form(stage: Stage) -> None:
    _page(stage)._begin("moved")
    stage.settle()


def _matching(stage: Stage) -> None:
    _page(stage)._turn_matching()
    stage.settle()


SCENES: dict[str, Callable[[Stage], None]] = {
    "residents": lambda stage: (_page(stage), None)[1],
    "residents-move": _form,
    "residents-differing": _matching,
}
