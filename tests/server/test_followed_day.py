"""However a day's records arrive, what the centre follows is what a report over all of them would say."""

import dataclasses
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clock import campus_day
from app.dormitory.daily.report import report
from app.dormitory.day import plan
from app.dormitory.facts import facts
from app.dormitory.rounds.state import House
from app.policy.evidence import Approval
from app.policy.rule import Fever
from app.server.counts.boards import Boards
from app.server.counts.dormitory.board import DayBoard, Look
from app.server.counts.following import Following
from app.server.counts.loops import KEPT, GoodsBoard
from app.server.counts.medical import MedicalBoard
from app.server.sql.sqlite import SqliteEngine
from app.store.fact import Entry
from tests.fakes.centreday import MORNING, RESIDENTS, Fact, deliveries, house, measured
from tests.fakes.dashboards import NOON, Site, passage

LEAVE = Approval(kind="leave", valid_from=NOON - timedelta(days=1), valid_to=NOON + timedelta(days=1))
PLACES = ("东门", "5 号楼值守台", "12 号楼值守台")
DAY = campus_day(NOON)

people = st.sampled_from([one.number for one in RESIDENTS[:6]] + ["stranger"])
times = st.integers(-30 * 60, 4 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))
temperatures = st.builds(measured, people, times, st.sampled_from([36.2, 37.4, 38.6]))
passages = st.builds(
    lambda who, at, way: ("passage", at, passage(who, "x", way)), people, times, st.sampled_from(["in", "out"])
)
statements = st.builds(
    lambda who, at, says: ("statement", at, {"says": says, "people": [{"person": one} for one in who]}),
    st.lists(people, min_size=1, max_size=3, unique=True), times, st.sampled_from(["normal", "away", "ill"]),
)  # fmt: skip
nights = st.builds(
    lambda who, at, act: ("night-step", at, {
        "night": "2022-04-10", "building": "5", "act": act, "people": [{"person": one} for one in who]}),
    st.lists(people, min_size=1, max_size=3, unique=True), times, st.sampled_from(["in", "absent", "undone"]),
)  # fmt: skip
tests = st.builds(
    lambda who, at, result: ("test-result", at, {"person": who, "result": result, "sampled_at": at.isoformat()}),
    people, times, st.sampled_from(["positive", "negative"]),
)  # fmt: skip
batches = st.lists(
    st.tuples(
        st.sampled_from(PLACES), st.lists(temperatures | passages | statements | nights | tests, min_size=1, max_size=4)
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def entries(site: Site) -> list[Entry]:
    """Everything that arrived, as it was written."""
    found = [entry for ledger in site.ledgers.values() for chain in ledger.chains.values() for entry in chain]
    return sorted(found, key=lambda entry: entry.fact.id)


def whole(look: Look, everything: list[Entry], now=NOON):
    """The report over all of them at once."""
    residents = [
        dataclasses.replace(one, place=look.campus.rooms.get(one.place, one.place))
        for one in look.campus.residents.values() if one.building
    ]  # fmt: skip
    absences = [one for some in look.campus.leaves.values() for one in some]
    return report(DAY, House(residents=residents, absences=absences), facts(everything), Fever(), plan(), now)


def same(look: Look, everything: list[Entry], now=NOON) -> None:
    expected = whole(look, everything, now)
    assert {part: numbers for part, numbers in look.report.counts.items() if numbers.residents} == {
        part: numbers for part, numbers in expected.counts.items() if numbers.residents
    }
    assert set(look.report.disagreements) == set(expected.disagreements)


@settings(max_examples=25, deadline=None)
@given(given_=batches, corrected=st.randoms(use_true_random=False))
def test_followed_is_counted(tmp_path_factory, given_: list[tuple[str, list[Fact]]], corrected: random.Random) -> None:
    site = Site.over(tmp_path_factory.mktemp("centre"))
    try:
        for name in PLACES:
            site.station(name)
        board = DayBoard(site.storage.engine, DAY)
        house(site, (RESIDENTS[5].number, LEAVE))
        for name, some in given_:
            ids = site.file(site.ledgers[name], *some)
            if corrected.random() < 0.3:
                kind, at, body = some[0]
                site.file(site.ledgers[name], (kind, at, {**body, "corrects": ids[0], "why": "看错"}))
            board.look(NOON)
        everything = [
            one for one in entries(site)
            if one.fact.kind == "passage" or one.fact.at >= NOON.replace(hour=16) - timedelta(days=1)
        ]  # fmt: skip
        same(board.look(NOON), everything)
        same(DayBoard(site.storage.engine, DAY).look(NOON), everything)
    finally:
        site.close()


@pytest.fixture
def site(place) -> Site:
    made = Site.over(place())
    house(made)
    yield made
    made.close()


def test_a_round_that_opens_is_due_of_everybody(site: Site) -> None:
    board = DayBoard(site.storage.engine, DAY)
    for now, due in ((MORNING - timedelta(hours=3), 0), (MORNING, 16), (NOON, 32)):
        assert board.look(now).report.counts[board.look(now).report.parts()[-1]].due == due


def test_whoever_moved_or_is_observed_is_counted_where_they_were(site: Site) -> None:
    board = DayBoard(site.storage.engine, DAY)
    post, room = site.station("5 号楼值守台"), site.station("医疗值班室")
    one, other = (person.number for person in RESIDENTS[:2])
    board.look(NOON)
    site.file(post, ("residence", NOON - timedelta(hours=3), {
        "person": one, "act": "moved", "was": "5-300-1", "to": "12-302-1",
        "since": (NOON - timedelta(hours=3)).isoformat(), "why": "调宿"}))  # fmt: skip
    site.file(room, ("medical-step", MORNING - timedelta(hours=1), {
        "person": other, "act": "kept", "where": "留观室", "word": ""}))  # fmt: skip
    look = board.look(NOON)
    five, twelve = (look.report.counts[part] for part in look.report.parts()[:2])
    assert (five.due, twelve.due) == (13, 17)
    assert five.observed == 1
    assert look.people[one].resident.building == "12"


def test_a_pc_whose_clock_is_beyond_the_calendar_keeps_nobody_from_the_page(site: Site) -> None:
    board = MedicalBoard(site.storage.engine)
    for number, at in (("1", datetime(9999, 12, 31, 20, tzinfo=UTC)), ("2", NOON)):
        said = {"person": number, "name": "访客甲", "reasons": ["fever"], "word": "复测正常"}
        steps = [("medical-step", at, {**said, "act": act}) for act in ("referred", "taken", "released")]
        site.file(site.station(f"{number} 号站"), *steps)
    assert [one.number for one in board.look(NOON).released] == ["2"]


def test_deliveries_whose_days_are_over_are_gone_though_none_came_since(site: Site) -> None:
    board = GoodsBoard(site.storage.engine)
    deliveries(site)
    assert len(board.look(NOON).every) == 3
    found = board.look(NOON + KEPT + timedelta(days=1))
    assert (found.open, found.every, found.stations) == ((), {}, {})


def test_what_arrives_is_read_once_and_all_of_it_again_the_next_day(site: Site) -> None:
    ledger = site.station("东门")
    following = Following(site.storage.engine)
    since = {"passage": NOON - timedelta(days=7), "temperature": NOON}
    site.file(ledger, *(("passage", NOON - timedelta(minutes=n), passage("1", "x")) for n in range(5)))
    site.file(ledger, ("passage", NOON - timedelta(days=8), passage("2", "x")), measured("3", NOON))
    first = following.news(NOON, since)
    assert (first.anew, len(list(first.entries))) == (True, 6)
    assert list(following.news(NOON, since).entries) == []
    site.file(ledger, measured("4", NOON), ("override", NOON, {"direction": "out", "cause": "急救"}))
    second = following.news(NOON, since)
    assert (second.anew, [one.fact.body["person"] for one in second.entries]) == (False, ["4"])
    third = following.news(NOON + timedelta(days=1), since)
    assert (third.anew, len(list(third.entries))) == (True, 7)


def test_what_was_not_read_to_its_end_is_given_once_more(site: Site) -> None:
    ledger = site.station("东门")
    following = Following(site.storage.engine)
    site.file(ledger, measured("1", NOON), measured("2", NOON))
    since = {"temperature": NOON}
    next(following.news(NOON, since).entries)
    again = following.news(NOON, since)
    assert (again.anew, len(list(again.entries))) == (True, 2)


def test_a_day_has_one_board_and_old_days_go(tmp_path: Path) -> None:
    boards = Boards(SqliteEngine(tmp_path / "centre.db", bytes(32)))
    today = boards.dormitory(DAY)
    assert boards.dormitory(DAY) is today
    assert boards.dormitory(DAY + timedelta(days=1)) is boards.dormitory(DAY + timedelta(days=1))
    boards.dormitory(DAY + timedelta(days=2))
    assert boards.dormitory(DAY) is not today
