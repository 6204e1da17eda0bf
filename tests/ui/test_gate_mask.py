"""Masks at the gate (口罩): one key says that somebody wears none, and once more that they do; recorded either way."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as other
from PySide6.QtCore import Qt

from app.lane.lane import Lane
from app.policy.decision import Check
from app.policy.level import Level, levels
from app.policy.person import Person
from app.policy.rule import Demand
from tests.fakes import views
from tests.fakes.hands import Hands
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, real_post
from tests.fakes.window import NOW
from tests.shots.stage import Stage
from ui.screens.gate.screen import Gate

Key = Qt.Key
LIN = Person(number="S2021080207", name="林小童")


def test_one_key_and_its_twin_say_that_somebody_wears_none(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.press(Key.Key_End)
    hands.pad(".0")
    assert stage.post.asked == [("look", "mask", False)] * 2


def test_once_more_says_that_they_do_now(gate: Gate, hands: Hands, stage: Stage) -> None:
    missing = Check("mask", "failed", "seen", "mask-not-good")
    decision = replace(views.GATHERING.decision, checks=(*views.GATHERING.decision.checks, missing))
    gate.show_view(replace(views.GATHERING, decision=decision))
    hands.press(Key.Key_End)
    assert stage.post.asked == [("look", "mask", True)]
    assert ("End", "口罩戴好了") in {(hint.key, hint.does) for hint in gate.hints()}


def asking(level: Level) -> Level:
    """The level, and a mask of everybody beside."""
    rules = tuple(other(rule, demands=(*rule.demands, "mask")) for rule in level.rules)
    return other(level, demands={**level.demands, "mask": Demand(item="mask")}, rules=rules)


def passages(lane: Lane, looks: tuple[bool, ...]) -> list[dict[str, Any]]:
    lane.identify(LIN.number)
    for good in looks:
        lane.look("mask", good)
    lane.next_person()
    return [one.fact.body or {} for one in lane._post.ledger.entries("passage")]  # type: ignore[attr-defined]  # a real post


@pytest.mark.parametrize(
    ("looks", "verdict", "state", "reason"),
    [
        ((True,), "admit", "done", ""), ((False, True), "admit", "done", ""),
        ((False,), "hold", "failed", "mask-not-good"), ((), "hold", "missing", ""),
    ],
)  # fmt: skip
def test_where_the_level_asks_worn_given_refused_and_not_looked_at_are_told_apart_in_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looks: tuple[bool, ...], verdict: str, state: str, reason: str
) -> None:
    post = real_post(tmp_path / "home", lambda: NOW)
    try:
        post.sign_in(GUARD, PINS[GUARD])
        post.people.upsert([LIN])
        level = asking(levels()["open"])
        monkeypatch.setattr(type(post), "level", lambda _self: level)
        kept = passages(Lane(post, lambda: NOW), looks)[-1]
        (check,) = [one for one in kept["checks"] if one["item"] == "mask"]
        assert (kept["verdict"], check["state"], check.get("reason", "")) == (verdict, state, reason)
    finally:
        post.close()


def test_where_nobody_asked_for_it_a_missing_mask_holds_until_it_is_put_on(tmp_path: Path) -> None:
    post = real_post(tmp_path / "home", lambda: NOW)
    try:
        post.people.upsert([LIN])
        post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
        post.set_level("routine")
        for looks, noted in (((False,), True), ((False, True), False)):
            kept = passages(Lane(post, lambda: NOW), looks)[-1]
            assert ("mask-not-good" in kept["reasons"]) == noted
    finally:
        post.close()
