"""A lane to which pages come that were read from pictures."""

import time

import pytest

from app.clock import campus
from app.codes.claim import Claim, Holder
from tests.fakes.posts import LIN
from tests.lane.test_lane import HEALTH, Stage


def page(stage: Stage, **changes: object) -> Claim:
    said = {"kind": "health-code", "trust": "read", "issuer": "shanghai", "color": "green", **changes}
    return Claim(**{"updated_at": campus(stage.clock()).replace(tzinfo=None), **said})  # type: ignore[arg-type]


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
