"""A vehicle at the gate: what it is, why it may pass or not, and its driver, whom the lane decides about."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import campus
from app.i18n import mark, tr
from app.policy.plate import LABELS
from app.records.passage import DIRECTIONS
from app.records.vehicle_passage import BASES
from app.station.outsiders.vehicles import SENTENCES, VehicleAt
from app.store.reference.vehicles import LABELS as VEHICLES
from ui.widgets.boxes import Panel, column, row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text, Words

_ASK = (Field("plate", mark("车牌"), hint=mark("例如 吉A12345，新能源 吉AD12345")),)
_FIELDS = (
    Field("driver", mark("司机"), hint=mark("编号、证件号、电话或姓名")), Field("note", mark("备注"), optional=True),
)  # fmt: skip


class VehicleForm(QWidget):
    """asked: a plate to look at. given: driver and note of the vehicle in hand. left: nobody wants it any more."""

    asked = Signal(str)
    given = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.at: VehicleAt | None = None
        self.ask = SmallForm(mark("车辆进出"), _ASK, mark("查看车辆"))
        self.form = SmallForm("", _FIELDS, mark("放行"))
        self.plate, self.way = Text("", "display", bold=True), Text("", "title", "accent", bold=True)
        self.kind, self.standing = Text("", tone="quiet"), Text("", "lead", bold=True, wrap=True)
        self.pointed = Text("", "lead", "refuse", bold=True, wrap=True)
        head = row(self.plate, None, self.way, gap=14)
        self.about = Panel(column(head, self.kind, self.standing, self.pointed, margins=(20, 12, 20, 14), gap=8))
        self.setLayout(column(self.ask, self.about, self.form, None, gap=8))
        self.ask.given.connect(lambda given: self.asked.emit(given["plate"]))
        self.form.given.connect(lambda given: self.given.emit(given["driver"], given["note"]))
        for form in (self.ask, self.form):
            form.narrow()
            form.left.connect(self.left)
        self.begin()

    def begin(self, plate: str = "") -> None:
        """Ask for a plate."""
        self.at = None
        self.ask.show()
        self.about.hide()
        self.form.hide()
        self.ask.begin(plate=plate)

    def show_vehicle(self, at: VehicleAt) -> None:
        """As it stands now, with last time's driver to be confirmed."""
        self.at = at
        self.ask.hide()
        self.about.show()
        self.plate.say(lambda: at.plate)
        self.way.say(DIRECTIONS[at.direction])
        self.kind.say(lambda: _about(at))
        self.standing.say(lambda: _standing(at), "refuse" if at.refusal else "ink" if at.twice else "admit")
        self.pointed.say(lambda: _pointed(at))
        self.pointed.setVisible(at.twice)
        self.form.setVisible(at.refusal is None)
        said = at.last.said if at.last else None
        self.form.begin(mark("司机"), driver=(said.driver_phone or said.driver_name) if said else "")
        if at.refusal is None:
            self.form.turn_to("driver")

    def say_problem(self, words: Words, instead: str = "") -> None:
        """What does not do, in the form in front."""
        if self.at is None:
            if instead:
                self.ask.fill(plate=instead)
            self.ask.say_problem(words, "plate")
        else:
            self.form.say_problem(words)

    @property
    def driver(self) -> str:
        """What was typed of the driver."""
        return self.form.values()["driver"]


def _about(at: VehicleAt) -> str:
    parts = [tr(LABELS[at.kind])]
    if at.vehicle is not None:
        parts += [tr(VEHICLES[at.vehicle.kind]), at.vehicle.owner, at.vehicle.phone]
    return " · ".join(filter(None, parts))


def _standing(at: VehicleAt) -> str:
    if at.refusal is not None:
        return tr(SENTENCES[at.refusal])
    return tr("{basis}，司机在通道放行后可以通过。", basis=tr(BASES[at.basis]))


def _pointed(at: VehicleAt) -> str:
    if at.inside is None:
        return tr("没有此车的进校记录，请核对车牌。")
    since, driver = f"{campus(at.inside.at):%m-%d %H:%M}", at.inside.said.driver_name
    return tr("此车牌已在校内：{since} 进校，司机 {driver}。请核对是不是同一辆车。", since=since, driver=driver)
