"""Who is on duty: signing in, leaving, and what the records say of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.access.accounts import SignInRefused
from app.access.roles import NotPermitted
from app.errors import UserError
from app.settings import Home
from app.station.local import LocalPost
from app.store.reference.own import ACCOUNT
from app.store.reference.sections import Reference
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, actions, fill_disk, real_post


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    opened = real_post(tmp_path / "home")
    yield opened
    opened.close()


def test_a_refused_attempt_names_the_account_and_not_whoever_is_on_duty(post: LocalPost) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(SignInRefused):
        post.sign_in(LEADER, "9999")
    assert actions(post)[-1] == ("sign-in refused", LEADER, "")
    assert post.operator() == GUARD


def test_what_somebody_typed_for_a_name_is_not_kept(post: LocalPost) -> None:
    """It may be a PIN, typed into the wrong field."""
    with pytest.raises(SignInRefused):
        post.sign_in("135790", "")
    assert actions(post) == [("sign-in refused", "", "")]


def test_an_account_that_cannot_be_read_is_no_refusal(post: LocalPost, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise UserError("数据库不能读。")

    monkeypatch.setattr(post.accounts, "check", broken)
    with pytest.raises(UserError, match="数据库不能读"):
        post.sign_in(GUARD, PINS[GUARD])
    assert actions(post) == []


def test_nobody_goes_on_duty_unrecorded(post: LocalPost, monkeypatch: pytest.MonkeyPatch) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    fill_disk(monkeypatch)
    with pytest.raises(UserError, match="磁盘已满"):
        post.sign_in(LEADER, PINS[LEADER])
    assert post.operator() == GUARD


def test_signing_in_is_recorded_at_once(post: LocalPost) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    assert actions(post) == [("sign-in", "guard", GUARD)]


def test_who_acts_for_one_command_is_recorded_before_what_they_write(post: LocalPost) -> None:
    post.act_as(post.accounts.named(LEADER))
    assert actions(post) == []
    post.set_level("open", "试试")
    post.set_level("closed", "试试")
    assert [name for name, *_ in actions(post)] == ["sign-in", "level", "level"]


def test_leaving_is_recorded_and_leaves_nobody(post: LocalPost) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    post.sign_out()
    assert actions(post)[-1] == ("sign-out", "guard", GUARD)
    assert post.operator() == ""
    assert not post.may("lane.run")


def test_somebody_may_leave_also_when_the_disk_is_full(post: LocalPost, monkeypatch: pytest.MonkeyPatch) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    fill_disk(monkeypatch)
    with pytest.raises(UserError, match="磁盘已满"):
        post.sign_out()
    assert post.operator() == ""


def test_a_line_in_the_settings_makes_no_demonstration(tmp_path: Path, post: LocalPost) -> None:
    settings = tmp_path / "home" / "settings.json"
    settings.write_text('{"demonstration": true, "camera": ""}', encoding="utf-8")
    again = LocalPost.open(Home(tmp_path / "home"))
    assert not again.demonstration
    with pytest.raises(UserError, match="正式的值守台"):
        again.become_demonstration()
    again.close()


def test_a_demonstration_stays_one(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    post = LocalPost.open(home)
    post.become_demonstration()
    post.accounts.add("演示", "administrator", "2468")
    post.close()
    again = LocalPost.open(home)
    assert again.demonstration
    again.become_demonstration()
    again.close()


def test_a_hand_over_names_both_and_leaves_no_moment_without_anybody(post: LocalPost) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    post.hand_over(LEADER, PINS[LEADER])
    assert actions(post)[-1] == ("hand-over", GUARD, LEADER)
    assert (post.operator(), post.role()) == (LEADER, "supervisor")


def test_a_refused_hand_over_changes_nobody(post: LocalPost) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(SignInRefused):
        post.hand_over(LEADER, "0000")
    assert post.operator() == GUARD


@pytest.fixture
def elsewhere(post: LocalPost) -> Iterator[LocalPost]:
    """The same post in another process: an administrator's command."""
    opened = LocalPost.open(post.home)
    opened.act_as(opened.accounts.named(ADMINISTRATOR))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda other: other.accounts.change(LEADER, disabled=True),
        lambda other: other.accounts.change(LEADER, role="guard"),
        lambda other: other.remove_account(LEADER),
    ],
)
def test_an_account_that_is_taken_away_loses_its_powers_at_once_and_the_lane_goes_on(
    post: LocalPost, elsewhere: LocalPost, change: Callable[[LocalPost], object]
) -> None:
    post.sign_in(LEADER, PINS[LEADER])
    post.permit("level.set")
    change(elsewhere)
    with pytest.raises(NotPermitted):
        post.permit("level.set")
    assert not post.may("level.set")
    post.permit("lane.run")
    assert post.may("lane.run")
    assert post.operator() == LEADER


def test_a_disabled_one_is_told_so_and_may_again_once_enabled(post: LocalPost, elsewhere: LocalPost) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    elsewhere.accounts.change(GUARD, disabled=True)
    with pytest.raises(NotPermitted, match=f"{GUARD}.*停用"):
        post.permit("records.read")
    elsewhere.accounts.change(GUARD, disabled=False)
    post.permit("records.read")


def test_the_centres_accounts_hold_from_the_moment_they_are_in_use(post: LocalPost) -> None:
    post.sign_in(LEADER, PINS[LEADER])
    Reference(post.database).put(ACCOUNT, "wang", {"name": "wang", "role": "administrator", "pin": "-"})
    assert not post.may("level.set")


def test_an_emergency_sign_in_is_no_account_and_keeps_its_powers(post: LocalPost, elsewhere: LocalPost) -> None:
    code = elsewhere.accounts.new_emergency_codes()[0]
    post.sign_in_emergency(code, "联系不上")
    elsewhere.accounts.change(GUARD, disabled=True)
    assert post.may("level.set")
