"""The goods post and the store, played on a real post in a temporary home."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.fakes import views
from tests.fakes.deliveries import DELIVERER, ITEMS, Dock, counted
from tests.shots.stage import Stage
from ui.screens.goods.screen import Goods

FOUR_CHECKS = ("celsius", "health_code", "travel_card", "test_report")
MILK = {
    "name": "鲜牛奶", "quantity": 300, "unit": "箱", "supplier": "光明乳业", "cold_chain": True, "report": "JL-0410",
    "barcode": "6901234567892",
}  # fmt: skip
BEFORE_DISINFECTION = (*FOUR_CHECKS, "deliverer", "lines", "vehicle", "trip", "people_disinfected")


class GoodsShot:
    """A post, its goods, and the screen before it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.dock = Dock(Path(rest.enter_context(tempfile.TemporaryDirectory())) / "home")
        rest.callback(self.dock.close)
        self.screen = Goods(self.dock.goods, stage.signals, stage.jobs, lambda: self.dock.now, lambda _leaf: True)
        stage.window.add_screens({"goods": self.screen})

    def open(self) -> "GoodsShot":
        self.stage.window.show()
        self.stage.window.open("goods")
        self.stage.settle()
        return self

    def some(self) -> str:
        """Several deliveries, one of them an open loop; the number of the one that is half done."""
        dock, goods = self.dock, self.dock.goods
        carried = dock.released()
        goods.carry(carried)
        dock.later(minutes=2)
        full = goods.open({"vehicle": "吉G55678"}).number
        for item in ITEMS:
            if item != "vehicle":
                at = {"at": dock.now.isoformat()} if item.endswith("_disinfected") else {}
                goods.note(full, {name: {**value, **at} if at else value for name, value in ITEMS[item].items()})
        dock.later(minutes=9)
        half = goods.open({"vehicle": "吉A·88102"}).number
        for item in BEFORE_DISINFECTION:
            if item != "vehicle":
                goods.note(half, ITEMS[item])
            dock.later(seconds=40)
        goods.open({"vehicle": "黑B20617"})
        dock.later(seconds=42)
        return half


def shot(stage: Stage) -> GoodsShot:
    return GoodsShot(stage)


def dock(stage: Stage) -> GoodsShot:
    made = shot(stage)
    half = made.some()
    made.open()
    made.screen.dock.chosen.emit(half)
    stage.settle()
    return made


def empty(stage: Stage) -> None:
    shot(stage).open()


def lines(stage: Stage) -> None:
    made = shot(stage)
    number = made.dock.goods.open({"vehicle": "吉A·88102"}).number
    for item in ("celsius", "health_code", "travel_card", "test_report", "deliverer"):
        made.dock.goods.note(number, ITEMS[item])
    made.open()
    made.dock.goods.note(number, {"goods_class": "daily", "lines": [*ITEMS["lines"]["lines"], MILK]})
    made.screen.refresh()
    stage.settle()


def fever(stage: Stage) -> None:
    made = shot(stage)
    number = made.dock.goods.open({"vehicle": "吉A·88102", "deliverer": DELIVERER}).number
    for item in ITEMS:
        if item not in ("celsius", "vehicle", "deliverer"):
            made.dock.goods.note(number, ITEMS[item])
    made.dock.goods.note(number, {"celsius": 37.9})
    made.open()


def ready(stage: Stage) -> None:
    made = shot(stage)
    made.dock.arrived()
    made.open()


def waiting(stage: Stage) -> None:
    made = shot(stage)
    made.dock.arrived(minutes=18)
    made.open()


def ticket(stage: Stage) -> GoodsShot:
    made = shot(stage)
    made.dock.arrived()
    made.open()
    made.screen.press("release")
    stage.settle()
    return made


def store(stage: Stage) -> GoodsShot:
    made = ticket(stage)
    made.screen.ticket.left.emit()
    made.screen.press("turn")
    number = made.dock.goods.board.open()[0].number
    made.screen.store.asked.emit(made.dock.goods.ticket(number).payload)
    stage.settle()
    return made


def differing(stage: Stage) -> None:
    made = shot(stage)
    number = made.dock.released()
    made.dock.goods.carry(number)
    short = counted(("大米", 38, "袋"), ("豆油", 12.5, "箱"), ("白酒", 2, "箱"))
    made.dock.later(minutes=20)
    made.dock.goods.receive(made.dock.goods.present(number), short, whole=True, by="孙库管")
    made.dock.later(minutes=4)
    made.open()


def from_lane(stage: Stage) -> GoodsShot:
    made = shot(stage)
    made.dock.goods.open({"vehicle": "吉A·88102"})
    made.open()
    stage.signals.lane.emit(views.ADMIT)
    return made


def _quiet(play: Callable[[Stage], GoodsShot]) -> Callable[[Stage], None]:
    return lambda stage: (play(stage), None)[1]


SCENES: dict[str, Callable[[Stage], None]] = {
    "goods": _quiet(dock),
    "goods-empty": empty,
    "goods-lines": lines,
    "goods-fever": fever,
    "goods-waiting": waiting,
    "goods-ready": ready,
    "goods-ticket": _quiet(ticket),
    "goods-store": _quiet(store),
    "goods-differing": differing,
}
