"""A lane as a guard lives it: whoever stands there, in whatever order things come."""

import pytest

from tests.fakes.lanes import HEALTH, Stage
from tests.fakes.posts import CHEN, LIN, WU


def test_at_level_open_a_good_code_is_enough(stage: Stage) -> None:
    stage.show(stage.campus.code(LIN))
    assert stage.view.phase == "decided"
    assert stage.view.decision.verdict == "admit"
    assert stage.view.entry is stage.post.written[0]
    assert stage.post.passages[0]["person"] == LIN.number


def test_green_is_never_shown_when_the_disk_takes_nothing(stage: Stage) -> None:
    stage.post.full = True
    stage.show(stage.campus.code(LIN))
    assert {view.phase for view in stage.views} == {"gathering"}
    assert stage.view.decision.reasons == ("not-written",)
    assert stage.decided == []
    assert [str(error) for error in stage.problems] == ["磁盘已满"]
    stage.post.full = False
    stage.clock.turn(6)
    stage.lane.tick()
    assert (stage.view.phase, stage.view.decision.verdict) == ("decided", "admit")
    assert [view.entry for view in stage.decided] == stage.post.written


def test_evidence_gathers_until_nothing_is_needed(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    assert routine.view.phase == "gathering"
    assert routine.view.decision.needed == ("health-code", "temperature")
    routine.show(HEALTH)
    assert routine.view.decision.needed == ("temperature",)
    routine.measure(36.5)
    assert (routine.view.phase, routine.view.decision.verdict) == ("decided", "admit")
    assert len(routine.post.passages) == 1


def test_what_the_guard_sees_himself_counts(routine: Stage) -> None:
    routine.lane.identify(WU.number)
    routine.lane.look("health-code")
    routine.measure(36.4)
    assert routine.view.decision.verdict == "admit"
    assert {check["item"]: check["trust"] for check in routine.post.passages[0]["checks"]}["health-code"] == "seen"


def test_a_fever_goes_to_the_medical_duty_room(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.measure(38.2)
    assert routine.view.decision.verdict == "refer"


def test_evidence_without_an_identity_is_not_kept(routine: Stage) -> None:
    routine.show(HEALTH)
    assert routine.view.notice == "identity-first"
    routine.measure(36.5)
    assert routine.view.notice == "identity-first"
    routine.show(routine.campus.code(LIN))
    assert routine.view.decision.needed == ("health-code", "temperature")


def test_the_next_identity_closes_the_person_before_as_they_stood(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.measure(36.5)
    routine.show(routine.campus.code(CHEN))
    assert [(one["person"], one["verdict"]) for one in routine.post.passages] == [(LIN.number, "hold")]
    assert routine.view.person == CHEN
    assert routine.view.temperature is None
    assert "temperature" in routine.view.decision.needed


def test_a_code_one_person_showed_is_not_believed_from_another(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.show(HEALTH)
    routine.show(routine.campus.code(CHEN))
    routine.show(HEALTH)
    assert "health-code" in routine.view.decision.needed
    assert routine.view.claims[-1].reason == "shown-by-another"


def test_the_same_person_seen_again_is_one_passage(stage: Stage) -> None:
    code = stage.campus.code(LIN)
    stage.show(code)
    stage.show(code)
    stage.show(stage.campus.code(CHEN))
    stage.clock.turn(30)
    stage.show(code)
    assert stage.view.notice == "already-passed"
    assert [one["person"] for one in stage.post.passages] == [LIN.number, CHEN.number]
    stage.clock.turn(40)
    stage.show(code)
    assert len(stage.post.passages) == 3


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("forged", "code-forged"),
        ("expired", "code-expired"),
        ("revoked", "code-revoked"),
        ("stranger", "code-wrong-key"),
    ],
)
def test_a_bad_campus_code_is_refused_and_names_nobody(stage: Stage, kind: str, reason: str) -> None:
    stage.show(getattr(stage.campus, kind)(LIN))
    assert stage.view.decision.verdict == "refuse"
    assert stage.view.decision.reasons == (reason,)
    assert stage.view.person is None
    assert stage.post.passages[0]["person"] == ""
    stage.show(stage.campus.code(LIN))
    assert stage.view.decision.verdict == "admit"


def test_somebody_not_yet_on_the_list_is_admitted_by_a_verified_code(stage: Stage) -> None:
    stage.post.people.clear()
    stage.show(stage.campus.code(LIN))
    assert stage.view.decision.verdict == "admit"
    assert stage.view.person is not None
    assert stage.view.person.name == LIN.name
    assert stage.view.decision.checks[0].reason == "not-on-roster"


def test_a_card_reader_that_types_a_number_identifies(stage: Stage) -> None:
    stage.type_(WU.id_number)
    assert stage.view.person == WU


@pytest.mark.parametrize("text", ["365", "garbage", "", "\x00" * 3000])
def test_what_no_reader_should_type_is_nobody_and_no_temperature(routine: Stage, text: str) -> None:
    routine.show(routine.campus.code(LIN))
    routine.type_(text)
    assert routine.view.temperature is None
    assert routine.view.person == LIN
    assert routine.post.passages == []


def test_enter_decides_whoever_is_there_and_makes_room(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.lane.next_person()
    assert routine.post.passages[0]["verdict"] == "hold"
    assert routine.post.passages[0]["needed"] == ("health-code", "temperature")
    assert routine.view.phase == "waiting"


def test_what_is_decided_on_demand_is_shown(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.lane.decide_now()
    assert (routine.view.phase, routine.view.decision.verdict) == ("decided", "hold")
    assert routine.view.entry is routine.post.written[0]


@pytest.mark.parametrize(("admitted", "word"), [(True, "admit"), (False, "refuse")])
def test_the_guard_decides_what_the_program_cannot(routine: Stage, admitted: bool, word: str) -> None:
    routine.lane.identify(LIN.number)
    routine.show(HEALTH, "unknown")
    routine.measure(36.5)
    routine.lane.decide_now()
    assert routine.view.decision.verdict == "undecided"
    routine.lane.judge(admitted)
    assert routine.view.judged == word
    first, second = routine.post.passages
    assert (first["judged"], second["judged"]) == ("", word)
    assert second["corrects"] == "r1"


def test_a_word_on_who_has_gone_is_not_taken_for_who_came_after(routine: Stage) -> None:
    routine.lane.identify(LIN.number)
    routine.show(HEALTH, "unknown")
    routine.measure(36.5)
    routine.lane.decide_now()
    of = routine.view.case
    routine.lane.identify(CHEN.number)
    routine.lane.look("health-code", True, of)
    assert routine.view.notice == "another-person"
    routine.show(HEALTH.replace("0123", "4567"), "unknown")
    routine.measure(36.5)
    routine.lane.decide_now()
    assert (routine.view.person, routine.view.decision.verdict) == (CHEN, "undecided")
    routine.lane.judge(True, of)
    assert (routine.view.judged, routine.view.notice) == ("", "another-person")
    routine.lane.judge(True, routine.view.case)
    assert routine.view.judged == "admit"


def test_the_guard_cannot_overrule_what_the_program_decided(routine: Stage) -> None:
    routine.show(routine.campus.expired(LIN))
    routine.lane.judge(True)
    assert [one["verdict"] for one in routine.post.passages] == ["refuse"]


def test_escape_drops_what_was_gathered(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.lane.clear()
    routine.lane.next_person()
    assert routine.post.written == []


def test_a_person_who_walks_away_is_decided_after_a_minute(routine: Stage) -> None:
    routine.show(routine.campus.code(LIN))
    routine.clock.turn(59)
    routine.lane.tick()
    assert routine.post.passages == []
    routine.clock.turn(2)
    routine.lane.tick()
    assert routine.post.passages[0]["verdict"] == "hold"
    assert routine.view.phase == "waiting"


def test_a_fever_measured_after_the_green_corrects_it(stage: Stage) -> None:
    stage.show(stage.campus.code(LIN))
    stage.clock.turn(3)
    stage.measure(38.0)
    assert stage.view.decision.verdict == "refer"
    first, second = (one for one in stage.post.written if one.fact.kind == "passage")
    assert second.fact.body is not None
    assert second.fact.body["corrects"] == first.fact.id
    assert [view.decision.verdict for view in stage.decided] == ["admit", "refer"]


def test_a_normal_temperature_after_the_green_is_kept_by_itself(stage: Stage) -> None:
    stage.show(stage.campus.code(LIN))
    stage.measure(36.4)
    assert [entry.fact.kind for entry in stage.post.written] == ["passage", "temperature"]
    body = stage.post.written[1].fact.body or {}
    assert (body["person"], body["celsius"], body["source"]) == (LIN.number, 36.4, "thermometer")
    assert stage.view.decision.verdict == "admit"


@pytest.mark.parametrize("seconds", [11, 100])
def test_a_temperature_that_comes_late_is_not_the_last_persons(stage: Stage, seconds: int) -> None:
    stage.show(stage.campus.code(LIN))
    stage.clock.turn(seconds)
    stage.measure(38.0)
    assert [one["verdict"] for one in stage.post.passages] == ["admit"]


def test_a_second_temperature_after_the_green_is_the_next_persons(routine: Stage) -> None:
    routine.lane.identify(LIN.number)
    routine.lane.look("health-code")
    routine.measure(36.5)
    routine.measure(38.4)
    assert [one["verdict"] for one in routine.post.passages] == ["admit"]


def test_life_in_danger_asks_nothing_and_is_recorded() -> None:
    stage = Stage("static")
    stage.show(stage.campus.code(LIN))
    assert stage.view.decision.verdict == "refuse"
    stage.lane.override("突发心脏病")
    assert [entry.fact.kind for entry in stage.post.written] == ["passage", "override"]
    assert stage.post.written[-1].fact.body == {"direction": "in", "person": LIN.number, "cause": "突发心脏病"}
    assert stage.view.overridden


def test_life_in_danger_needs_no_identity() -> None:
    stage = Stage("static")
    stage.lane.override("")
    assert stage.post.written[-1].fact.kind == "override"
    assert stage.view.overridden
    stage.lane.next_person()
    assert stage.view.phase == "waiting"
    assert len(stage.post.written) == 1


def test_the_other_direction_is_in_the_record(stage: Stage) -> None:
    stage.lane.turn("out")
    stage.show(stage.campus.code(LIN))
    assert stage.post.passages[0]["direction"] == "out"


def test_a_record_keeps_no_code_only_its_digest(routine: Stage) -> None:
    code = routine.campus.code(LIN)
    routine.show(code)
    routine.show(HEALTH)
    routine.lane.next_person()
    assert code not in str(routine.post.written)
    assert HEALTH not in str(routine.post.written)
