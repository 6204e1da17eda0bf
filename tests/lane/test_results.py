"""Three reports on three days are three tests: they stay with the person until they lapse."""

import time
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from app.clock import campus
from app.codes.claim import Claim, Holder
from app.codes.claim import Test as Sample
from app.policy.evidence import Approval
from app.store.fact import Draft
from tests.fakes.lanes import Stage
from tests.fakes.posts import CHEN, LIN, START


@pytest.fixture
def closed() -> Stage:
    stage = Stage("sealed")
    stage.post.granted = {LIN.number: (Approval("return", START - timedelta(days=1), START + timedelta(days=30)),)}
    stage.lane.identify(LIN.number)
    return stage


def report(stage: Stage, hours: float, **changes: Any) -> Claim:
    """A report of a test sampled so many hours ago."""
    sampled = campus(stage.clock()) - timedelta(hours=hours)
    test = Sample("nucleic-acid", "negative", sampled.replace(tzinfo=None), organisation="长春金域")
    return Claim(**{"kind": "test-report", "trust": "read", "tests": (test,), **changes})


def show(stage: Stage, *claims: Claim) -> None:
    for claim in claims:
        stage.lane.page(claim, time.monotonic())


def kept(stage: Stage) -> list[dict[str, Any]]:
    return stage.post.of("test-result")


def come_again(stage: Stage, days: float = 1) -> None:
    stage.lane.next_person()
    stage.clock.turn(days * 86_400)
    stage.lane.identify(LIN.number)


def report_check(stage: Stage) -> tuple[str, str]:
    return next((check.state, check.reason) for check in stage.view.decision.checks if check.item == "test-report")


def test_three_reports_on_three_days_are_a_series(closed: Stage) -> None:
    for _ in range(3):
        show(closed, report(closed, 2))
        come_again(closed)
    assert len(kept(closed)) == 3
    assert report_check(closed) == ("done", "test-on-record")
    assert {claim.trust for claim in closed.view.claims} == {"read"}


def test_they_lapse(closed: Stage) -> None:
    for _ in range(3):
        show(closed, report(closed, 2))
        come_again(closed)
    come_again(closed, 3)
    assert report_check(closed) == ("missing", "")


def test_two_of_three_are_not_enough_and_the_third_completes_them(closed: Stage) -> None:
    for _ in range(2):
        show(closed, report(closed, 2))
        come_again(closed)
    assert report_check(closed) == ("missing", "")
    show(closed, report(closed, 2))
    assert report_check(closed) == ("done", "")


def test_a_result_is_written_behind_its_passage_and_once(closed: Stage) -> None:
    today = report(closed, 2)
    show(closed, today, today)
    assert kept(closed) == []
    closed.lane.next_person()
    assert [entry.fact.kind for entry in closed.post.written] == ["passage", "test-result"]
    (result,) = kept(closed)
    assert (result["person"], result["test"], result["result"]) == (LIN.number, "nucleic-acid", "negative")
    assert datetime.fromisoformat(result["sampled_at"]) == START - timedelta(hours=2)
    assert (result["organisation"], result["trust"], result["shown_on"]) == ("长春金域", "read", "test-report")
    for minutes in (2, 60, 600):
        closed.clock.turn(minutes * 60)
        closed.lane.identify(LIN.number)
        show(closed, today)
        closed.lane.next_person()
    assert len(kept(closed)) == 1


def test_a_corrected_passage_writes_no_result_again(closed: Stage) -> None:
    show(closed, report(closed, 2))
    closed.lane.decide_now()
    closed.measure(38.5)
    written = [entry.fact.kind for entry in closed.post.written]
    assert written == ["passage", "test-result", "medical-step", "passage"]


@pytest.mark.parametrize(("moved", "count"), [(0, 0), (3, 1), (None, 1)], ids=["stands still", "runs", "not seen"])
def test_a_result_on_a_page_with_a_clock_waits_until_it_is_known_whether_it_runs(moved: int | None, count: int) -> None:
    stage = Stage("routine")
    stage.lane.identify(LIN.number)
    stage.measure(36.5)
    at, taken = campus(stage.clock()).replace(tzinfo=None), time.monotonic()
    shown = report(stage, 2, kind="health-code", color="green", ticks=True, updated_at=at)
    stage.lane.page(shown, taken)
    assert (stage.view.decision.verdict, kept(stage)) == ("admit", [])
    stage.clock.turn(3)
    if moved is not None:
        again = msgspec.structs.replace(shown, updated_at=at + timedelta(seconds=moved))
        stage.lane.page(again, taken + 3)
    stage.lane.next_person()
    assert len(kept(stage)) == count


def test_a_report_sampled_before_it_could_matter_is_not_kept(closed: Stage) -> None:
    show(closed, report(closed, 24 * 20), report(closed, -5))
    closed.lane.next_person()
    assert kept(closed) == []


@pytest.mark.parametrize("changes", [
    {"doubtful": ("tests.result",)}, {"doubtful": ("tests.sampled_at",)},
    {"holder": Holder(name="王*")}, {"holder": Holder(name="王*"), "doubtful": ("holder.name",)},
    {"trust": "invalid", "reason": "health-code-expired"},
    {"ticks": True, "updated_at": datetime(2022, 4, 10, 14, 30)},
    {"tests": ()}, {"tests": (Sample("nucleic-acid", "none"), Sample("nucleic-acid", "unknown", START))},
], ids=["result", "time", "another's", "perhaps another's", "invalid", "picture", "empty", "no result"])  # fmt: skip
def test_what_is_not_surely_theirs_is_not_kept(closed: Stage, changes: dict[str, Any]) -> None:
    show(closed, report(closed, 2, **changes))
    closed.lane.next_person()
    assert kept(closed) == []


def test_what_is_in_doubt_beside_it_is_left_out(closed: Stage) -> None:
    show(closed, report(closed, 2, doubtful=("tests.organisation",)))
    closed.lane.next_person()
    assert kept(closed)[0]["organisation"] == ""


@pytest.mark.parametrize(("admitted", "count"), [(True, 1), (False, 0), (None, 0)])
def test_what_the_program_could_not_decide_is_kept_on_the_guard_s_word(admitted: bool | None, count: int) -> None:
    stage = Stage("routine")
    stage.lane.identify(LIN.number)
    show(stage, report(stage, 2), Claim(kind="health-code", trust="read", color="unknown"))
    stage.measure(36.5)
    assert stage.view.decision.verdict == "undecided"
    if admitted is not None:
        stage.lane.judge(admitted)
    stage.lane.next_person()
    assert len(kept(stage)) == count


def test_what_is_shown_after_the_verdict_is_kept_too() -> None:
    stage = Stage("sealed")
    stage.lane.identify(LIN.number)
    assert stage.view.decision.reasons == ("approval-not-found",)
    show(stage, report(stage, 2), report(stage, 2))
    assert [entry.fact.kind for entry in stage.post.written] == ["passage", "test-result"]


def test_nobody_s_report_is_kept() -> None:
    stage = Stage("sealed")
    stage.show(stage.campus.expired(LIN))
    show(stage, report(stage, 2))
    stage.lane.next_person()
    assert kept(stage) == []


def test_another_person_has_nothing_of_it(closed: Stage) -> None:
    show(closed, report(closed, 2))
    closed.lane.identify(CHEN.number)
    assert closed.view.claims == ()
    assert {one["person"] for one in kept(closed)} == {LIN.number}


def test_a_positive_result_is_remembered_and_its_correction_counts(closed: Stage) -> None:
    positive = report(closed, 2)
    positive = msgspec.structs.replace(positive, tests=(msgspec.structs.replace(positive.tests[0], result="positive"),))
    show(closed, positive)
    come_again(closed)
    assert closed.view.decision.reasons == ("test-positive",)
    wrong = next(entry for entry in closed.post.written if entry.fact.kind == "test-result")
    body = {**(wrong.fact.body or {}), "result": "negative", "corrects": wrong.fact.id, "why": "看错"}
    closed.post.append(Draft(kind="test-result", body=body, operator="周明", post="gate"))
    come_again(closed, 0.1)
    assert "test-positive" not in closed.view.decision.reasons


def test_a_full_disk_owes_the_result_too(closed: Stage) -> None:
    show(closed, report(closed, 2))
    closed.post.full = True
    closed.lane.next_person()
    assert kept(closed) == []
    closed.post.full = False
    closed.clock.turn(6)
    closed.lane.tick()
    assert [entry.fact.kind for entry in closed.post.written] == ["passage", "test-result"]
    assert closed.lane.owed == 0


def test_starting_over_takes_back_what_was_kept(closed: Stage) -> None:
    """The guard sees that the phone was another's: the report is nobody's, and shown again by its holder it is kept."""
    shown = report(closed, 2)
    show(closed, shown)
    closed.lane.decide_now()
    (wrong,) = kept_entries(closed)
    closed.lane.clear()
    back = kept_entries(closed)[1].fact.body or {}
    assert (back["corrects"], back["result"], back["why"]) == (wrong.fact.id, "unknown", "started-over")
    come_again(closed, 0.1)
    assert report_check(closed)[0] == "missing"
    assert closed.view.claims == ()


def test_starting_over_takes_back_what_is_still_owed(closed: Stage) -> None:
    show(closed, report(closed, 2))
    closed.post.full = True
    closed.lane.decide_now()
    closed.lane.clear()
    closed.post.full = False
    closed.clock.turn(6)
    closed.lane.tick()
    assert closed.lane.owed == 0
    come_again(closed, 0.1)
    assert closed.view.claims == ()


def test_without_a_kept_test_starting_over_writes_nothing(closed: Stage) -> None:
    closed.lane.decide_now()
    before = len(closed.post.written)
    closed.lane.clear()
    assert len(closed.post.written) == before


def kept_entries(stage: Stage) -> list[Any]:
    return [entry for entry in stage.post.written if entry.fact.kind == "test-result"]
