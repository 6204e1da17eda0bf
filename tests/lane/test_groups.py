"""People who come together, and people who come again: a list, a hint, and nobody let off anything."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.lane.group import Group
from app.lane.lane import Lane
from app.policy.evidence import Approval
from app.policy.person import Person
from app.station.groups import MOST, begin, came, from_table, gather
from app.station.local import LocalPost
from app.store.passages import Passed
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, real_post
from tests.fakes.lanes import Stage
from tests.fakes.posts import CHEN, LIN, START, WU, HandClock

CLASS = [
    Person(number=f"20220001{at:02}", name=f"学生{at}", class_name="22级1班", college="护理学院") for at in range(1, 5)
]
TEACHER = Person(number="T00090", name="王敏", kind="staff", college="护理学院")
NAMESAKES = [Person(number=f"T0009{at}", name="李强", kind="staff") for at in (1, 2)]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    opened = real_post(tmp_path / "home", HandClock())
    opened.people.upsert([*CLASS, TEACHER, *NAMESAKES])
    opened.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    opened.set_level("open", since=START)
    opened.sign_in(GUARD, PINS[GUARD])
    yield opened
    opened.close()


def group(*members: Person) -> Group:
    return Group("3 号大巴 14:40:00", START, members)


def test_a_class_and_its_teacher_are_found_by_their_names(post: LocalPost) -> None:
    found = gather(post, "22级1班，王敏")
    assert found.people == (*CLASS, TEACHER)
    assert found.unknown == ()


def test_numbers_may_be_pasted_as_they_stand_and_what_nobody_has_is_named(post: LocalPost) -> None:
    found = gather(post, f"{CLASS[1].number} {CLASS[0].number}\n{CLASS[1].number}、20229999 {TEACHER.number}，查无此班")
    assert found.people == (CLASS[1], CLASS[0], TEACHER)
    assert set(found.unknown) == {"20229999", "查无此班"}


def test_two_people_of_one_name_are_not_guessed(post: LocalPost) -> None:
    with pytest.raises(UserError, match="李强"):
        gather(post, "李强")


def test_a_table_gives_its_numbers_and_names_the_rows_that_have_none(post: LocalPost, tmp_path: Path) -> None:
    path = tmp_path / "bus.csv"
    path.write_text(f"姓名,学工号\n学生1,{CLASS[0].number}\n某某,123\n王敏,{TEACHER.number}\n", encoding="utf-8")
    found = from_table(post, path)
    assert found.people == (CLASS[0], TEACHER)
    assert found.unknown == ("某某 123",)


def test_an_empty_list_and_half_the_campus_are_no_group(post: LocalPost) -> None:
    with pytest.raises(UserError, match="没有人"):
        begin(post, "空", ())
    with pytest.raises(UserError, match="太多"):
        begin(post, "全校", CLASS * MOST)


def test_who_has_come_is_read_from_the_ledger(post: LocalPost) -> None:
    lane = Lane(post, post.clock)
    lane.lead(led := begin(post, "22级1班", CLASS))
    lane.identify(CLASS[2].number)
    lane.identify(TEACHER.number)
    assert {number: one.admitted for number, one in came(post, led).items()} == {CLASS[2].number: True}
    assert led.name.startswith("22级1班 ")


def test_each_record_has_the_groups_name_and_only_its_members_do(stage: Stage) -> None:
    stage.lane.lead(group(LIN, CHEN))
    for one in (LIN, WU, CHEN):
        stage.lane.identify(one.number)
    assert [one["group"] for one in stage.post.passages] == [group().name, "", group().name]


def test_nobody_gets_through_who_needs_more_than_the_group_gives(routine: Stage) -> None:
    routine.lane.lead(group(LIN, CHEN))
    for one in (LIN, CHEN):
        routine.lane.identify(one.number)
        routine.lane.look("health-code")
        routine.measure(36.5 if one is LIN else 38.2)
    assert [(one["person"], one["verdict"]) for one in routine.post.passages] == [
        (LIN.number, "admit"), (CHEN.number, "refer"),
    ]  # fmt: skip
    routine.clock.turn(120)
    routine.lane.identify(LIN.number)
    routine.lane.decide_now()
    assert (routine.view.decision.verdict, routine.view.decision.needed) == ("hold", ("health-code", "temperature"))


def test_a_group_does_not_go_both_ways(stage: Stage) -> None:
    stage.lane.lead(group(LIN))
    stage.lane.turn("out")
    stage.lane.identify(LIN.number)
    assert stage.post.passages[-1]["group"] == ""


def last(direction: str, minutes: int) -> Passed:
    at = START - timedelta(minutes=minutes)
    return Passed(at, "东门", LIN.number, LIN.name, LIN.college, direction, "admit", "")


def test_somebody_who_has_just_gone_the_same_way_is_pointed_out_and_not_refused(stage: Stage) -> None:
    stage.post.last[LIN.number] = last("in", 2)
    stage.show(stage.campus.code(LIN))
    assert stage.view.repeats == last("in", 2)
    assert stage.view.decision.verdict == "admit"


def test_in_after_out_is_nothing_to_point_out(stage: Stage) -> None:
    stage.post.last[LIN.number] = last("out", 2)
    stage.show(stage.campus.code(LIN))
    assert stage.view.repeats is None


def test_the_ledger_knows_the_last_time_that_somebody_went_through(post: LocalPost) -> None:
    lane, clock = Lane(post, post.clock), post.clock
    assert isinstance(clock, HandClock)
    lane.identify(TEACHER.number)
    found = post.last_passage(TEACHER.number)
    assert found is not None
    assert (found.direction, found.at) == ("in", START)
    clock.turn(post.settings.repeat_hours * 3600 + 1)
    assert post.last_passage(TEACHER.number) is None


def test_going_out_is_one_scan_where_the_level_asks_nothing(routine: Stage) -> None:
    routine.lane.turn("out")
    routine.show(routine.campus.code(LIN))
    assert (routine.view.phase, routine.view.decision.verdict) == ("decided", "admit")


@pytest.mark.parametrize(("hours", "verdict"), [(1, "admit"), (None, "refuse")], ids=["approved", "not approved"])
def test_going_out_at_a_closed_campus_asks_the_approval(hours: int | None, verdict: str) -> None:
    closed = Stage("closed")
    if hours:
        span = timedelta(hours=hours)
        closed.post.granted[LIN.number] = (Approval("leave", START - span, START + span),)
    closed.lane.turn("out")
    closed.show(closed.campus.code(LIN))
    assert (closed.view.phase, closed.view.decision.verdict) == ("decided", verdict)
