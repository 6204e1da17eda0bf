"""Holders as pages print them and as they are read, against the roster."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes.claim import Holder
from app.policy.holder import may_be, same_name, same_number
from app.policy.person import Person

ID = "22010120010203123X"
PERSON = Person(number="20190101", name="张小明", phone="10000001234", id_number=ID)


@pytest.mark.parametrize(
    "shown", ["张小明", "张*", "张**", "*小明", "**明", "*明", "张*明", "张＊明", "张x明", "张 * 明", "明", "小明", ""]
)
def test_a_masked_name_may_be_the_person(shown):
    assert same_name(shown, "张小明")


@pytest.mark.parametrize("shown", ["张大明", "李*", "*刚", "李*明", "张小", "王"])
def test_a_name_that_contradicts_is_not(shown):
    assert not same_name(shown, "张小明")


def test_a_mask_hides_at_least_one_character():
    assert not same_name("张三*", "张三")


@pytest.mark.parametrize(("shown", "known", "same"), [
    ("ZHANG XIAOMING", "张小明", True),
    ("SMITH JOHN", "John Smith", True),
    ("Smith John Paul", "John Smith", True),
    ("Jane Smith", "John Smith", False),
    ("买买提·艾力", "买买提艾力", True),
])  # fmt: skip
def test_names_in_other_scripts_and_orders(shown, known, same):
    assert same_name(shown, known) is same


@pytest.mark.parametrize(
    "shown", [ID, ID.lower(), "2201**********123X", "22****3x", "2***X", "220101*123X", "", "2201 **** 123X"]
)
def test_an_id_number_by_its_visible_ends(shown):
    assert same_number(shown, ID)


@pytest.mark.parametrize("shown", ["2201**********1234", "2202**********123X", "220101200102031231", "****1234"])
def test_an_id_number_that_contradicts(shown):
    assert not same_number(shown, ID)


@pytest.mark.parametrize(("shown", "same"), [
    ("100****1234", True), ("1xx****1234", True), ("1xx****xxxx", True), ("1001234", True), ("+86 100 0000 1234", True),
    ("101****1234", False), ("100****9999", False), ("10000001235", False),
])  # fmt: skip
def test_phones(shown, same):
    assert same_number(shown, "10000001234", phone=True) is same


def test_a_birthday_is_compared_with_the_id_number():
    assert may_be(Holder(born=date(2001, 2, 3)), PERSON)
    assert not may_be(Holder(born=date(2001, 2, 4)), PERSON)


def test_the_campus_s_own_number_is_compared_whole():
    assert not may_be(Holder(number="2019010"), PERSON)


@given(st.text(alphabet="张王李小明芳刚", min_size=2, max_size=4), st.data())
def test_every_masking_of_a_name_may_be_its_owner(name, data):
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    stars = "*" * data.draw(st.integers(1, 4))
    assert same_name(name[:start] + stars + name[end:], name)


@given(st.text(), st.text())
def test_any_text_can_be_compared(shown, known):
    holder = Holder(name=shown, number=known, phone=shown, id_number=shown)
    assert may_be(holder, Person(number="1", name=known, phone=known, id_number=known)) in (True, False)


ids = st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True)
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
masks = st.text(alphabet="*x•", min_size=1, max_size=12)


@given(st.one_of(ids, phones), st.integers(1, 6), st.integers(1, 4), masks)
def test_every_masking_of_a_number_may_be_its_owner(number, head, tail, mask):
    assert same_number(number[:head] + mask + number[-tail:], number, phone=len(number) == 11)


@given(ids, st.integers(1, 6), st.integers(2, 4), masks, st.data())
def test_a_visible_digit_that_differs_is_somebody_else_s(number, head, tail, mask, data):
    at = data.draw(st.sampled_from([*range(head), *range(-tail, -1)]))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[at]]))
    changed = [*number]
    changed[at] = other
    assert not same_number("".join(changed[:head]) + mask + "".join(changed[-tail:]), number)


@given(ids, phones, st.integers(1, 6), st.integers(2, 4))
def test_a_page_of_the_person_s_own_never_disagrees(id_number, phone, head, tail):
    own = Person(number="1", name="张小明", id_number=id_number, phone=phone)
    page = Holder(
        name="张*明",
        id_number=f"{id_number[:head]}{'*' * (18 - head - tail)}{id_number[-tail:]}",
        phone=f"{phone[:3]}****{phone[-4:]}",
    )
    assert may_be(page, own)
