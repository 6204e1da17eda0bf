"""Accounts of a post: who may change them, what is recorded, and getting in when the right role is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.access.accounts import SignInRefused
from app.access.roles import NotPermitted
from app.errors import UserError
from app.settings import Home, Settings
from app.station.local import LocalPost
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, actions, real_post


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    opened = real_post(tmp_path / "home")
    yield opened
    opened.close()


def test_the_first_account_needs_nobody_on_duty_and_the_second_does(tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    home.save(Settings(camera=""))
    post = LocalPost.open(home)
    post.add_account("何老师", "administrator", "3333")
    with pytest.raises(NotPermitted):
        post.add_account("周明", "guard", "1111")
    post.sign_in("何老师", "3333")
    post.add_account("周明", "guard", "1111")
    assert [account.name for account in post.accounts.all()] == ["何老师", "周明"]
    post.close()


@pytest.mark.parametrize("who", [GUARD, LEADER])
def test_only_an_administrator_changes_accounts(post: LocalPost, who: str) -> None:
    post.sign_in(who, PINS[who])
    for act in (
        lambda: post.add_account("新人", "administrator", "9999"),
        lambda: post.remove_account(GUARD),
        post.new_emergency_codes,
    ):
        with pytest.raises(NotPermitted):
            act()
    assert {account.name for account in post.accounts.all()} == set(PINS)


def test_the_last_administrator_stays(post: LocalPost) -> None:
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    with pytest.raises(UserError, match="最后一个管理员"):
        post.remove_account(ADMINISTRATOR)
    post.add_account("第二位", "administrator", "4444")
    post.remove_account(ADMINISTRATOR)
    assert ADMINISTRATOR not in {account.name for account in post.accounts.all()}


def test_the_last_administrator_does_not_become_a_guard(post: LocalPost) -> None:
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    with pytest.raises(UserError, match="最后一个管理员"):
        post.add_account(ADMINISTRATOR, "guard", "3333")
    assert post.accounts.first_administrator().name == ADMINISTRATOR


def test_one_changes_ones_own_pin_with_the_old_one(post: LocalPost) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(SignInRefused):
        post.change_pin("0000", "5678")
    post.change_pin(PINS[GUARD], "5678")
    assert post.check(GUARD, "5678").role == "guard"
    with pytest.raises(SignInRefused):
        post.check(GUARD, PINS[GUARD])


def test_emergency_access_acts_as_a_leader_and_is_recorded_with_its_reason(post: LocalPost) -> None:
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    code, *_ = post.new_emergency_codes()
    post.sign_out()
    with pytest.raises(UserError, match="原因"):
        post.sign_in_emergency(code, "  ")
    post.sign_in_emergency(code, "带班领导联系不上，需封闭校门")
    post.set_level("sealed", "夜间突发")
    assert ("emergency sign-in", "supervisor", "应急登录") in actions(post)
    assert ("level", "sealed", "应急登录") in actions(post)
    with pytest.raises(NotPermitted):
        post.add_account("新人", "administrator", "9999")


def test_a_wrong_emergency_code_is_recorded_and_opens_nothing(post: LocalPost) -> None:
    with pytest.raises(SignInRefused):
        post.sign_in_emergency("1111-2222-3333", "试试")
    assert [action for action, *_ in actions(post)] == ["sign-in refused"]
    with pytest.raises(NotPermitted):
        post.role()


def test_what_is_done_to_accounts_is_recorded_without_a_pin(post: LocalPost) -> None:
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    post.add_account("新人", "guard", "975310")
    post.remove_account("新人")
    post.change_pin(PINS[ADMINISTRATOR], "864200")
    made = [one for one in actions(post) if one[0] != "sign-in"]
    assert made == [
        ("account", "新人", ADMINISTRATOR),
        ("account removed", "新人", ADMINISTRATOR),
        ("pin", ADMINISTRATOR, ADMINISTRATOR),
    ]
    assert "975310" not in str([entry.fact.body for entry in post.ledger.entries("audit")])
