"""Looking back over a vehicle or over goods at an open post, under a grant and with a record of it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from app.clock import campus
from app.errors import WrongUse
from app.i18n import mark, tr
from app.policy.plate import is_plate, meant, shown
from app.report.workbook import keep, made
from app.station.granting import Granting
from app.station.handedout import recorded
from app.station.local import LocalPost
from app.station.tracing import lines
from app.station.tracing.goods import Supplied, supplied
from app.station.tracing.vehicle import Came, came
from app.store.traces import Found, Traces

T = TypeVar("T")
ACT = "contacts.look"
AHEAD, AFTER = timedelta(days=7), timedelta(days=30)
"""Steps of a delivery before and after those that name its goods: an announced one, a loop closed late."""


class Traced(NamedTuple, Generic[T]):
    """What was found of `what` between two times."""

    what: str
    start: datetime
    end: datetime
    found: tuple[T, ...]


class Tracing:
    """The vehicles and goods of one post's ledger."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._traces, self._grants = Traces(post.database), Granting(post)

    def vehicle(self, plate: str, start: datetime, end: datetime) -> Traced[Came]:
        """Each time that vehicle was here or announced. NotPermitted, NotGranted; WrongUse for what is no plate, or a
        period that is none."""
        if not is_plate(plate):
            hint = meant(plate)
            raise WrongUse(
                tr("“{plate}”不像车牌。是不是 {meant}？", plate=plate, meant=shown(hint)) if hint
                else tr("“{plate}”不像车牌。请照车牌键入，例如 吉A·D12345。", plate=plate)
            )  # fmt: skip
        plate = shown(plate)
        grant = self._asked(plate, start, end)
        found = tuple(came(self._traces.of_vehicle(plate, start, end)))
        self._noted("vehicle traced", grant, plate, start, end, len(found))
        return Traced(plate, start, end, found)

    def goods(self, text: str, start: datetime, end: datetime) -> Traced[Supplied]:
        """Each line of goods whose supplier or name has `text` in it. NotPermitted, NotGranted; WrongUse for less than
        two characters, or a period that is none."""
        text = text.strip()
        if len(text) < 2:
            raise WrongUse(tr("请至少键入两个字，例如供应商的简称或品名。"))
        grant = self._asked(text, start, end)
        found = tuple(supplied(self._whole(self._traces.of_goods(text, start, end)), text))
        self._noted("goods traced", grant, text, start, end, len(found))
        return Traced(text, start, end, found)

    def export_vehicle(self, traced: Traced[Came], path: Path) -> None:
        """A workbook of the times and of the people who came; one that cannot be recorded does not stay."""
        self._export(traced, path, lines.vehicle_sheets(traced.found))

    def export_goods(self, traced: Traced[Supplied], path: Path) -> None:
        """A workbook of the lines; one that cannot be recorded does not stay."""
        self._export(traced, path, lines.goods_sheets(traced.found))

    def _whole(self, found: list[Found]) -> list[Found]:
        """Of each delivery that was found all of its records."""
        if not found:
            return []
        numbers = {str(one.body.get("delivery", "")) for one in found} - {""}
        rest = self._traces.of_deliveries(numbers, found[0].at - AHEAD, found[-1].at + AFTER)
        return list({one.id: one for one in (*found, *rest)}.values())

    def _asked(self, what: str, start: datetime, end: datetime) -> str:
        grant = self._grants.need(ACT, what)
        if end <= start:
            raise WrongUse(tr("结束时间应晚于开始时间。请核对时间段。"))
        return f"{grant.id}: {grant.why}"

    def _noted(self, action: str, grant: str, what: str, start: datetime, end: datetime, count: int) -> None:
        span = f"{campus(start):%Y-%m-%d %H:%M} – {campus(end):%Y-%m-%d %H:%M}"
        self._post.audit(action, what, f"{span}; {count}; {grant}")

    def _export(self, traced: Traced[T], path: Path, sheets: dict[str, list[list[str]]]) -> None:
        self._grants.need(ACT, traced.what)
        if path.suffix.lower() != ".xlsx":
            raise WrongUse(tr("{path} 应以 .xlsx 结尾。请换一个文件名。", path=path))
        span = f"{campus(traced.start):%Y-%m-%d %H:%M} – {campus(traced.end):%Y-%m-%d %H:%M}"
        about = [[tr("回溯对象"), traced.what], [tr("时间段"), span], [tr("记录"), str(len(traced.found))]]
        keep(path, made({tr(ABOUT): about, **sheets}))
        with recorded(path):
            self._post.audit("export", "trace", f"{traced.what}; {len(traced.found)}")


ABOUT = mark("回溯说明")
