"""The two lists of visitors and vehicles: what stands in their columns."""

from app.clock import campus
from app.i18n import mark, tr
from app.policy.plate import shown
from app.records.vehicle_passage import VehiclePassage
from app.records.visit import OUTCOMES
from app.station.visits import Due
from app.store.standing import Stood
from ui.widgets.lines import Column, Row

VISITS = (
    Column(mark("时间")), Column(mark("来访人")), Column(mark("被访人")), Column(mark("车牌")),
    Column(mark("状态"), wide=True),
)  # fmt: skip
INSIDE = (Column(mark("在校车辆")), Column(mark("进校时间")), Column(mark("司机"), wide=True))


def visit_row(key: str, one: Due) -> Row:
    def cells() -> tuple[str, ...]:
        time = f"{campus(one.valid_from):%H:%M}–{campus(one.valid_to):%H:%M}"
        return time, one.name, one.host_name, shown(one.vehicle), tr(OUTCOMES[one.state])

    return Row(key, cells, "ink" if one.state == "agreed" else "ink_2")


def inside_row(one: Stood[VehiclePassage]) -> Row:
    said = one.said
    return Row(said.plate, lambda: (shown(said.plate), f"{campus(one.at):%m-%d %H:%M}", said.driver_name))
