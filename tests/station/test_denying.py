"""The list of restricted passage: who may see and change it, what a lane makes of it, and that it ends."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.access.grants import NotGranted
from app.access.roles import NotPermitted
from app.errors import UserError, WrongUse
from app.lane.lane import Lane
from app.lane.view import LaneView
from app.policy.person import Person
from app.records.problem import RecordProblems
from app.station.denying import LONGEST, Denying
from app.station.keeping import Keeping
from app.store.reference.denials import KEPT, By, Denials, Denied
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, fill_disk
from tests.fakes.lookedback import CHEN, DUTY, LIN, MEDICAL, SUN, LookedBack
from tests.records.test_kinds import delivery

WHY = "多次借用他人校园码，学院正在处理"
CARD = "990000199001010003"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[LookedBack]:
    made = LookedBack(tmp_path)
    made.granting.give("denials.keep", "all", "核对本周名单", timedelta(hours=8))
    yield made
    made.close()


def verdict(made: LookedBack, number: str) -> tuple[str, tuple[str, ...]]:
    """What a lane at an open gate says of somebody whom the guard looked up."""
    shown: list[LaneView] = []
    made.post.set_level("open", "平时")
    lane = Lane(made.post, lambda: made.now, on_decision=shown.append)
    lane.identify(number)
    lane.next_person()
    return shown[-1].decision.verdict, shown[-1].decision.reasons


def actions(made: LookedBack) -> list[dict[str, str]]:
    bodies = (entry.fact.body or {} for entry in made.post.ledger.entries("audit"))
    return [body for body in bodies if body["action"].startswith("denial")]


def test_a_denied_person_is_left_to_the_guard_and_the_leader_and_nobody_else_is(made: LookedBack) -> None:
    made.denying.add("number", CHEN, WHY, made.now + timedelta(days=3))
    assert verdict(made, CHEN) == ("undecided", ("call-supervisor",))
    assert verdict(made, LIN) == ("admit", ())


def test_the_record_of_the_passage_says_whom_to_ask_and_never_why(made: LookedBack) -> None:
    made.denying.add("number", CHEN, WHY, made.now + timedelta(days=3))
    verdict(made, CHEN)
    body = list(made.post.ledger.entries("passage"))[-1].fact.body or {}
    assert body["reasons"] == ["call-supervisor"]
    assert WHY not in str(body)


def test_the_guard_enters_what_the_leader_said(made: LookedBack) -> None:
    made.denying.add("number", CHEN, WHY, made.now + timedelta(days=3))
    made.post.set_level("open", "平时")
    lane = Lane(made.post, lambda: made.now)
    lane.identify(CHEN)
    lane.judge(True)
    body = list(made.post.ledger.entries("passage"))[-1].fact.body or {}
    assert (body["verdict"], body["judged"], body["why"]) == ("undecided", "admit", "judged")


@pytest.mark.parametrize("by", ["number", "id-number"])
def test_it_ends_by_itself_and_by_being_lifted(made: LookedBack, by: str) -> None:
    made.post.people.upsert([Person(number=SUN, name="孙国栋", kind="staff", id_number=CARD)])
    value = SUN if by == "number" else CARD
    made.denying.add(by, value, WHY, made.now + timedelta(hours=1))  # type: ignore[arg-type]
    assert verdict(made, SUN)[0] == "undecided"
    made.later(hours=1)
    assert verdict(made, SUN)[0] == "admit"
    entry = made.denying.add(by, value, WHY, made.now + timedelta(hours=5))  # type: ignore[arg-type]
    made.later(minutes=2)
    assert verdict(made, SUN)[0] == "undecided"
    made.denying.lift(entry.id, "已核实，误列入")
    made.later(minutes=2)
    assert verdict(made, SUN)[0] == "admit"
    made.later(hours=-3)  # a clock that is set back brings nothing back
    assert verdict(made, SUN)[0] == "admit"


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from([LIN, CHEN]), st.integers(1, 100), st.booleans(), st.sampled_from([0, 50]))),
    st.integers(0, 300),
)
def test_what_is_over_or_was_lifted_or_is_still_to_come_holds_nobody(
    made: LookedBack, entries: list[tuple[str, int, bool, int]], later: int
) -> None:
    """Each example begins a month after the last one, when nothing of it holds any more."""
    made.later(days=31)
    made.granting.give("denials.keep", "all", "核对本周名单")
    for number, lasts, lifted, begins in entries:
        since = made.now + timedelta(hours=begins)
        entry = made.denying.add("number", number, WHY, since + timedelta(hours=lasts), since=since)
        if lifted:
            made.denying.lift(entry.id, "已核实，误列入")
    made.later(hours=later)
    for number in (LIN, CHEN):
        holds = [
            not lifted and begins <= later < begins + lasts for one, lasts, lifted, begins in entries if one == number
        ]
        assert verdict(made, number)[0] == ("undecided" if any(holds) else "admit")


def test_who_may_not_gets_a_sentence(made: LookedBack) -> None:
    entry = made.denying.add("number", CHEN, WHY, made.now + timedelta(days=1))
    acts = [
        made.denying.lines, lambda: made.denying.lift(entry.id, "已核实，误列入"),
        lambda: made.denying.add("number", LIN, WHY, made.now + timedelta(days=1)),
        lambda: made.denying.appeal(entry.id, "本人称校园卡遗失"),
    ]  # fmt: skip
    for who, pin, error in (
        (GUARD, PINS[GUARD], NotPermitted), (MEDICAL, "2468", NotPermitted), (DUTY, "2468", NotGranted),
    ):  # fmt: skip
        made.post.sign_in(who, pin)
        for act in acts:
            with pytest.raises(error):
                act()
    assert [one["action"] for one in actions(made)] == ["denial"]


def test_an_officer_sees_what_the_grant_is_about_and_no_more(made: LookedBack) -> None:
    for number in (CHEN, LIN):
        made.denying.add("number", number, WHY, made.now + timedelta(days=1))
    made.granting.give("denials.keep", CHEN, "核对陈立的申诉材料", to=DUTY)
    made.post.sign_in(DUTY, "2468")
    assert [line.entry.value for line in made.denying.lines()] == [CHEN]


def test_everything_is_recorded_and_id_numbers_and_plates_are_not(made: LookedBack) -> None:
    entry = made.denying.add("number", CHEN, WHY, made.now + timedelta(days=1))
    card = made.denying.add("id-number", CARD, WHY, made.now + timedelta(days=1))
    made.denying.appeal(entry.id, "本人称校园卡遗失")
    made.denying.lift(entry.id, "已核实，误列入")
    made.denying.lines()
    assert [(one["action"], one["person"]) for one in actions(made)] == [
        ("denial", CHEN), ("denial", ""), ("denial appeal", CHEN), ("denial lifted", CHEN), ("denials", ""),
    ]  # fmt: skip
    assert CARD not in str(actions(made))
    assert actions(made)[1]["about"] == card.id


def test_the_list_says_who_entered_it_why_until_when_and_what_was_said_against_it(made: LookedBack) -> None:
    entry = made.denying.add("number", CHEN, WHY, made.now + timedelta(days=1))
    made.denying.appeal(entry.id, "本人称校园卡遗失")
    (line,) = made.denying.lines()
    assert (line.name, line.holds, line.entry.why, line.entry.who) == ("陈立", True, WHY, LEADER)
    assert (line.entry.appeal, line.entry.until) == ("本人称校园卡遗失", made.now + timedelta(days=1))
    made.denying.lift(entry.id, "已核实，误列入")
    assert made.denying.lines() == []
    (line,) = made.denying.lines(ended=True)
    assert (line.state, line.entry.lifted_by, line.entry.lifted_why) == ("已解除", LEADER, "已核实，误列入")


def test_an_entry_that_says_too_little_is_refused(made: LookedBack) -> None:
    day = timedelta(days=1)
    for by, value, why, until in (
        ("number", CHEN, "", made.now + day), ("number", CHEN, "试", made.now + day),
        ("number", " ", WHY, made.now + day), ("name", CHEN, WHY, made.now + day), ("number", CHEN, WHY, made.now),
        ("number", CHEN, WHY, made.now - day), ("number", CHEN, WHY, made.now + LONGEST + day),
    ):  # fmt: skip
        with pytest.raises(WrongUse):
            made.denying.add(by, value, why, until)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="2019999999"):
        made.denying.add("number", "2019999999", WHY, made.now + day)
    assert made.denying.lines(ended=True) == []


def test_what_is_over_can_be_neither_lifted_nor_appealed(made: LookedBack) -> None:
    entry = made.denying.add("number", CHEN, WHY, made.now + timedelta(hours=1))
    made.later(hours=1)
    for act in (made.denying.lift, made.denying.appeal):
        with pytest.raises(UserError, match=entry.id):
            act(entry.id, "已核实，误列入")


def test_what_has_been_over_for_long_goes(made: LookedBack) -> None:
    made.denying.add("number", CHEN, WHY, made.now + timedelta(hours=1))
    made.later(days=KEPT.days + 1)
    made.granting.give("denials.keep", "all", "核对本周名单")
    made.denying.add("number", LIN, WHY, made.now + timedelta(hours=1))
    assert [line.entry.value for line in made.denying.lines(ended=True)] == [LIN]


def test_what_cannot_be_recorded_is_not_on_the_list(made: LookedBack, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        fill_disk(broken)
        with pytest.raises(UserError, match="磁盘已满"):
            made.denying.add("number", CHEN, WHY, made.now + timedelta(days=1))
    assert made.denying.lines() == []


def test_numbers_and_plates_are_compared_as_people_write_them(made: LookedBack) -> None:
    made.denying.add("plate", "吉A·D12345", WHY, made.now + timedelta(days=1))
    kept = Denials(made.post.database)
    assert [one.value for one in kept.of("plate", "吉a d12345")] == ["吉A·D12345"]
    assert kept.of("number", "吉AD12345") == ()
    assert kept.of("id-number", "") == ()


def test_another_one_on_the_same_number_does_not_take_the_first_ones_place(made: LookedBack) -> None:
    first = made.denying.add("number", CHEN, WHY, made.now + timedelta(days=1))
    made.denying.add("number", CHEN, WHY, made.now + timedelta(days=2))
    made.denying.lift(first.id, "已核实，误列入")
    assert verdict(made, CHEN)[0] == "undecided"


def test_an_appeal_that_was_read_before_a_lift_does_not_take_it_back(
    made: LookedBack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two windows on one post: one lifts while the other has the entry open."""
    entry = made.denying.add("number", CHEN, WHY, made.now + timedelta(days=1))
    other, open_, lifting = Denying(made.post), Denying._open, []

    with ThreadPoolExecutor(1) as pool:

        def slowly(denying: Denying, id_: str) -> Denied:
            found = open_(denying, id_)
            monkeypatch.setattr(Denying, "_open", open_)
            lifting.append(pool.submit(other.lift, entry.id, "已核实，误列入"))
            with suppress(TimeoutError):  # the lift waits for this one, or was done before this one writes
                lifting[0].result(timeout=0.2)
            return found

        monkeypatch.setattr(Denying, "_open", slowly)
        made.denying.appeal(entry.id, "本人称校园卡遗失")
        lifting[0].result(timeout=30)
    made.later(minutes=1)
    assert verdict(made, CHEN)[0] == "admit"


@pytest.mark.parametrize("by", ["plate", "id-number"])
def test_a_restricted_vehicle_or_driver_is_released_by_a_leader_alone(made: LookedBack, by: str) -> None:
    raw = {**delivery(), "deliverer": {"name": "马超", "phone": "10012345678", "id_number": CARD}}
    made.denying.add(by, CARD if by == "id-number" else "吉a·12345", WHY, made.now + timedelta(days=1))  # type: ignore[arg-type]
    made.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(RecordProblems) as caught:
        made.post.enter("goods", raw)
    (problem,) = caught.value.problems
    assert problem.field == ("deliverer" if by == "id-number" else "vehicle")
    assert WHY not in problem.sentence
    assert made.post.enter("goods", {**raw, "outcome": "refused"})
    made.post.sign_in(LEADER, PINS[LEADER])
    assert made.post.enter("goods", raw)
    made.later(days=1)
    made.post.sign_in(GUARD, PINS[GUARD])
    assert made.post.enter("goods", raw)


@pytest.mark.parametrize("by", ["plate", "id-number"])
def test_a_restricted_visitor_is_expected_by_a_leaders_word_alone(made: LookedBack, by: By) -> None:
    value = {"plate": "吉A·D12345", "id-number": "990000199001010003"}[by]
    made.denying.add(by, value, WHY, made.now + timedelta(days=1))
    visit = {
        "name": "访客甲", "phone": "10000000001", "id_number": "990000199001010003", "host_name": "陈立",
        "purpose": "送教材", "vehicle": "吉AD12345", "valid_from": f"{made.now:%Y-%m-%d} 08:00",
        "valid_to": f"{made.now:%Y-%m-%d} 09:00", "outcome": "agreed", "confirmed_at": made.now.isoformat(),
    }  # fmt: skip
    made.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(RecordProblems, match="带班领导"):
        made.post.enter("visit", visit)
    made.post.enter("visit", {**visit, "outcome": "declined", "confirmed_at": None})
    made.post.sign_in(LEADER, PINS[LEADER])
    made.post.enter("visit", visit)
    assert [(entry.fact.body or {})["outcome"] for entry in made.post.entries("visit")] == ["declined", "agreed"]


def test_a_persons_own_file_has_their_entries_and_erasing_leaves_those_in_force(
    made: LookedBack, tmp_path: Path
) -> None:
    made.denying.add("number", CHEN, WHY, made.now + timedelta(hours=1))
    made.denying.add("number", CHEN, WHY, made.now + timedelta(days=9))
    made.later(hours=2)
    made.granting.give("person.export", CHEN, "本人申请查阅")
    keeping = Keeping(made.post)
    keeping.export_person(CHEN, tmp_path / "file.jsonl")
    about = (tmp_path / "file.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert about.count(WHY) == 2
    made.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    keeping.erase_person(CHEN, "本人申请删除", force=True)
    assert [one.until for one in Denials(made.post.database).all()] == [made.now + timedelta(days=9, hours=-2)]


def test_what_is_over_goes_with_the_days_work(made: LookedBack) -> None:
    made.denying.add("number", CHEN, WHY, made.now + timedelta(hours=1))
    made.later(days=KEPT.days + 1)
    for _ in Keeping(made.post).daily_steps():
        pass
    assert Denials(made.post.database).all() == []
