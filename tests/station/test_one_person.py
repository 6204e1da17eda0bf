"""What is kept of one person at a post: handed out whole, and gone from everywhere it lies."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import msgspec
import pytest

from app.clock import CAMPUS
from app.policy.person import Person
from app.station.granting import Granting
from app.station.keeping import Keeping
from app.station.local import LocalPost
from app.store.others import Told
from app.store.reference.keystaff import KeyStaff, KeyStaffs, Shift
from app.store.reference.vehicles import Vehicle, Vehicles
from tests.fakes.homes import ADMINISTRATOR, LEADER, PINS, real_post

NOW = datetime(2022, 4, 10, 8, 0, tzinfo=CAMPUS)
COOK = Person(number="T3001", name="王敏", kind="staff", phone="10000003001")
VISITOR = "10000000001"
AUDIT = ("audit", "forgetting")
STATION = "6f1c1b0e-0000-4000-8000-000000000009"


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    made = real_post(tmp_path / "home", lambda: NOW)
    made.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    yield made
    made.close()


def told(post: LocalPost, number: int, kind: str, body: dict[str, object]) -> None:
    """Another gate of the centre wrote that."""
    id_, text = f"6f1c1b0e-0000-4000-8000-{number:012}", msgspec.json.encode(body).decode()
    one = Told(STATION, id_, kind, 1, NOW, NOW, "周明", "西门", text)
    post.ledger.others.take([one], f"{number}")


def handed_out(post: LocalPost, number: str, path: Path) -> list[dict[str, object]]:
    post.sign_in(LEADER, PINS[LEADER])
    Granting(post).give("person.export", number, "本人申请查阅")
    Keeping(post).export_person(number, path)
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    lines = [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
    return [one for one in lines if one.get("kind") not in AUDIT]


def test_what_other_posts_told_of_somebody_is_handed_out_and_erased(post: LocalPost, tmp_path: Path) -> None:
    told(post, 1, "visit", {"name": "访客甲", "phone": VISITOR})
    told(post, 2, "visit", {"name": "访客乙", "phone": "10000000002"})
    about, *records = handed_out(post, VISITOR, tmp_path / "file.jsonl")
    assert about == {"person": {"number": VISITOR, "approvals": [], "denials": [], "exceptions": []}}
    assert [(one["kind"], one["name"], one["post"]) for one in records] == [("visit", "访客甲", "西门")]
    assert Keeping(post).erase_person(VISITOR, "本人申请删除") == 1
    left = post.ledger.others.between("visit", 0, 10**9, NOW - timedelta(days=9))
    assert [(one.fact.body or {})["name"] for one in left] == ["访客乙"]


def test_what_the_registers_say_of_somebody_too(post: LocalPost, tmp_path: Path) -> None:
    post.people.upsert([COOK])
    shift = Shift(time(6), time(14))
    work = [
        KeyStaff(number=number, name="王敏", post="一食堂", shifts=(shift,), phone=COOK.phone)
        for number in (COOK.number, "T3002")
    ]
    cars = [
        Vehicle(plate="吉A·D12345", owner=COOK.name, phone=COOK.phone), Vehicle(plate="吉A·D99999", owner="城郊合作社")
    ]  # fmt: skip
    KeyStaffs(post.database).put(work)
    Vehicles(post.database).put(cars)
    (about,) = handed_out(post, COOK.number, tmp_path / "file.jsonl")
    person = about["person"]
    assert isinstance(person, dict)
    assert [one["post"] for one in person["key_posts"]] == ["一食堂"]
    assert [one["plate"] for one in person["vehicles"]] == ["吉A·D12345"]
    Keeping(post).erase_person(COOK.number, "本人申请删除")
    assert KeyStaffs(post.database).all() == work[1:]
    assert Vehicles(post.database).all() == cars[1:]
