"""Grants at a post: who gives them, who has them, and the record of each."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.accounts import SignInRefused
from app.access.grants import EVERYBODY, NotGranted
from app.access.roles import NotPermitted
from app.errors import UserError, WrongUse
from app.settings import Home
from app.station.granting import Granting
from app.station.local import LocalPost
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, actions, fill_disk
from tests.fakes.lookedback import CHEN, DUTY, LIN, MEDICAL, WHY, LookedBack

ACT = "contacts.look"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[LookedBack]:
    made = LookedBack(tmp_path)
    yield made
    made.close()


def recorded(made: LookedBack) -> list[tuple[str, str, str]]:
    return [one for one in actions(made.post) if one[0].startswith("grant")]


def test_a_leader_grants_himself_and_it_is_recorded(made: LookedBack) -> None:
    grant = made.granting.give(ACT, LIN, WHY)
    assert made.granting.need(ACT, LIN) == grant
    entry = list(made.post.ledger.entries("audit"))[-1]
    body = entry.fact.body or {}
    assert (body["action"], body["about"], body["person"], entry.fact.operator) == ("grant", ACT, LIN, LEADER)
    assert WHY in body["detail"]
    assert grant.id in body["detail"]
    with pytest.raises(NotGranted):
        made.granting.need(ACT, CHEN)


@pytest.mark.parametrize(("who", "pin"), [(DUTY, "2468"), (MEDICAL, "2468")])
def test_a_duty_officer_needs_a_leaders_word_and_pin(made: LookedBack, who: str, pin: str) -> None:
    made.post.sign_in(who, pin)
    with pytest.raises(NotPermitted):
        made.granting.give(ACT, LIN, WHY)
    with pytest.raises(SignInRefused):
        made.granting.leader(LEADER, "0000")
    with pytest.raises(NotPermitted):
        made.granting.give(ACT, LIN, WHY, leader=made.granting.leader(GUARD, PINS[GUARD]))
    assert recorded(made) == []
    made.granting.give(ACT, LIN, WHY, leader=made.granting.leader(LEADER, PINS[LEADER]))
    assert made.granting.need(ACT, LIN).by == LEADER
    assert recorded(made) == [("grant", ACT, LEADER)]
    assert made.post.operator() == who


def test_a_grant_to_somebody_else_is_theirs_alone(made: LookedBack) -> None:
    made.granting.give(ACT, EVERYBODY, WHY, to=DUTY)
    with pytest.raises(NotGranted):
        made.granting.need(ACT, LIN)
    made.post.sign_in(DUTY, "2468")
    assert made.granting.need(ACT, LIN).to == DUTY


@pytest.mark.parametrize("to", [GUARD, "没有这个人"])
def test_it_goes_to_nobody_whose_role_is_not_for_it(made: LookedBack, to: str) -> None:
    with pytest.raises(UserError):
        made.granting.give(ACT, LIN, WHY, to=to)
    assert (recorded(made), made.granting.in_force()) == ([], [])


@pytest.mark.parametrize("act", ["contacts.look", "person.export", "denials.keep"])
def test_a_guard_gets_a_sentence_whatever_was_granted(made: LookedBack, act: str) -> None:
    made.granting.give(act, EVERYBODY, WHY)
    made.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted, match="保安"):
        made.granting.need(act, LIN)
    with pytest.raises(NotPermitted):
        made.granting.give(act, LIN, WHY)


def test_it_ends_by_itself_and_after_a_restart_too(made: LookedBack) -> None:
    made.granting.give(ACT, LIN, WHY, timedelta(hours=2))
    made.later(minutes=119)
    path = made.post.home.path
    made.post.close()
    made.post = LocalPost.open(Home(path), lambda: made.now)
    again = Granting(made.post)
    made.post.sign_in(LEADER, PINS[LEADER])
    assert again.need(ACT, LIN).why == WHY
    made.later(minutes=1)
    with pytest.raises(NotGranted):
        again.need(ACT, LIN)


def test_whoever_has_it_or_leads_takes_it_back(made: LookedBack) -> None:
    one, two, other = (made.granting.give(ACT, LIN, WHY, to=to) for to in (DUTY, DUTY, ""))
    made.post.sign_in(DUTY, "2468")
    assert made.granting.in_force() == [one, two]
    made.granting.end(one.id)
    with pytest.raises(NotPermitted):
        made.granting.end(other.id)
    made.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    made.granting.end(two.id)
    assert made.granting.in_force() == [other]
    assert [(name, by) for name, _, by in recorded(made)][-2:] == [
        ("grant ended", DUTY),
        ("grant ended", ADMINISTRATOR),
    ]


def test_what_cannot_be_recorded_is_not_granted(made: LookedBack, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        fill_disk(broken)
        with pytest.raises(UserError, match="磁盘已满"):
            made.granting.give(ACT, LIN, WHY)
    assert made.granting.in_force() == []


def test_the_same_person_by_another_number(made: LookedBack) -> None:
    person = made.post.people.get(LIN)
    assert person is not None
    made.granting.give(ACT, f" {LIN} ", WHY)
    assert made.granting.covering(ACT, LIN)
    with pytest.raises(WrongUse):
        made.granting.give(ACT, " ", WHY)


@pytest.mark.parametrize("word", ["all", "所有人", "全部", "Everybody"])
def test_everybody_is_said_in_the_words_of_whoever_types(made: LookedBack, word: str) -> None:
    assert made.granting.give(ACT, word, WHY).whom == EVERYBODY
