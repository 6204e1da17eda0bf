"""Emergency codes: each opens the post once, and guessing them is slow."""

import pytest

from app.access.accounts import Accounts, SignInRefused
from app.access.emergency import COUNT
from app.access.patience import FREE
from tests.fakes.documents import MemoryDocuments


@pytest.fixture
def accounts() -> Accounts:
    return Accounts(MemoryDocuments())


def test_each_code_works_once(accounts: Accounts) -> None:
    codes = accounts.new_emergency_codes()
    assert len(set(codes)) == COUNT
    accounts.spend_emergency_code(codes[3])
    with pytest.raises(SignInRefused, match="已经用过"):
        accounts.spend_emergency_code(codes[3])
    accounts.spend_emergency_code(codes[0].replace("-", " "))


def test_new_codes_replace_those_made_before(accounts: Accounts) -> None:
    (old, *_), _ = accounts.new_emergency_codes(), accounts.new_emergency_codes()
    with pytest.raises(SignInRefused):
        accounts.spend_emergency_code(old)


def test_a_post_without_codes_has_none_to_guess(accounts: Accounts) -> None:
    with pytest.raises(SignInRefused):
        accounts.spend_emergency_code("")


def test_guessing_has_to_wait_and_opens_no_account_sooner(accounts: Accounts) -> None:
    accounts.add("周明", "guard", "1357")
    code, *_ = accounts.new_emergency_codes()
    for _ in range(FREE):
        with pytest.raises(SignInRefused):
            accounts.spend_emergency_code("000000000000")
    with pytest.raises(SignInRefused, match="请等"):
        accounts.spend_emergency_code(code)
    assert accounts.check("周明", "1357").role == "guard"


def test_the_codes_themselves_are_kept_nowhere() -> None:
    documents = MemoryDocuments()
    codes = Accounts(documents).new_emergency_codes()
    assert not any(code.replace("-", "") in str(documents.get("emergency-codes")) for code in codes)
