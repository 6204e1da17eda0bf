"""Whoever the dormitory observes is asked about at every post's way out, until the medical officer releases them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.lane.lane import Lane
from app.lane.view import LaneView
from app.policy.rule import Direction
from app.reasons import REASONS
from tests.fakes.building import number_of
from tests.fakes.homes import GUARD, PINS
from tests.fakes.observed import OFFICER, Observed

HE, XU = number_of("103-1"), number_of("103-2")


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[Observed]:
    made = Observed(tmp_path)
    made.post.set_level("open", "平时")
    made.later(seconds=1)
    yield made
    made.close()


def verdict(seen: Observed, number: str, direction: Direction) -> tuple[str, tuple[str, ...]]:
    shown: list[LaneView] = []
    seen.later(minutes=1)
    lane = Lane(seen.post, lambda: seen.house.now, direction=direction, on_decision=shown.append)
    lane.identify(number)
    lane.next_person()
    return shown[-1].decision.verdict, shown[-1].decision.reasons


@pytest.mark.parametrize("home", [False, True])
def test_somebody_observed_is_asked_about_on_the_way_out_until_they_are_released(seen: Observed, home: bool) -> None:
    assert verdict(seen, HE, "out") == ("admit", ())
    seen.desk.place(HE, "contact", "" if home else "9-302", home=home)
    seen.post.sign_in(GUARD, PINS[GUARD])
    assert verdict(seen, HE, "out") == ("undecided", ("call-duty-room",))
    assert verdict(seen, HE, "in") == ("admit", ())
    assert verdict(seen, XU, "out") == ("admit", ())
    seen.as_(OFFICER)
    seen.desk.release(seen.desk.page().people[0].stay, "满 14 天")
    assert verdict(seen, HE, "out") == ("admit", ())


def test_the_record_and_the_words_say_whom_to_call_and_never_why(seen: Observed) -> None:
    seen.desk.place(HE, "contact", "9-302")
    verdict(seen, HE, "out")
    body = list(seen.post.ledger.entries("passage"))[-1].fact.body or {}
    assert body["reasons"] == ["call-duty-room"]
    said = f"{body} {REASONS['call-duty-room'].zh}"
    assert not [word for word in ("留观", "观察", "密接", "contact", "9/302") if word in said]
