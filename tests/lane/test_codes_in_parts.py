"""Codes that are not evidence by themselves: a part of a health card, a goods ticket, a control point."""

import time
from datetime import timedelta

import pytest

from app.codes.campus_sign import sign_point, sign_ticket
from app.codes.campus_things import ControlPoint, GoodsTicket
from app.decode.symbol import Symbol
from tests.fakes.certificates import card, elliptic, jws, numeric
from tests.fakes.lanes import Stage
from tests.fakes.posts import CHEN, LIN, START

CARD = jws(elliptic(21), card({"resourceType": "Immunization", "status": "completed"}))


@pytest.fixture
def routine() -> Stage:
    stage = Stage("routine")
    stage.lane.identify(LIN.number)
    return stage


def show_part(stage: Stage, number: int, count: int = 3) -> None:
    size = -(-len(CARD) // count)
    part = CARD[(number - 1) * size : number * size]
    stage.lane.scan(Symbol("QRCode", numeric(part, f"{number}/{count}/")), time.monotonic())


def test_the_parts_of_a_card_are_counted_and_joined(routine: Stage) -> None:
    for number, seen in ((1, (1, 3)), (3, (2, 3))):
        show_part(routine, number)
        assert (routine.view.notice, routine.view.parts, routine.view.claims) == ("shc-incomplete", seen, ())
    show_part(routine, 2)
    assert [(claim.kind, claim.reason) for claim in routine.view.claims] == [("shc", "issuer-unknown")]
    assert routine.view.parts == (0, 0)


def test_another_person_begins_a_card_anew(routine: Stage) -> None:
    show_part(routine, 1)
    show_part(routine, 2)
    routine.lane.identify(CHEN.number)
    show_part(routine, 3)
    assert (routine.view.parts, routine.view.claims) == ((1, 3), ())


def test_a_part_before_an_identity_is_not_kept() -> None:
    stage = Stage("routine")
    show_part(stage, 1)
    assert stage.view.notice == "identity-first"
    stage.lane.identify(LIN.number)
    assert stage.view.parts == (0, 0)


def test_somebody_who_turns_pages_is_still_there(routine: Stage) -> None:
    for _ in range(4):
        routine.clock.turn(40)
        show_part(routine, 1)
        routine.lane.tick()
    assert routine.view.person == LIN


@pytest.mark.parametrize("kind", ["goods-ticket", "control-point"])
@pytest.mark.parametrize("somebody", [True, False])
def test_a_thing_s_code_is_named_and_is_nobody_s_evidence(kind: str, somebody: bool) -> None:
    stage = Stage("open" if not somebody else "routine")
    if somebody:
        stage.lane.identify(LIN.number)
    before = stage.views[-1].decision if somebody else None
    span = {"not_before": START - timedelta(days=1), "not_after": START + timedelta(days=1)}
    if kind == "goods-ticket":
        payload = sign_ticket(GoodsTicket("G-1", "长春粮油", "daily"), stage.campus.key, **span)
    else:
        payload = sign_point(ControlPoint("P-1", "三食堂后门"), stage.campus.key, **span)
    stage.show(payload)
    assert (stage.view.notice, stage.view.claims) == (kind, ())
    assert stage.view.person == (LIN if somebody else None)
    assert before is None or stage.view.decision == before
    assert stage.post.written == []
