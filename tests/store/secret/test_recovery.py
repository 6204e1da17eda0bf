"""The recovery code brings the key back, however it was copied, and a slip of the pen is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.store.secret.recovery import ALPHABET, code_of, key_of

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_code_gives_its_key(key):
    assert key_of(code_of(key)) == key


@given(KEYS)
def test_it_may_be_copied_carelessly(key):
    code = code_of(key)
    assert key_of(code.lower().replace("-", "  ")) == key
    assert key_of(code.replace("1", "l").replace("0", "o")) == key


@given(KEYS, st.integers(0, 54), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_told(key, place, wrong):
    letters = [one for one in code_of(key) if one != "-"]
    if letters[place] == wrong:
        return
    letters[place] = wrong
    with pytest.raises(UserError, match="恢复码不对"):
        key_of("".join(letters))


@given(st.text(max_size=80))
def test_what_is_no_code_is_told_in_a_sentence(text):
    with pytest.raises(UserError, match="恢复码不对"):
        key_of(text)


def test_it_is_eleven_groups_of_five():
    assert [len(group) for group in code_of(bytes(32)).split("-")] == [5] * 11
