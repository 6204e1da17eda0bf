"""Stands in for a station before the window: it keeps what was asked of it, and answers from invented data."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from app.clock import CAMPUS
from app.errors import UserError
from app.lane.group import Group
from app.lane.takeback import BackReason
from app.policy.evidence import Direction, Item
from app.policy.person import Person
from app.records.registry import kind as kind_of
from app.report.sheet_people import Wanted, chosen
from app.report.table import write
from app.settings import Settings
from app.station.codes import Printed
from app.station.groups import Found
from app.station.hooks import Hooks
from app.station.today import Today
from app.store.fact import Entry
from app.store.passages import Passed as Came
from app.sync.state import SyncState
from ui.post import Imported
from ui.widgets.recent import Passed
from ui.widgets.statusline import PostStatus
from ui.widgets.waiting import Waits

NOW = datetime(2022, 4, 10, 6, 48, 12, tzinfo=CAMPUS)
PEOPLE = [
    Person(
        number="S2019040316", name="林晓彤", college="临床医学院", class_name="临床 2019-3 班", place="5-316",
        counsellor="王老师", phone="100****0316",
    ),
    Person(number="S2020050112", name="陈立", college="护理学院", class_name="护理 2020-1 班", place="3-112"),
    Person(number="S2021080207", name="林小童", college="检验学院", class_name="检验 2021-2 班", place="2-207"),
    Person(number="T1998006", name="孙国栋", kind="staff", college="后勤处", place="后勤楼 201"),
]  # fmt: skip


class Steps(Executor):
    """Runs nothing until it is told to: a test sees the moment before and the moment after."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()

        def work() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - it is handed on, as a real executor does
                future.set_exception(error)

        self.waiting.append(work)
        return future

    def run(self) -> None:
        """Do all that waits, and what it leads to."""
        while self.waiting:
            self.waiting.pop(0)()


class FakePost:
    """A post of the window, without a station."""

    def __init__(self) -> None:
        self.hooks = Hooks()
        self.asked: list[tuple[Any, ...]] = []
        self.people = list(PEOPLE)
        self.settings = Settings()
        self.passed: list[Passed] = []
        self.waits: list[Waits] = []
        self.arrived: dict[str, Came] = {}
        self.today = Today((0,) * 5 + (12, 868, 404) + (0,) * 16, (0,) * 6 + (31, 66) + (0,) * 16, 5187)
        self.rows: list[dict[str, Any]] = []
        self.history: list[Entry] = []
        self.refused_rows: tuple[str, ...] = ()
        self.refuses: UserError | None = None
        self.level = "closed"
        self.hidden: set[str] = set()
        self.own_rows = 0
        self.of = 0
        self.sync = SyncState(12, last_success=NOW - timedelta(minutes=1))

    def scan_text(self, data: bytes) -> None:
        self.asked.append(("scan", data))

    def type_temperature(self, celsius: float) -> None:
        self.asked.append(("temperature", celsius))

    def look(self, item: Item, good: bool, of: int) -> None:
        self.asked.append(("look", item, good))
        self.of = of

    def read_page(self) -> None:
        self.asked.append(("read-page",))

    def identify(self, number: str) -> None:
        self.asked.append(("identify", number))

    def decide_now(self) -> None:
        self.asked.append(("decide",))

    def judge(self, admitted: bool, of: int) -> None:
        self.asked.append(("judge", admitted))
        self.of = of

    def next_person(self) -> None:
        self.asked.append(("next",))

    def clear(self) -> None:
        self.asked.append(("clear",))

    def override(self, cause: str) -> None:
        self.asked.append(("override", cause))

    def take_back(self, id_: str, reason: BackReason) -> None:
        self.asked.append(("take-back", id_, reason))

    def dismiss(self) -> None:
        self.asked.append(("dismiss",))

    def turn(self, direction: Direction) -> None:
        self.asked.append(("turn", direction))

    def find_people(self, text: str, limit: int) -> list[Person]:
        found = [p for p in self.people if text in p.name or text in p.number or text == p.place or text == "lxt"]
        return found[:limit]

    def resting(self) -> list[Waits]:
        return self.waits

    def passages(self, limit: int, number: str = "") -> Sequence[Passed]:
        return self.passed[:limit]

    def takeable(self) -> Sequence[Passed]:
        return [one for one in self.passed if not one.withdrawn and one.verdict != "refer"]

    def gather(self, text: str) -> Found:
        self._refuse()
        known = tuple(one for one in self.people if one.number in text or (one.class_name and one.class_name in text))
        return Found(known, () if known else (text,))

    def lead(self, name: str, people: Sequence[Person]) -> Group:
        self._refuse()
        self.asked.append(("lead", name, [person.number for person in people]))
        return Group(f"{name} 06:48:12", NOW, tuple(people))

    def came(self, group: Group) -> dict[str, Came]:
        return self.arrived

    def tally(self) -> Today:
        return self.today

    def status(self) -> PostStatus:
        return PostStatus(
            post="东门 · 人行通道", level=self.level, operator="周明", people_at=NOW - timedelta(hours=2), unsent=12,
            synced_at=NOW - timedelta(minutes=1),
        )  # fmt: skip

    def people_to_sign_in(self) -> Sequence[str]:
        return ["周明", "吴海燕", "李主任", "管理员"]

    def sign_in(self, name: str, pin: str) -> None:
        self._refuse()
        self.asked.append(("sign-in", name, pin))

    def hand_over(self, name: str, pin: str) -> None:
        self._refuse()
        self.asked.append(("hand-over", name, pin))

    def sign_in_emergency(self, code: str, why: str) -> None:
        self._refuse()
        self.asked.append(("emergency", code, why))

    def sync_now(self) -> None:
        self.asked.append(("sync-now",))

    def sign_out(self) -> None:
        self.asked.append(("sign-out",))

    def set_level(self, name: str, why: str) -> None:
        self._refuse()
        self.asked.append(("level", name, why))

    def change_settings(self, **changes: Any) -> None:
        self._refuse()
        self.asked.append(("settings", changes))
        self.settings = msgspec.structs.replace(self.settings, **changes)

    def cameras(self) -> Sequence[str]:
        return ["camera:0", "camera:1"]

    def thermometers(self) -> Sequence[str]:
        return ["/dev/ttyUSB0"]

    def import_people(self, path: Path, progress: Callable[[int, int], None]) -> Imported:
        self._refuse()
        progress(2, 2)
        return Imported(f"{path.name}: 2", self.refused_rows)

    def people_for_codes(self, words: str) -> list[Person]:
        return chosen(self.people, Wanted(words=words))

    def print_codes(self, people: Sequence[Person], path: Path, progress: Callable[[int, int], None]) -> Printed:
        self._refuse()
        for at in range(len(people)):
            progress(at + 1, len(people))
        self.asked.append(("codes", [one.number for one in people], path))
        return Printed(len(people), self.refused_rows)

    def join(self, address: str, code: str, authority: str) -> str:
        self._refuse()
        self.asked.append(("join", address, code, authority))
        return "防控指挥部"

    def wanted(self) -> int:
        return self.own_rows

    def give_reference(self) -> bool:
        self._refuse()
        self.asked.append(("give",))
        return True

    def enter(self, kind: str, raw: dict[str, Any]) -> int:
        self._refuse()
        self.asked.append(("enter", kind, raw))
        return 20419

    def may_read(self, kind: str) -> bool:
        return kind not in self.hidden

    def records(self, kind: str, days: int) -> list[dict[str, Any]]:
        return self.rows

    def versions(self, id_: str) -> list[Entry]:
        return [one for one in self.history if any(each.fact.id == id_ for each in self.history)]

    def export(self, kind: str, rows: Sequence[dict[str, Any]], path: Path) -> int:
        self._refuse()
        return write(kind_of(kind), rows, path)

    def _refuse(self) -> None:
        if self.refuses is not None:
            raise self.refuses
