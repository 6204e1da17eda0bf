"""Tables of approvals, vehicles, places and test results, as offices and laboratories send them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial

from app.clock import CAMPUS
from app.policy.person import Person
from app.store.importing.approvals import read_approvals
from app.store.importing.places import read_places
from app.store.importing.preview import look
from app.store.importing.results import read_results
from app.store.importing.sorts import SORTS
from app.store.importing.tables import NoTable
from app.store.importing.vehicles import read_vehicles
from app.store.importing.whose import whose
from tests.fuzz.target import Target

_NOW = datetime(2022, 4, 10, 6, 48, tzinfo=CAMPUS)
_RESULTS = (
    "学号,姓名,采样时间,结果,检测机构\r\n1001,张三,2022-04-09 08:30,阴性(-),检验所\r\n1002,,2022年4月9日,阳性,\r\n"
)
_APPROVALS = "学号,姓名,手机,类别,开始,结束,车牌\r\n1001,张三,,请假,2022-04-10,2022-04-11,\r\n,刘,10000000000,来访,2022/4/10 8:00,2022/4/10,吉A12345\r\n"  # noqa: E501
_VEHICLES = "车牌,车主,类别,有效期至\r\n吉A·12345,车队,公务车,2022-06-30\r\n"


class _List:
    """One person."""

    def get(self, number: str) -> Person | None:
        return Person(number="1001", name="张三") if number == "1001" else None

    def by_id_number(self, _id_number: str) -> None:
        return None


def registers(data: bytes) -> None:
    """Whichever of them it is, or none."""
    people = whose(_List())
    reads: list[Callable[[], object]] = [
        lambda: read_results(data, "x.csv", people, _NOW), lambda: read_approvals(data, "x.csv", people),
        lambda: read_vehicles(data, "x.csv"), lambda: read_places(data, "x.csv", ()),
        *(partial(look, data, "x.csv", sort.columns, sort.needed) for sort in SORTS.values()),
    ]  # fmt: skip
    for read in reads:
        with suppress(NoTable):
            read()


def _examples() -> list[bytes]:
    return [_RESULTS.encode(), _APPROVALS.encode("gb18030"), _VEHICLES.encode("utf-16")]


TARGETS = (Target("registers", registers, _examples, 4096, 60),)
