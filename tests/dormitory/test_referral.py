"""High again at the dormitory: on the medical duty room's worklist at once, once, however it came in."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.dormitory.facts import Facts
from app.dormitory.rounds.referral import owed
from app.dormitory.rounds.state import House
from app.medical.state import Patient
from app.station.dormitory import Dormitory
from app.station.medical import MedicalPost
from tests.dormitory.days import line as line_of
from tests.dormitory.days import lives, measured, stands
from tests.fakes.building import Building, number_of

WHO = number_of("101-1")
REST = timedelta(minutes=15)
OFFICER, OFFICERS_PIN = "赵校医", "1357"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Building]:
    made = Building(tmp_path, floors=1, rooms=2)
    made.post.accounts.add(OFFICER, "medical", OFFICERS_PIN)
    made.book.read()
    yield made
    made.close()


def waiting(house: Building) -> list[tuple[str, str, tuple[str, ...], float]]:
    return [
        (one.number, one.phase, one.reasons, one.readings[-1].celsius)
        for one in MedicalPost(house.post).worklist()
    ]  # fmt: skip


def steps(house: Building) -> int:
    return sum(1 for _ in house.post.ledger.entries("medical-step"))


def test_the_second_high_one_is_on_the_worklist_at_once(house: Building) -> None:
    house.book.measured(WHO, 37.9)
    assert waiting(house) == []
    house.now += REST
    page = house.book.measured(WHO, 38.1)
    assert waiting(house) == [(WHO, "referred", ("fever",), 38.1)]
    assert page.referred == {WHO}
    (patient,) = MedicalPost(house.post).worklist()
    assert patient.steps[-1].said.note == "5-101 · 37.9 / 38.1"
    house.book.measured(WHO, 38.3)
    assert steps(house) == 1


def test_a_normal_second_one_and_a_corrected_first_one_refer_nobody(house: Building) -> None:
    house.book.measured(WHO, 37.9)
    house.now += REST
    house.book.measured(WHO, 36.6)
    house.book.measured(number_of("101-2"), 37.9)
    house.book.measured(number_of("101-2"), 36.9, instead=True)
    house.book.measured(number_of("101-2"), 38.0)
    assert waiting(house) == []


def test_whoever_the_officer_released_is_referred_again_only_by_a_new_high_one(house: Building) -> None:
    house.book.measured(WHO, 37.9)
    house.now += REST
    house.book.measured(WHO, 38.1)
    house.now += timedelta(minutes=20)
    house.post.sign_in(OFFICER, OFFICERS_PIN)
    medical = MedicalPost(house.post)
    medical.release(medical.worklist()[0], "复测 36.6 ℃，无不适")
    assert house.book.read().referred == frozenset()
    house.now += timedelta(minutes=20)
    house.book.measured(WHO, 38.0)
    assert waiting(house) == [(WHO, "referred", ("fever",), 38.0)]


def test_two_high_ones_in_a_pasted_text_are_referred_with_it(house: Building) -> None:
    dormitory = Dormitory(house.post)
    name = house.people[0].name
    dormitory.enter(dormitory.read(f"{name} 101 37.9 复测 38.2"))
    assert waiting(house) == [(WHO, "referred", ("fever",), 38.2)]


def test_what_somebody_else_wrote_here_is_referred_when_the_map_reads_it(house: Building) -> None:
    house.write(("101-1", 37.9))
    house.now += REST
    house.write(("101-1", 38.0))
    assert waiting(house) == []
    assert house.book.read().referred == {WHO}
    house.book.read()
    assert steps(house) == 1


def test_high_twice_of_one_round_only() -> None:
    known = Facts(measurements=[measured("1", "07:00", 37.9), measured("2", "07:00", 37.9), measured("2", "07:20", 38)])
    found = stands(House(residents=[lives("1"), lives("2")]), known)
    assert [owed(line_of(found, number), None) for number in ("1", "2")] == [False, True]
    assert not owed(line_of(found, "2"), Patient("2", "", "kept"))


def test_one_measured_before_the_rest_is_over_is_the_second_only_where_somebody_says_so(house: Building) -> None:
    house.book.measured(WHO, 37.9)
    house.now += REST - timedelta(minutes=1)
    house.book.measured(WHO, 38.1)
    assert waiting(house) == []
    house.book.measured(WHO, 38.2, second=True)
    assert waiting(house) == [(WHO, "referred", ("fever",), 38.2)]
    said = [(entry.fact.body or {})["second"] for entry in house.post.ledger.entries("temperature")]
    assert said == [False, False, True]
