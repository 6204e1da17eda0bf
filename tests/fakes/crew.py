"""A real post with key post staff, its clock in the test's hand."""

from datetime import time, timedelta
from pathlib import Path

from app.keyposts.day import Shown
from app.policy.person import Person
from app.station.keyposts import KeyPosts
from app.station.local import LocalPost
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.reference.keystaff import KeyStaff, KeyStaffs, Shift
from tests.fakes.homes import GUARD, PINS, real_post
from tests.fakes.window import NOW

HERE = "东门"
EARLY_SHIFT, LATE_SHIFT, NIGHT = Shift(time(6), time(14)), Shift(time(14), time(22)), Shift(time(22), time(6))
COOK = KeyStaff(
    number="T3001", name="王敏", phone="10000003001", post="一食堂", category="食堂", area="一食堂后厨",
    shifts=(EARLY_SHIFT,), allowed=("东门", "一食堂"), head="孙国栋", head_phone="10000000006",
)  # fmt: skip
CLEANER = KeyStaff(
    number="T3002", name="赵云", phone="10000003002", post="保洁", category="保洁", shifts=(EARLY_SHIFT,),
    allowed=("西门",), signs_at=("西门",), head="孙国栋", head_phone="10000000006",
)  # fmt: skip
PORTER = KeyStaff(number="T3003", name="刘强", post="门卫", category="保安", shifts=(LATE_SHIFT,))
WARDEN = KeyStaff(number="T3004", name="周宁", post="5 号楼", category="宿管", shifts=(NIGHT,), head="吴海燕")
EVERYBODY = (COOK, CLEANER, PORTER, WARDEN)


class Crew:
    """A guard on duty at the east gate at 05:30 of a day."""

    def __init__(self, folder: Path, *staff: KeyStaff) -> None:
        self.now = NOW.replace(hour=5, minute=30, second=0)
        self.post: LocalPost = real_post(folder, lambda: self.now)
        self.post.ledger = Ledger(self.post.database, lambda: self.now)
        some = staff or EVERYBODY
        self.post.people.upsert(Person(number=one.number, name=one.name, kind="staff", phone=one.phone) for one in some)
        KeyStaffs(self.post.database).put(some)
        self.keyposts = KeyPosts(self.post)
        self.as_(GUARD)

    def as_(self, name: str) -> None:
        self.post.sign_in(name, PINS[name])

    def at(self, hour: int, minute: int = 0, *, day: int = 0) -> None:
        self.now = NOW.replace(hour=hour, minute=minute, second=0) + timedelta(days=day)

    def passes(self, staff: KeyStaff, where: str) -> None:
        """A lane at that post has let somebody through."""
        body = {"person": staff.number, "name": staff.name, "direction": "in", "verdict": "admit"}
        self.post.ledger.append(Draft(kind="passage", body=body, operator="周明", post=where, at=self.now))

    def of(self, staff: KeyStaff) -> Shown:
        """How their shift of today stands."""
        return next(one for one in self.keyposts.day() if one.staff.number == staff.number)

    def close(self) -> None:
        self.post.close()
