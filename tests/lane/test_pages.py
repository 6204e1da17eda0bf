"""A lane to which pages come that were read from pictures."""

import time
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from app.clock import campus
from app.codes.claim import Claim, Holder
from tests.fakes.lanes import HEALTH, Stage
from tests.fakes.posts import CHEN, LIN


def page(stage: Stage, **changes: Any) -> Claim:
    said = {"kind": "health-code", "trust": "read", "issuer": "shanghai", "color": "green", **changes}
    return Claim(**{"updated_at": campus(stage.clock()).replace(tzinfo=None), **said})


@pytest.fixture
def routine() -> Stage:
    stage = Stage("routine")
    stage.lane.identify(LIN.number)
    return stage


def test_a_page_belongs_to_whoever_is_there(routine: Stage) -> None:
    routine.lane.page(page(routine), time.monotonic())
    assert routine.view.decision.needed == ("temperature",)


def test_a_page_before_an_identity_is_not_kept() -> None:
    stage = Stage("routine")
    stage.lane.page(page(stage, holder=Holder(name="林*彤")), time.monotonic())
    assert stage.view.notice == "identity-first"
    stage.lane.identify(LIN.number)
    assert stage.view.claims == ()


@pytest.mark.parametrize("code_first", [True, False])
def test_the_code_and_the_text_of_one_page_are_one_claim(routine: Stage, code_first: bool) -> None:
    shown = page(routine, holder=Holder(name="林*彤"))
    if code_first:
        routine.show(HEALTH)
    routine.lane.page(shown, time.monotonic())
    if not code_first:
        routine.show(HEALTH)
    (claim,) = routine.view.claims
    assert claim.token
    assert (claim.color, claim.holder.name) == ("green", "林*彤")


def settled(stage: Stage) -> None:
    """Everything but the health code is there."""
    stage.measure(36.5)


def look_twice(stage: Stage, first: Claim, seconds: float, **changes: Any) -> None:
    taken = time.monotonic()
    stage.lane.page(first, taken)
    stage.clock.turn(seconds)
    stage.lane.page(msgspec.structs.replace(first, **changes), taken + seconds)


def test_a_page_whose_code_does_not_hold_does_not_either(routine: Stage) -> None:
    routine.lane.identify(CHEN.number)
    routine.show(HEALTH)
    routine.lane.identify(LIN.number)
    routine.show(HEALTH)
    routine.lane.page(page(routine), time.monotonic())
    assert [(claim.trust, claim.reason) for claim in routine.view.claims] == [("invalid", "shown-by-another")]
    assert "health-code" in routine.view.decision.needed


def test_a_red_code_is_not_talked_away_by_a_green_page(routine: Stage) -> None:
    routine.show(HEALTH, "red")
    routine.lane.page(page(routine), time.monotonic())
    assert routine.view.decision.reasons == ("health-code-red",)


def test_a_code_and_a_page_that_quarrel_about_the_colour_are_for_the_guard(routine: Stage) -> None:
    settled(routine)
    routine.show(HEALTH, "grey")
    routine.lane.page(page(routine), time.monotonic())
    assert routine.view.decision.verdict == "undecided"


def test_the_code_knows_what_the_page_is_in_doubt_of(routine: Stage) -> None:
    settled(routine)
    routine.lane.page(page(routine, color="unknown", doubtful=("color",)), time.monotonic())
    assert routine.view.decision.reasons == ("page-doubtful",)
    routine.show(HEALTH)
    assert routine.view.decision.verdict == "admit"


def test_a_surer_reading_takes_the_place_of_an_earlier_one(routine: Stage) -> None:
    settled(routine)
    doubtful = page(routine, doubtful=("holder.name",), holder=Holder(name="王*"))
    look_twice(routine, doubtful, 1, doubtful=(), holder=Holder(name="林*彤"))
    assert len(routine.view.claims) == 1
    assert routine.view.decision.verdict == "admit"


def test_a_reading_in_doubt_does_not_take_the_place_of_a_sure_one(routine: Stage) -> None:
    sure = page(routine, holder=Holder(name="林*彤"))
    look_twice(routine, sure, 1, doubtful=("color", "holder.name"), color="unknown", holder=Holder(name="王*"))
    assert routine.view.claims == (sure,)


def test_a_page_of_another_colour_stands_beside_the_first(routine: Stage) -> None:
    look_twice(routine, page(routine, color="red"), 3, color="green")
    assert [claim.color for claim in routine.view.claims] == ["red", "green"]
    assert routine.view.decision.verdict == "refuse"


def test_a_clock_that_does_not_tick_between_two_looks_is_pointed_out(routine: Stage) -> None:
    look_twice(routine, page(routine, ticks=True), 3)
    assert routine.view.claims[0].reason == "page-clock-stopped"
    settled(routine)
    assert (routine.view.decision.verdict, routine.view.decision.reasons) == ("undecided", ("page-clock-stopped",))
    routine.lane.look("health-code")
    assert routine.view.decision.verdict == "admit"


@pytest.mark.parametrize(("looks", "reason"), [
    ([(0, 0), (1.5, 0)], ""),
    ([(0, 0), (1.5, 0), (2.5, 0)], "page-clock-stopped"),
    ([(0, 0), (3, 3)], "page-clock-running"),
    ([(0, 0), (3, 4), (6, 6)], "page-clock-running"),
    ([(0, 0), (3, 40)], ""),
    ([(0, 0), (3, -5)], ""),
    ([(0, 0), (3, 0), (9, 9)], "page-clock-stopped"),
])  # fmt: skip
def test_looks_at_a_clock(routine: Stage, looks: list[tuple[float, float]], reason: str) -> None:
    """Each look after so many seconds, at a clock that shows so many more than at first."""
    start, shown = time.monotonic(), datetime(2022, 4, 10, 14, 40, 21)
    for taken, more in looks:
        routine.lane.page(page(routine, ticks=True, updated_at=shown + timedelta(seconds=more)), start + taken)
    assert reason in [claim.reason for claim in routine.view.claims]
    if reason != "page-clock-stopped":
        assert "page-clock-stopped" not in [claim.reason for claim in routine.view.claims]


@pytest.mark.parametrize("changes", [{"ticks": False}, {"doubtful": ("updated_at",)}], ids=["no clock", "in doubt"])
def test_only_a_clock_that_was_surely_read_can_stand_still(routine: Stage, changes: dict[str, Any]) -> None:
    look_twice(routine, page(routine, **{"ticks": True, **changes}), 5)
    assert {claim.reason for claim in routine.view.claims} == {""}


def test_a_clock_that_stands_still_behind_the_green_corrects_it(routine: Stage) -> None:
    settled(routine)
    shown = page(routine, ticks=True, updated_at=datetime(2022, 4, 10, 14, 40, 21))
    look_twice(routine, shown, 1)
    assert [one["verdict"] for one in routine.post.passages] == ["admit"]
    assert routine.view.notice == ""
    routine.clock.turn(2)
    routine.lane.page(shown, time.monotonic() + 3)
    assert [one["verdict"] for one in routine.post.passages] == ["admit", "undecided"]
    assert routine.post.passages[1]["reasons"] == ("page-clock-stopped",)


def test_a_page_behind_the_green_that_is_not_that_person_s_is_the_next_one_s(routine: Stage) -> None:
    settled(routine)
    routine.lane.page(page(routine, holder=Holder(phone="138****0001")), time.monotonic())
    assert routine.view.decision.verdict == "admit"
    routine.lane.page(page(routine, color="red", holder=Holder(phone="139****0002")), time.monotonic())
    assert routine.view.notice == "identity-first"
    assert [one["verdict"] for one in routine.post.passages] == ["admit"]


def test_somebody_who_waits_for_their_temperature_showed_a_page_of_now(routine: Stage) -> None:
    routine.lane.page(page(routine, ticks=True), time.monotonic())
    for _ in range(5):
        routine.clock.turn(50)
        routine.lane.look("mask")
    settled(routine)
    assert routine.view.decision.verdict == "admit"


def test_a_code_s_own_expiry_counts_for_its_page(routine: Stage) -> None:
    settled(routine)
    late = page(routine, expires_at=campus(routine.clock()) - timedelta(minutes=11))
    routine.lane.page(late, time.monotonic())
    assert routine.view.decision.needed == ("health-code",)


# One page, two people

SECOND = datetime(2022, 4, 10, 14, 39, 21)


def shown_by_both(stage: Stage, **changes: Any) -> str:
    """What is said of a page that the next person shows too."""
    stage.lane.identify(CHEN.number)
    stage.lane.page(page(stage, **changes), time.monotonic())
    stage.lane.identify(LIN.number)
    stage.lane.page(page(stage, **changes), time.monotonic())
    return stage.view.claims[-1].reason


@pytest.mark.parametrize("changes", [
    {"ticks": True, "updated_at": SECOND},
    {"updated_at": SECOND, "holder": Holder(phone="138****0001")},
    {"updated_at": SECOND, "holder": Holder(id_number="2201**********0001")},
], ids=["running clock", "phone", "id number"])  # fmt: skip
def test_the_very_page_that_another_person_showed_is_pointed_out(routine: Stage, changes: dict[str, Any]) -> None:
    assert shown_by_both(routine, **changes) == "shown-by-another"
    assert "health-code" in routine.view.decision.needed


@pytest.mark.parametrize("changes", [
    {"updated_at": SECOND},
    {"updated_at": SECOND, "holder": Holder(name="*彤")},
    {"updated_at": SECOND.replace(second=0), "holder": Holder(phone="138****0001")},
    {"ticks": True, "updated_at": SECOND, "doubtful": ("updated_at",)},
], ids=["same second", "alike names", "minutes", "in doubt"])  # fmt: skip
def test_two_people_s_own_pages_may_look_alike(routine: Stage, changes: dict[str, Any]) -> None:
    assert shown_by_both(routine, **changes) != "shown-by-another"


def test_a_page_shown_in_another_s_turn_stays_its_owner_s(routine: Stage) -> None:
    own = {"ticks": True, "updated_at": SECOND, "holder": Holder(name="林*彤", phone="138****0001")}
    assert shown_by_both(routine, **own) != "shown-by-another"
    assert routine.view.decision.needed == ("temperature",)


def test_a_name_in_doubt_does_not_make_a_stranger_of_the_person(routine: Stage) -> None:
    settled(routine)
    routine.lane.page(page(routine, holder=Holder(name="王*")), time.monotonic())
    assert routine.view.decision.reasons == ("identities-disagree",)
    routine.lane.clear()
    routine.lane.identify(LIN.number)
    settled(routine)
    routine.lane.page(page(routine, holder=Holder(name="王*"), doubtful=("holder.name",)), time.monotonic())
    assert routine.view.decision.reasons == ("page-doubtful",)
