"""Every number in every report of a simulated week equals an independent count from the ledger's records."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.dormitory.daily.behind import PEOPLE, behind
from app.dormitory.daily.count import Part
from app.dormitory.daily.disagree import WORDS
from app.dormitory.daily.report import Report
from app.dormitory.facts import Facts
from app.policy.zone import ZONE_KINDS
from app.station.dormitory import Dormitory
from tests.dormitory import recount
from tests.dormitory.recount import moment
from tests.dormitory.week import DAYS, RESIDENTS, Week
from tests.fakes.homes import LEADER, PINS, real_post

NOT_IN_THE_WEEK = {"door-absence", "test-away", "test-normal"}
"""Nobody checks beds at night in it, and nobody is tested; see test_disagreeing."""


class Played:
    """A post with the week in its ledger, and its reports. beds, leaves: as the recount has them."""

    def __init__(self, folder: Path) -> None:
        self.post = real_post(folder / "home", lambda: self.week.now)
        self.week = Week(self.post)
        self.post.sign_in(LEADER, PINS[LEADER])
        self.dormitory = Dormitory(self.post)
        self.beds = recount.beds(self.week.roster, self.week.records)
        self.leaves = recount.leaves(self.week.records)
        self.reports = {day: self.report(day) for day in DAYS}

    def report(self, day: date) -> Report:
        """As it stands when the day is over."""
        self.week.now = moment(day, "24:00")
        return self.dormitory.report(day)[0]

    def counted(self, day: date) -> dict[tuple[str, str], dict[str, int]]:
        return recount.numbers(day, self.beds, self.week.records, self.leaves)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    made = Played(tmp_path_factory.mktemp("week"))
    yield made
    made.post.close()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_number_is_what_a_count_by_hand_finds(played: Played, day: date) -> None:
    made, counted = played.reports[day], played.counted(day)
    assert {(part.scope, part.of) for part in made.parts()} == counted.keys()
    for (scope, of), expected in counted.items():
        said = made.numbers(Part(scope, of)).plain()  # type: ignore[arg-type]
        assert {name: said[name] for name in expected} == expected, (scope, of)


def test_the_week_holds_what_a_week_holds(played: Played) -> None:
    """Otherwise the counts would agree on nothing."""
    totals = [made.numbers(Part("campus")) for made in played.reports.values()]
    for name, count in totals[0].plain().items():
        assert count or any(getattr(one, name) for one in totals), name
    assert all(one.residents <= RESIDENTS and one.due + one.away >= 3 * (RESIDENTS - 60) for one in totals)
    assert {one["why"] for one in played.leaves} == {"leave", "observation"}
    assert len(played.beds) > RESIDENTS
    zones = {line.zone for made in played.reports.values() for _, line in made.lines()}
    assert zones == {"", ZONE_KINDS[0]}


@pytest.mark.parametrize("day", DAYS[:2], ids=str)
def test_each_number_opens_as_many_as_it_says(played: Played, day: date) -> None:
    made = played.reports[day]
    for part in made.parts():
        for name, count in made.numbers(part).plain().items():
            rows = behind(made, part, name)
            assert len(rows) == count, (part, name)
            if name in PEOPLE:
                assert len({one.line.resident.number for one in rows}) == count


def test_nobody_is_in_two_lines_of_a_round_and_nobody_in_none(played: Played) -> None:
    for made in played.reports.values():
        for state in made.states:
            numbers = [line.resident.number for line in state.lines]
            here = {
                bed["number"]
                for bed in played.beds
                if (bed["since"] is None or bed["since"] <= state.round.closes)
                and (bed["until"] is None or bed["until"] > state.round.opens)
            }
            assert sorted(numbers) == sorted(here)


def test_what_a_person_has_settled_is_not_to_be_verified_any_more(played: Played) -> None:
    day = DAYS[5]
    found = played.reports[day].disagreements
    assert {one.code for one in found} == WORDS.keys() - NOT_IN_THE_WEEK
    for n, one in enumerate(found):
        if n % 3:
            outcome = "explained" if n % 3 == 1 else "open"
            played.week.settle(one.number, list(one.records), outcome, moment(day, "23:50"))
    made = played.report(day)
    assert any(one.settled for one in made.disagreements)
    expected = played.counted(day)["campus", ""]["contradicted"]
    assert made.numbers(Part("campus")).contradicted == expected


def test_the_buildings_and_the_colleges_add_up_to_the_campus(played: Played) -> None:
    made = played.reports[DAYS[3]]
    for scope in ("building", "college"):
        parts = [made.numbers(part) for part in made.parts() if part.scope == scope]
        for name in ("due", "measured", "stated", "missing", "late", "away"):
            assert sum(getattr(one, name) for one in parts) == getattr(made.numbers(Part("campus")), name)


def test_what_was_known_at_an_hour_is_what_the_report_of_that_hour_says(played: Played) -> None:
    """A report in the middle of the day counts the rounds that have opened."""
    day = DAYS[2]
    played.week.now = moment(day, "12:00")
    made, known = played.dormitory.report(day)
    assert isinstance(known, Facts)
    assert [one.round.name for one in made.states] == ["morning", "noon"]
