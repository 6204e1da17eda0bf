"""A dormitory building on a real post in a temporary home: six floors of rooms with six beds, early in the morning."""

from datetime import datetime, timedelta
from pathlib import Path

from app.clock import CAMPUS
from app.policy.evidence import Approval
from app.policy.person import Person
from app.station.accountdesk import AccountDesk
from app.station.local import LocalPost
from app.station.roundbook import RoundBook
from app.station.zones import ZoneDesk
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.reference.approvals import Approvals
from app.store.reference.places import Head, Place, Places
from tests.fakes.homes import ADMINISTRATOR, PINS, real_post

NOW = datetime(2022, 4, 10, 6, 52, 40, tzinfo=CAMPUS)
SURNAMES, GIVEN = "林何许沈韩杨周吴郑王冯陈", ("晓彤", "静怡", "诺", "佳", "雪", "柳", "远", "思宁", "博文")
BEDS = 6


class Building:
    """now: in the test's hand. The administrator is on duty."""

    def __init__(self, folder: Path, floors: int = 6, rooms: int = 16) -> None:
        self.now = NOW
        self.post: LocalPost = real_post(folder / "home", lambda: self.now)
        self.post.ledger = Ledger(self.post.database, lambda: self.now)
        self.rooms = [f"{floor}{at:02d}" for floor in range(1, floors + 1) for at in range(1, rooms + 1)]
        self.beds = [f"{room}-{bed}" for room in self.rooms for bed in range(1, BEDS + 1)]
        self.people = [_resident(at, room, bed) for at, room in enumerate(self.rooms) for bed in range(1, BEDS + 1)]
        counsellor = Person(number="T1", name="王老师", kind="staff", phone="10000000009", place="行政楼101")
        self.post.people.upsert([*self.people, counsellor])
        self.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
        self.book, self.desk = RoundBook(self.post), AccountDesk(self.post)

    def places(self) -> None:
        """The building among the campus's places, with its heads."""
        heads = {"room": Head("林晓彤", "10000000001")}
        rooms = [Place(path=f"main/5/A/{one[0]}/{one}", title=one, heads=heads) for one in self.rooms]
        building = Place(path="main/5", title="5号楼", heads={"building": Head("刘师傅", "10000000002")})
        Places(self.post.database).put([Place(path="main", title="本部"), building, *rooms])

    def write(self, *measured: tuple[str, float]) -> None:
        """Temperatures by the beds' numbers ("316-3"), all in one step."""
        drafts = [
            Draft(kind="temperature", body={"person": number_of(bed), "celsius": celsius, "site": "armpit"},
                  operator="王老师", post="5号楼", at=self.now)
            for bed, celsius in measured
        ]  # fmt: skip
        self.post.ledger.append_all(drafts)

    def zone(self, place: str, kind: str) -> None:
        ZoneDesk(self.post).add(place, kind, "防控办 2022 第 12 号")  # type: ignore[arg-type]

    def leave(self, bed: str) -> None:
        away = Approval("leave", self.now - timedelta(days=1), self.now + timedelta(days=2))
        Approvals(self.post.database).grant(number_of(bed), away)

    def close(self) -> None:
        self.post.close()


def number_of(bed: str) -> str:
    """Whose bed that is."""
    room, _, place = bed.partition("-")
    return f"2019{room}{place}"


def _resident(at: int, room: str, bed: int) -> Person:
    n = at * BEDS + bed
    return Person(
        number=number_of(f"{room}-{bed}"), name=SURNAMES[n % 12] + GIVEN[n % 9], kind="student",
        place=f"5-{room}-{bed}", college="护理学院", counsellor="王老师", phone=f"100{n:08d}",
    )  # fmt: skip
