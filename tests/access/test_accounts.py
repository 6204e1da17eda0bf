"""Signing in, and what each role may do."""

import pytest

from app.access.accounts import Accounts, SignInRefused
from app.access.roles import LABELS, PERMISSIONS, ROLES, NotPermitted, require
from app.errors import UserError
from tests.fakes.documents import MemoryDocuments


@pytest.fixture
def accounts() -> Accounts:
    return Accounts(MemoryDocuments())


def test_the_right_pin_signs_in(accounts: Accounts) -> None:
    accounts.add("周明", "guard", "135790")
    assert accounts.check("周明", "135790").role == "guard"


@pytest.mark.parametrize(("name", "pin"), [("周明", "135791"), ("周鸣", "135790"), ("周明", ""), ("", "")])
def test_a_wrong_name_or_pin_is_refused_in_the_same_words(accounts: Accounts, name: str, pin: str) -> None:
    accounts.add("周明", "guard", "135790")
    with pytest.raises(SignInRefused, match="姓名或 PIN 不对"):
        accounts.check(name, pin)


def test_the_pin_itself_is_kept_nowhere() -> None:
    documents = MemoryDocuments()
    Accounts(documents).add("周明", "guard", "135790")
    assert "135790" not in str(documents.get("accounts"))


@pytest.mark.parametrize("pin", ["123", "12ab", "", "1" * 13, "１２３４", "1234 ", "1234\n"])
def test_a_pin_that_a_number_pad_cannot_type_is_refused(accounts: Accounts, pin: str) -> None:
    with pytest.raises(UserError, match="PIN 必须是"):
        accounts.add("周明", "guard", pin)


def test_adding_a_name_again_changes_its_pin(accounts: Accounts) -> None:
    accounts.add("周明", "guard", "1111")
    accounts.add("周明", "supervisor", "2222")
    assert [one.role for one in accounts.all()] == ["supervisor"]
    with pytest.raises(SignInRefused):
        accounts.check("周明", "1111")


def test_a_guard_may_run_the_lane_but_not_change_the_level() -> None:
    require("guard", "lane.run")
    with pytest.raises(NotPermitted, match="保安"):
        require("guard", "level.set")


def test_an_administrator_may_do_everything_but_the_medical_officers_part_and_every_role_has_a_name() -> None:
    for permission in PERMISSIONS.keys() - {"medical.decide"}:
        require("administrator", permission)
    with pytest.raises(NotPermitted):
        require("administrator", "medical.decide")
    assert set(LABELS) == set(ROLES)
