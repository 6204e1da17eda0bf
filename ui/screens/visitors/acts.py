"""What is done at the visitors' screen, in the background: each act is answered by a signal."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.i18n import tr
from app.policy.evidence import Direction
from app.records.visit import Visit
from app.station.outsiders.vehicles import VehicleAt, VehicleGate
from app.station.outsiders.visitors import Visitors
from ui.threads import Jobs

ToLane = Callable[[str], None]


class VisitorsActs(QObject):
    """listed: what was asked, today's visits that fit it, and the vehicles inside. hosts: candidates. phoned: a host's
    number and phone. recalled: for a phone, the last visit. looked: a vehicle. registered: the visitor's number and
    name, and the host's answer. passed: a VehicleAt, and whether it was let through. went: somebody was sent to the
    lane, by name. failed: a UserError or RecordProblems."""

    listed = Signal(str, list, list)
    hosts = Signal(list)
    phoned = Signal(str, str)
    recalled = Signal(str, object)
    looked = Signal(object)
    registered = Signal(str, str, str)
    passed = Signal(object, bool)
    went = Signal(str)
    failed = Signal(object)

    def __init__(
        self, visitors: Visitors, vehicles: VehicleGate, to_lane: ToLane, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._visitors, self._vehicles, self._to_lane, self._jobs = visitors, vehicles, to_lane, jobs

    def list(self, text: str) -> None:
        self._run(
            lambda: (self._visitors.find(text), self._vehicles.inside()), lambda found: self.listed.emit(text, *found)
        )

    def find_hosts(self, text: str) -> None:
        self._run(lambda: self._visitors.hosts(text), self.hosts.emit)

    def phone(self, number: str) -> None:
        self._run(lambda: self._visitors.host_phone(number), lambda phone: self.phoned.emit(number, phone))

    def recall(self, text: str) -> None:
        def known(last: Visit | None) -> None:
            self.recalled.emit(text, last)

        self._run(lambda: self._visitors.recall(text), known)

    def register(self, raw: dict[str, Any], hours: str) -> None:
        """A visit as it was typed."""
        if not hours.isdecimal():
            self.failed.emit(UserError(tr("来访时长请填小时数，例如 2。")))
            return
        done = (raw["phone"], raw["name"], raw["outcome"])
        self._run(lambda: self._visitors.register(raw, int(hours)), lambda _entry: self.registered.emit(*done))

    def look(self, text: str, direction: Direction | None = None) -> None:
        self._run(lambda: self._vehicles.look(text, direction), self.looked.emit)

    def let(self, at: VehicleAt, driver: str, note: str) -> None:
        self._run(
            lambda: self._vehicles.let(at.plate, at.direction, driver, note), lambda _entry: self.passed.emit(at, True)
        )

    def turn_away(self, at: VehicleAt, why: str) -> None:
        self._run(
            lambda: self._vehicles.turn_away(at.plate, at.direction, why), lambda _entry: self.passed.emit(at, False)
        )

    def send(self, text: str) -> None:
        """Somebody goes to the lane, which decides."""

        def work() -> str:
            who = self._vehicles.driver(text)
            if who is None:
                raise UserError(tr("“{text}”不在人员名单，也没有今天的来访登记。按 F2 登记。", text=text))
            self._to_lane(who.number)
            return who.name

        self._run(work, self.went.emit)

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._jobs.run(work, then, self.failed.emit)
