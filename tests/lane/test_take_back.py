"""What was registered and did not take place: taken back by a record of its own, by whoever registered it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.errors import UserError
from app.lane.lane import Lane
from app.lane.results import says
from app.lane.takeback import BackReason
from app.records.field import PersonNumber
from app.records.registry import kind as kind_of
from app.records.test_result import Result
from app.station.local import LocalPost
from app.station.takingback import take_back, takeable
from app.station.today import today
from app.station.versions import versions
from app.store.fact import Draft
from app.store.passages import Passages
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, real_post
from tests.fakes.lanes import HEALTH, Stage
from tests.fakes.posts import CHEN, LIN, START, HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def post(tmp_path: Path, clock: HandClock) -> Iterator[LocalPost]:
    opened = real_post(tmp_path / "home", clock)
    opened.people.upsert([LIN, CHEN])
    opened.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    opened.set_level("open", since=START)
    opened.sign_in(GUARD, PINS[GUARD])
    yield opened
    opened.close()


@pytest.fixture
def lane(post: LocalPost, clock: HandClock) -> Lane:
    return Lane(post, clock, name=post.settings.post_name)


def into(lane: Lane, number: str) -> None:
    """Somebody goes in at level open."""
    lane.identify(number)
    lane.next_person()


def back(post: LocalPost, lane: Lane, reason: BackReason = "back-not-through") -> None:
    """The newest passage."""
    take_back(post, lane, takeable(post)[0].fact.id, reason)


def test_the_counts_follow_and_nothing_is_lost(post: LocalPost, lane: Lane) -> None:
    into(lane, LIN.number)
    into(lane, CHEN.number)
    before = today(post)
    back(post, lane)
    after = today(post)
    assert (sum(before.into), before.inside) == (2, 2)
    assert (sum(after.into), after.inside) == (1, 1)
    first, second = versions(post, list(post.entries("passage"))[-1].fact.id)
    assert (first.fact.body or {})["verdict"] == "admit"
    said = second.fact.body or {}
    assert (said["judged"], said["why"], said["person"]) == ("withdrawn", "back-not-through", CHEN.number)
    assert second.fact.at == first.fact.at


def test_whoever_was_taken_back_may_come_again_at_once(post: LocalPost, lane: Lane) -> None:
    into(lane, LIN.number)
    back(post, lane, "back-wrong-way")
    into(lane, LIN.number)
    assert sum(today(post).into) == 1


def test_somebody_taken_for_another_was_not_there(post: LocalPost, lane: Lane, clock: HandClock) -> None:
    into(lane, LIN.number)
    back(post, lane, "back-wrong-person")
    assert not Passages(post.database).of(LIN.number, clock() - timedelta(hours=1), clock() + timedelta(hours=1))
    corrected = list(post.entries("passage"))[-1].fact.body or {}
    assert (corrected["person"], corrected["name"], corrected["college"]) == ("", "", "")


def test_the_tests_that_somebody_else_showed_are_taken_back_with_it(post: LocalPost, lane: Lane) -> None:
    into(lane, LIN.number)
    made = Result(
        person=PersonNumber(LIN.number), test="nucleic-acid", result="negative", sampled_at=START, trust="read",
        shown_on="test-report",
    )  # fmt: skip
    body = kind_of("test-result").body(made)
    kept = post.append(Draft(kind="test-result", body=body, operator=GUARD, post=post.settings.post_name))
    assert any(says(claim) for claim in post.tests(LIN.number, START - timedelta(days=1)))
    back(post, lane, "back-wrong-person")
    assert not any(says(claim) for claim in post.tests(LIN.number, START - timedelta(days=1)))
    assert post.ledger.corrected_by(kept.fact.id) is not None


def test_what_was_shown_for_another_may_be_shown_by_its_owner(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.show(HEALTH)
    routine.measure(36.5)
    entry = routine.view.entry
    assert entry is not None
    routine.lane.take_back(entry, (), "back-wrong-person")
    routine.show(routine.campus.code(CHEN))
    routine.show(HEALTH)
    assert routine.view.decision.needed == ("temperature",)


@pytest.mark.parametrize("minutes", [5, 30])
def test_only_within_the_minutes_of_the_settings(
    post: LocalPost, lane: Lane, clock: HandClock, minutes: int
) -> None:  # fmt: skip
    post.settings = msgspec.structs.replace(post.settings, take_back_minutes=minutes)
    into(lane, LIN.number)
    clock.turn(minutes * 60 - 1)
    assert len(takeable(post)) == 1
    clock.turn(2)
    assert takeable(post) == []


def test_only_by_whoever_registered_it_and_at_that_post(post: LocalPost, lane: Lane) -> None:
    into(lane, LIN.number)
    mine = takeable(post)[0].fact.id
    post.settings = msgspec.structs.replace(post.settings, post_name="西门")
    assert takeable(post) == []
    post.settings = msgspec.structs.replace(post.settings, post_name="东门")
    post.hand_over(LEADER, PINS[LEADER])
    with pytest.raises(UserError, match="不能撤回"):
        take_back(post, lane, mine, "back-slip")


def test_not_twice(post: LocalPost, lane: Lane) -> None:
    into(lane, LIN.number)
    first = takeable(post)[0].fact.id
    take_back(post, lane, first, "back-twice")
    with pytest.raises(UserError, match="不能撤回"):
        take_back(post, lane, first, "back-twice")
    assert takeable(post) == []


def test_a_referral_stays_whatever_the_guard_wishes(post: LocalPost, lane: Lane) -> None:
    lane.identify(LIN.number)
    lane.look("symptoms", False)
    assert [(entry.fact.body or {})["verdict"] for entry in post.entries("passage")][-1] == "refer"
    assert takeable(post) == []


def test_nothing_later_belongs_to_a_passage_that_was_taken_back(stage: Stage) -> None:
    stage.show(stage.campus.code(LIN))
    entry = stage.view.entry
    assert entry is not None
    stage.lane.take_back(entry, (), "back-not-through")
    assert (stage.view.phase, stage.view.notice) == ("waiting", "taken-back")
    stage.measure(38.4)
    assert stage.view.notice == "identity-first"
    assert [one["judged"] for one in stage.post.passages] == ["", "withdrawn"]


def test_it_is_said_only_once_it_is_on_the_disk(stage: Stage) -> None:
    stage.show(stage.campus.code(LIN))
    entry = stage.view.entry
    assert entry is not None
    stage.post.full = True
    stage.lane.take_back(entry, (), "back-slip")
    assert stage.view.notice == ""
    assert [str(error) for error in stage.problems] == ["磁盘已满"]
    stage.post.full = False
    stage.clock.turn(6)
    stage.lane.tick()
    assert stage.post.passages[-1]["judged"] == "withdrawn"
