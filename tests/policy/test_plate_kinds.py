"""Plates by their kinds (GA 36-2018), and what was meant with a letter that no plate has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.plate import KINDS, LABELS, PROVINCES, begins_like_one, is_plate, kind_of, meant, plain, shown

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
FIGURES = "0123456789"
OFFICES = st.tuples(st.sampled_from(PROVINCES), st.sampled_from(LETTERS)).map("".join)


def texts(alphabet: str, count: int) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(alphabet), min_size=count, max_size=count)


ORDINARY = st.tuples(OFFICES, texts(LETTERS + FIGURES, 5)).map("".join)
SMALL_NEW = st.tuples(OFFICES, st.sampled_from("ABCDEFGHJK"), texts(LETTERS + FIGURES, 1), texts(FIGURES, 4)).map(
    "".join
)
LARGE_NEW = st.tuples(OFFICES, texts(FIGURES, 5), st.sampled_from("ABCDEFGHJK")).map("".join)


@pytest.mark.parametrize(
    ("plate", "kind"),
    [
        ("吉A12345", "ordinary"), ("吉A·D12345", "new-energy"), ("吉A12345D", "new-energy"), ("吉A1234警", "police"),
        ("吉A1234挂", "trailer"), ("吉A1234学", "learner"), ("粤Z1234港", "hong-kong"), ("粤Z·12A4澳", "macau"),
        ("沪A0023领", "consulate"), ("使224578", "embassy"), ("224578使", "embassy"), ("京X1234应急", "rescue"),
        ("WJ吉1234X", "armed-police"), ("VA12345", "military"),
    ],
)  # fmt: skip
def test_every_kind_is_told_by_its_form(plate: str, kind: str) -> None:
    assert kind_of(plate) == kind


@pytest.mark.parametrize(
    "text",
    [
        "吉A1234港",
        "粤A1234澳",
        "吉I12345",
        "吉A123456",
        "吉AZ12345",
        "吉A1234挂1",
        "使12345",
        "赵A12345",
        "三轮车",
        "吉A",
    ],
)
def test_what_only_resembles_one_is_none(text: str) -> None:
    assert kind_of(text) is None


def test_every_kind_has_its_word() -> None:
    assert set(LABELS) == set(KINDS)


@given(ORDINARY)
def test_five_places_are_ordinary(plate: str) -> None:
    assert kind_of(plate) == "ordinary"
    assert meant(plate) == ""


@given(st.one_of(SMALL_NEW, LARGE_NEW))
def test_six_places_with_the_letter_of_the_drive_are_new_energy(plate: str) -> None:
    assert kind_of(plate) == "new-energy"


@given(st.one_of(ORDINARY, SMALL_NEW, LARGE_NEW), st.data())
def test_a_figure_typed_as_a_letter_is_mended_and_nothing_else(plate: str, data: st.DataObject) -> None:
    places = [at for at, letter in enumerate(plate) if letter in "01"]
    wrong = data.draw(st.sets(st.sampled_from(places)) if places else st.just(set()))
    typed = "".join({"0": "O", "1": "I"}[one] if at in wrong else one for at, one in enumerate(plate))
    assert meant(typed.lower()) == (plate if wrong else "")


@given(st.text(st.sampled_from("吉粤AIOZ01D警挂港·. "), max_size=10))
def test_what_is_proposed_is_always_a_plate_of_the_same_length(text: str) -> None:
    proposed = meant(text)
    assert not proposed or (is_plate(proposed) and not is_plate(text) and len(proposed) == len(plain(text)))


@given(st.text())
def test_no_text_is_both_a_plate_and_corrected(text: str) -> None:
    assert not (is_plate(text) and meant(text))


@pytest.mark.parametrize(
    ("text", "like"),
    [("吉A1234", True), ("吉a·1", True), ("三轮车", False), ("10000002201", False), ("吉林大学", False), ("", False)],
)
def test_a_text_that_can_only_be_a_plate_is_known(text: str, like: bool) -> None:
    assert begins_like_one(text) == like


@given(ORDINARY)
def test_it_is_shown_with_its_dot_and_means_the_same(plate: str) -> None:
    assert plain(shown(plate)) == plate
    assert shown(plate)[2] == "·"


def test_other_texts_are_shown_as_they_are() -> None:
    assert (shown(" 三轮车 "), shown("WJ吉1234X"), shown("")) == ("三轮车", "WJ吉1234X", "")
