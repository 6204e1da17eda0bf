"""Every number in every report of a simulated week equals an independent count from the ledger's records."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.dormitory.daily.count import Part
from app.dormitory.daily.disagree import WORDS
from app.dormitory.daily.report import Report, report
from app.dormitory.day import plan
from app.dormitory.facts import facts
from app.dormitory.resident import Absence, Resident
from app.dormitory.rounds.state import House
from app.policy.rule import Fever
from tests.dormitory import recount
from tests.dormitory.recount import moment
from tests.dormitory.week import DAYS, RESIDENTS, Week
from tests.fakes.ledgers import ledger


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    folder: Path = tmp_path_factory.mktemp("week")
    with ledger(folder) as opened:
        yield Week(opened)


@pytest.fixture(scope="module")
def reports(week: Week) -> dict[date, Report]:
    return {day: computed(week, day) for day in DAYS}


def house(week: Week) -> House:
    residents = [Resident(name="某人", **bed) for bed in week.beds]
    absences = [
        Absence(number=one["number"], since=one["from"], until=one["to"], why=one["why"]) for one in week.leaves
    ]
    return House(residents=residents, absences=absences)


def computed(week: Week, day: date) -> Report:
    start, end = moment(day, "00:00"), moment(day, "24:00")
    entries = [one for one in week.ledger.entries(end=end) if start <= one.fact.at or one.fact.kind == "passage"]
    return report(day, house(week), facts(entries), Fever(), plan(), end)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_number_is_what_a_count_by_hand_finds(week: Week, reports: dict[date, Report], day: date) -> None:
    made = reports[day]
    counted = recount.numbers(day, week.beds, week.records, week.leaves)
    assert {(part.scope, part.of) for part in made.parts()} == counted.keys()
    for (scope, of), expected in counted.items():
        said = made.numbers(Part(scope, of)).plain()
        assert {name: said[name] for name in expected} == expected


def test_the_week_holds_what_a_week_holds(reports: dict[date, Report]) -> None:
    """Otherwise the counts would agree on nothing."""
    totals = [made.numbers(Part("campus")) for made in reports.values()]
    for name, count in totals[0].plain().items():
        assert count or any(getattr(one, name) for one in totals), name
    assert all(one.residents <= RESIDENTS and one.due + one.away >= 3 * (RESIDENTS - 60) for one in totals)


def test_what_a_person_has_settled_is_not_to_be_verified_any_more(week: Week, reports: dict[date, Report]) -> None:
    day = DAYS[5]
    found = reports[day].disagreements
    assert {one.code for made in reports.values() for one in made.disagreements} == WORDS.keys()
    for n, one in enumerate(found):
        if n % 3:
            week.settle(one.number, list(one.records), "explained" if n % 3 == 1 else "open", moment(day, "23:50"))
    made = computed(week, day)
    assert any(one.settled for one in made.disagreements)
    expected = recount.numbers(day, week.beds, week.records, week.leaves)["campus", ""]["contradicted"]
    assert made.numbers(Part("campus")).contradicted == expected


def test_the_buildings_and_the_colleges_add_up_to_the_campus(reports: dict[date, Report]) -> None:
    made = reports[DAYS[3]]
    for scope in ("building", "college"):
        parts = [made.numbers(part) for part in made.parts() if part.scope == scope]
        for name in ("due", "measured", "stated", "missing", "late", "away"):
            assert sum(getattr(one, name) for one in parts) == getattr(made.numbers(Part("campus")), name)
