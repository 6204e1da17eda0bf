"""A forgotten PIN of the only administrator, and the code in the envelope."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.access.accounts import SignInRefused, TooSoon
from app.access.patience import FREE
from app.errors import UserError
from app.station.accountdesk import AccountDesk
from app.station.forgotten import administrators, new_pin_by_code
from app.station.local import LocalPost
from app.store.secret.key import key_for
from app.store.secret.recovery import code_of
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, actions, real_post


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    made = real_post(tmp_path)
    yield made
    made.close()


def test_the_code_of_the_envelope_gives_the_administrator_a_new_pin(post: LocalPost) -> None:
    code = code_of(key_for(post.home)).lower()
    new_pin_by_code(post, ADMINISTRATOR, code, "975310")
    post.sign_in(ADMINISTRATOR, "975310")
    assert ("account pin by code", ADMINISTRATOR, "") in actions(post)


def test_somebody_who_tried_too_often_need_not_wait_with_the_new_one(post: LocalPost) -> None:
    for _ in range(FREE):
        with pytest.raises(SignInRefused):
            post.sign_in(ADMINISTRATOR, "0000")
    with pytest.raises(TooSoon):
        post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    new_pin_by_code(post, ADMINISTRATOR, code_of(key_for(post.home)), "975310")
    post.sign_in(ADMINISTRATOR, "975310")


@pytest.mark.parametrize(
    ("name", "code", "pin", "says"),
    [
        (ADMINISTRATOR, code_of(bytes(32)), "975310", "不是本站的恢复码"),
        (ADMINISTRATOR, "24BP9-0AR15", "975310", "恢复码不对"),
        (GUARD, "", "975310", "不是管理员"),
        (ADMINISTRATOR, "", "12", "4 到 12 位"),
    ],
)
def test_what_does_not_do_changes_nothing(post: LocalPost, name: str, code: str, pin: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        new_pin_by_code(post, name, code or code_of(key_for(post.home)), pin)
    post.sign_in(name, PINS[name])


def test_only_administrators_are_offered(post: LocalPost) -> None:
    assert administrators(post) == [ADMINISTRATOR]
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    AccountDesk(post).add("孙老师", "administrator", "864200")
    AccountDesk(post).disable("孙老师")
    assert administrators(post) == [ADMINISTRATOR]
