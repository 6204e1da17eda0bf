"""A lane when things go wrong around it: a full disk, a guard who hesitates, people who come back."""

import pytest

from app.errors import UserError
from app.lane.lane import Lane
from app.policy.level import Level
from app.store.fact import Draft, Entry
from app.store.ledger import TooLate
from tests.fakes.lanes import HEALTH, Stage
from tests.fakes.posts import CHEN, LIN, WU


def test_somebody_who_comes_back_closes_the_present_case(stage: Stage) -> None:
    chen = stage.campus.code(CHEN)
    stage.show(chen)
    stage.show(stage.campus.code(LIN))
    stage.show(chen)
    assert stage.view.notice == "already-passed"
    stage.measure(38.4)
    assert [(one["person"], one["verdict"]) for one in stage.post.passages] == [
        (CHEN.number, "admit"),
        (LIN.number, "admit"),
    ]


def test_a_failed_record_leaves_nobodys_case_open_for_the_next_one(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.measure(36.5)
    routine.post.full = True
    routine.show(routine.campus.code(CHEN))
    assert routine.view.person == CHEN
    assert routine.view.temperature is None
    routine.post.full = False
    routine.show(HEALTH)
    routine.measure(36.6)
    assert [(one["person"], one["verdict"], one["celsius"]) for one in routine.post.passages] == [
        (LIN.number, "hold", 36.5),
        (CHEN.number, "admit", 36.6),
    ]
    assert routine.lane.owed == 0


def test_a_bug_in_one_record_does_not_stop_the_queue_behind_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbling(draft: Draft) -> Entry:
        raise ValueError("no JSON")

    with monkeypatch.context() as broken:
        broken.setattr(stage.post, "append", stumbling)
        with pytest.raises(ValueError, match="no JSON"):  # logged, and told in a sentence, by whose thread it is
            stage.show(stage.campus.code(LIN))
    assert "decided" not in {view.phase for view in stage.views}
    stage.show(stage.campus.code(CHEN))
    assert (stage.view.phase, stage.view.person) == ("decided", CHEN)
    assert [one["person"] for one in stage.post.passages] == [CHEN.number]
    assert stage.lane.owed == 0


def test_a_level_that_cannot_be_read_is_no_green(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked() -> Level:
        raise UserError("数据库被占用")

    code = stage.campus.code(LIN)
    with monkeypatch.context() as broken:
        broken.setattr(stage.post, "level", locked)
        with pytest.raises(UserError):
            stage.show(code)
    stage.show("nonsense")
    assert (stage.view.phase, stage.view.overridden) == ("gathering", False)
    stage.show(code)
    assert (stage.view.phase, stage.view.decision.verdict) == ("decided", "admit")


def test_a_fever_after_the_green_survives_a_full_disk(stage: Stage) -> None:
    stage.show(stage.campus.code(LIN))
    stage.post.full = True
    stage.measure(38.2)
    assert stage.view.phase == "gathering"
    assert stage.view.decision.verdict == "undecided"
    stage.post.full = False
    stage.clock.turn(6)
    stage.lane.tick()
    assert stage.view.decision.verdict == "refer"
    assert [one["verdict"] for one in stage.post.passages] == ["admit", "refer"]


def test_life_in_danger_is_shown_once_it_is_written(stage: Stage) -> None:
    stage.post.full = True
    stage.lane.override("")
    assert not stage.view.overridden
    stage.post.full = False
    stage.clock.turn(6)
    stage.lane.tick()
    assert stage.view.overridden
    assert [entry.fact.kind for entry in stage.post.written] == ["override"]


def test_a_bad_code_shown_again_is_still_called_bad(stage: Stage) -> None:
    forged = stage.campus.forged(LIN)
    stage.show(forged)
    stage.lane.next_person()
    stage.show(forged)
    assert stage.view.notice == "code-forged"
    assert len(stage.post.passages) == 1


def test_a_code_that_was_tampered_with_is_on_record(stage: Stage) -> None:
    code = stage.campus.code(LIN)
    stage.show(f"{code[:40]}{'0' if code[40] != '0' else '1'}{code[41:]}")
    assert stage.view.decision.verdict != "admit"
    stage.lane.next_person()
    assert stage.post.passages[0]["person"] == ""
    assert stage.post.passages[0]["verdict"] in ("hold", "refuse")


@pytest.mark.parametrize("celsius", [20.0, 33.9, 43.1, 45.0])
def test_nobody_passes_on_a_temperature_that_no_person_has(stage: Stage, celsius: float) -> None:
    stage.lane = Lane(stage.post, stage.clock, on_view=stage.views.append, temperature=celsius)
    stage.show(stage.campus.code(LIN))
    assert stage.view.decision.needed == ("temperature",)
    stage.measure(36.5)
    assert [one["verdict"] for one in stage.post.passages] == ["admit"]


def undecided(stage: Stage) -> None:
    stage.lane.identify(LIN.number)
    stage.show(HEALTH, "unknown")
    stage.measure(36.5)
    stage.lane.decide_now()
    assert stage.view.decision.verdict == "undecided"


def test_what_the_guard_refused_is_not_turned_green_by_a_page(routine: Stage) -> None:
    undecided(routine)
    routine.lane.judge(False)
    routine.show(f"{HEALTH[:-13]}1649572800001")
    routine.lane.look("health-code")
    assert routine.view.judged == "refuse"
    assert [one["verdict"] for one in routine.post.passages] == ["undecided", "undecided"]


def test_the_same_judgement_twice_is_one_record(routine: Stage) -> None:
    undecided(routine)
    routine.lane.judge(True)
    routine.lane.judge(True)
    assert len(routine.post.passages) == 2


def test_a_judgement_carries_the_level_it_could_not_be_decided_by(routine: Stage) -> None:
    undecided(routine)
    routine.post.level_name = "sealed"
    routine.lane.judge(True)
    assert [one["level"] for one in routine.post.passages] == ["routine", "routine"]


def test_whom_the_guard_admitted_has_passed(routine: Stage) -> None:
    code = routine.campus.code(LIN)
    routine.show(code)
    routine.show(HEALTH, "unknown")
    routine.measure(36.5)
    routine.lane.decide_now()
    routine.lane.judge(True)
    routine.lane.next_person()
    routine.show(code)
    assert routine.view.notice == "already-passed"


def test_an_override_leaves_the_corrections_of_the_passage_alone() -> None:
    stage = Stage("static")
    stage.show(stage.campus.code(LIN))
    stage.lane.override("")
    stage.measure(38.5)
    first, danger, referred, fever = stage.post.written
    kinds = [one.fact.kind for one in (first, danger, referred, fever)]
    assert kinds == ["passage", "override", "medical-step", "passage"]
    assert (fever.fact.body or {})["corrects"] == first.fact.id


def test_a_guard_who_has_to_look_gets_the_time_for_it(routine: Stage) -> None:
    undecided(routine)
    routine.clock.turn(40)
    routine.lane.tick()
    routine.lane.judge(True)
    assert routine.post.passages[-1]["judged"] == "admit"


def test_a_decision_made_late_is_shown_as_long_as_any(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.clock.turn(30)
    routine.lane.decide_now()
    routine.clock.turn(15)
    routine.lane.tick()
    assert routine.view.phase == "decided"
    routine.clock.turn(6)
    routine.lane.tick()
    assert routine.view.phase == "waiting"


def test_a_refreshed_campus_code_does_not_make_a_thief_of_its_holder(routine: Stage) -> None:
    routine.show(routine.campus.expired(LIN))
    routine.show(HEALTH)
    routine.show(routine.campus.code(LIN))
    routine.show(HEALTH)
    assert routine.view.decision.needed == ("temperature",)


def test_starting_over_forgets_whose_code_it_was(routine: Stage) -> None:
    routine.lane.identify(CHEN.number)
    routine.show(HEALTH)
    routine.lane.clear()
    routine.lane.identify(LIN.number)
    routine.show(HEALTH)
    assert routine.view.decision.needed == ("temperature",)


def test_out_after_in_is_another_passage(stage: Stage) -> None:
    code = stage.campus.code(WU)
    stage.show(code)
    stage.lane.turn("out")
    stage.show(code)
    assert [one["direction"] for one in stage.post.passages] == ["in", "out"]


def test_a_new_person_lets_what_is_in_view_be_seen_again(stage: Stage) -> None:
    code = stage.campus.code(LIN)
    stage.show(code)
    stage.show(code)
    assert stage.opened == 1
    stage.show(stage.campus.code(CHEN))
    assert stage.opened == 2


def test_a_list_that_changed_is_asked_again(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.post.people.remove(LIN)
    routine.lane.refresh()
    assert routine.view.decision.checks[0].reason == "not-on-roster"


def test_a_held_persons_phone_is_not_whoever_comes_next(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.measure(36.5)
    routine.lane.decide_now()
    routine.clock.turn(15)
    routine.show(HEALTH)
    assert routine.view.notice == "identity-first"
    assert [one["verdict"] for one in routine.post.passages] == ["hold"]


def test_an_implausible_temperature_is_measured_again(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.show(HEALTH)
    routine.measure(31.0)
    routine.lane.decide_now()
    routine.measure(36.5)
    assert [one["verdict"] for one in routine.post.passages] == ["hold", "admit"]


def test_a_judgement_on_a_record_that_was_forgotten_stands_for_itself(
    routine: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    undecided(routine)
    append = routine.post.append

    def forgetful(draft: Draft) -> Entry:
        if draft.body.get("corrects"):
            raise TooLate("forgotten")
        return append(draft)

    monkeypatch.setattr(routine.post, "append", forgetful)
    routine.lane.judge(True)
    assert (routine.view.judged, routine.lane.owed) == ("admit", 0)
    assert routine.post.passages[-1]["judged"] == "admit"
