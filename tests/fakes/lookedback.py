"""A real post with two weeks of passages, in which somebody met others at the gate; in a temporary home."""

from datetime import datetime, timedelta
from pathlib import Path

from app.station.denying import Denying
from app.station.granting import Granting
from app.station.local import LocalPost
from app.station.lookback import LookBack
from app.store.fact import Draft
from tests.fakes.homes import LEADER, PINS, real_post
from tests.fakes.window import NOW, PEOPLE

DUTY, MEDICAL = "赵干部", "吴校医"
LIN, CHEN, TONG, SUN = (person.number for person in PEOPLE)
WHY = "卫健部门流调，3 号楼病例"


class LookedBack:
    """The post, its clock in the test's hand, with a leader on duty."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.post: LocalPost = real_post(folder / "home", lambda: self.now)
        self.post.accounts.add(DUTY, "duty", "2468")
        self.post.accounts.add(MEDICAL, "medical", "2468")
        self.post.people.upsert(PEOPLE)
        self.granting, self.look_back = Granting(self.post), LookBack(self.post)
        self.denying = Denying(self.post)
        self.post.sign_in(LEADER, PINS[LEADER])

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def pass_(self, number: str, minutes: float, post: str = "东门", **more: object) -> str:
        """Somebody passes so many minutes before now; the id of the record."""
        name = next((person.name for person in PEOPLE if person.number == number), "")
        body = {"person": number, "name": name, "direction": "in", "verdict": "admit", "judged": "", **more}
        draft = Draft(kind="passage", body=body, operator="周明", post=post, at=self.ago(minutes))
        return self.post.ledger.append(draft).fact.id

    def ago(self, minutes: float) -> datetime:
        return self.now - timedelta(minutes=minutes)

    def weeks(self) -> None:
        """Every morning of a week Lin comes, and others just before or after."""
        for day in range(7):
            at = day * 24 * 60
            self.pass_(LIN, at + 30)
            self.pass_(CHEN, at + 28.4)
            self.pass_(SUN, at + 36.4 - day)
            if day % 3 == 0:
                self.pass_(TONG, at + 30.2, direction="out")
        self.pass_("V-2207", 2 * 24 * 60 + 33, name="访客甲")

    def close(self) -> None:
        self.post.close()
