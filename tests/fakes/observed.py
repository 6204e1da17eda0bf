"""People under observation on a real post in a temporary home, its clock in the test's hand."""

from datetime import timedelta
from pathlib import Path

from app.policy.person import Person
from app.station.medical import MedicalPost
from app.station.observation import ObservationPost
from app.store.fact import Draft
from app.store.reference.observation_rooms import ObservationRoom, ObservationRooms
from tests.fakes.building import Building, number_of

OFFICER, HEAD = "赵校医", "刘师傅"
PIN = "4444"
ROOMS = [
    ObservationRoom(code="9/301", title="9 号楼 301", capacity=2, sex="female"),
    ObservationRoom(code="9/302", title="9 号楼 302", capacity=2),
    ObservationRoom(code="9/303", title="9 号楼 303", capacity=1, sex="male", cause="contact"),
]
MALE, FEMALE = "110101200001011234", "110101200001011242"
"""Invented identity cards; the 17th digit tells the sex."""


class Observed:
    """A building whose people may be observed in three rooms of another one; the administrator is on duty."""

    def __init__(self, folder: Path) -> None:
        self.house = Building(folder, 2, 6)
        self.post = self.house.post
        self.post.accounts.add(OFFICER, "medical", PIN)
        self.post.accounts.add(HEAD, "building", PIN)
        ObservationRooms(self.post.database).put(ROOMS)
        self.helper = Person(
            number="20180001", name="周思宁", kind="student", phone="10000000018", place="5-206-1", id_number=FEMALE
        )
        self.post.people.upsert([self.helper])
        self.desk, self.medical = ObservationPost(self.post), MedicalPost(self.post)
        self.house.places()

    def as_(self, name: str) -> None:
        self.post.sign_in(name, PIN)

    def later(self, **more: float) -> None:
        self.house.now += timedelta(**more)

    def sex(self, bed: str, id_number: str) -> str:
        """Somebody's identity card is known; the number of the roster."""
        number = number_of(bed)
        person = self.post.people.get(number)
        assert person is not None
        self.post.people.upsert([Person(**{**_fields(person), "id_number": id_number})])
        return number

    def measured(self, bed: str, celsius: float, hours_ago: float = 0) -> None:
        self._write("temperature", {"celsius": celsius, "site": "armpit"}, bed, hours_ago)

    def tested(self, bed: str, result: str = "negative", hours_ago: float = 0) -> None:
        at = self.house.now - timedelta(hours=hours_ago)
        self._write("test-result", {"result": result, "sampled_at": at.isoformat()}, bed, hours_ago)

    def _write(self, kind: str, body: dict[str, object], bed: str, hours_ago: float) -> None:
        at = self.house.now - timedelta(hours=hours_ago)
        body = {"person": number_of(bed), **body}
        self.post.ledger.append(Draft(kind=kind, body=body, operator="王老师", post="5号楼", at=at))

    def close(self) -> None:
        self.house.close()


def _fields(person: Person) -> dict[str, str]:
    return {name: getattr(person, name) for name in person.__struct_fields__}
