"""A real post in a temporary home, as its administrator finds it after some weeks: accounts, a hold, backups."""

from datetime import datetime, timedelta
from pathlib import Path

from app.policy.person import Person
from app.station.accountdesk import AccountDesk
from app.station.backups import Backups
from app.station.keeping import Keeping
from app.station.local import LocalPost
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.proof.checkpoint import make_daily
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, real_post
from tests.fakes.window import NOW

LIN = Person(number="2019000001", name="林晓彤")


class Administered:
    """The post, its clock in the test's hand, with the administrator on duty."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.folder, self.stick = folder, folder / "GATEPOST"
        self.post: LocalPost = real_post(folder / "home", lambda: self.now)
        self.post.ledger = Ledger(self.post.database, lambda: self.now)
        self.post.people.upsert([LIN])
        self.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def records(self, kind: str, count: int, at: datetime) -> None:
        """Some records of that time."""
        body = {"person": LIN.number, "celsius": 36.5}
        self.post.ledger.append_all([Draft(kind=kind, body=body, operator="周明", post="东门", at=at)] * count)

    def weeks(self) -> None:
        """What happens in some weeks: a new colleague, one who left, a hold, a stick with backups."""
        accounts, keeping, backups = AccountDesk(self.post), Keeping(self.post), Backups(self.post)
        for name, role in (("吴海燕", "medical"), ("王老师", "counsellor"), ("刘师傅", "guard")):
            accounts.add(name, role, "2468")  # type: ignore[arg-type]
        accounts.disable("刘师傅")
        start, self.now = self.now, self.now - timedelta(days=75)
        self.records("temperature", 40, self.now)
        self.now = start
        keeping.hold(
            kind="temperature", number=LIN.number, start=start - timedelta(days=90), end=None, until=None,
            why="卫健部门 2022-17 号调查",
        )  # fmt: skip
        keeping.keep("passage", 60, "防控办 2022 第 12 号")
        self.stick.mkdir()
        backups.keep_in(self.stick, 7)
        for day in range(6, 0, -1):
            self.now = start - timedelta(days=day, hours=-1)
            make_daily(self.post.database, self.post.ledger, self.now)
            if day < 4:
                backups.make()
        for hours, name in ((38, "吴海燕"), (14, LEADER), (6, "王老师"), (1, GUARD)):
            self.now = start - timedelta(hours=hours)
            self.post.sign_in(name, PINS.get(name, "2468"))
        self.now = start
        self.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])

    def close(self) -> None:
        self.post.close()
