"""The words of decisions exist in both languages."""

from typing import get_args

import pytest

from app import i18n
from app.codes.claim import Trust
from app.policy import words
from app.policy.decision import Verdict
from app.policy.level import levels
from app.policy.rule import ITEMS
from app.reasons import REASONS


@pytest.fixture
def english():
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)


def test_every_reason_is_a_sentence_in_both_languages():
    for code, reason in REASONS.items():
        assert reason.zh, code
        assert reason.en, code
        assert reason.en.isascii() or "°" in reason.en, code


@pytest.mark.usefixtures("english")
def test_every_word_has_english():
    said = [words.item_label(item) for item in ITEMS]
    said += [words.verdict_word(verdict) for verdict in get_args(Verdict)]
    said += [words.verdict_word("refer", for_guard=True), *(words.trust_word(trust) for trust in get_args(Trust))]
    said += [i18n.tr(level.title) for level in levels().values()]
    said += [words.sentence(code) for code in REASONS]
    assert all(word.isascii() for word in said), [word for word in said if not word.isascii()]


def test_what_everybody_sees_never_says_doctor():
    assert words.verdict_word("refer") == "请到旁边"
    assert words.verdict_word("refer", for_guard=True) == "转校医"


@pytest.mark.parametrize("code", ["fever", "symptoms", "test-positive", "health-code-red", "travel-card-red"])
def test_health_is_quiet(code):
    assert words.is_quiet(code)


def test_a_code_of_a_newer_version_stands_for_itself():
    assert words.sentence("not-yet-invented") == "not-yet-invented"
    assert words.is_quiet("not-yet-invented")


def test_what_is_needed_is_one_phrase():
    assert words.still_needed(("health-code", "temperature")) == "还差：健康码、体温"
    assert words.still_needed(()) == ""
