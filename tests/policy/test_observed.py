"""Whoever is observed is asked about on the way out, by everybody else's rules beside; nobody else meets it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.policy.decide import decide
from app.policy.level import levels
from app.policy.words import is_quiet
from tests.policy.evidences import any_evidence, whenever
from tests.policy.people import at_level, complete, look

any_level = st.sampled_from(list(levels().values()))


@given(any_level, any_evidence, whenever)
def test_on_the_way_out_nobody_observed_is_admitted_and_no_graver_word_is_taken_away(level, evidence, now):
    before = decide(level, replace(evidence, direction="out", observed=False), now)
    after = decide(level, replace(evidence, direction="out", observed=True), now)
    assert after.verdict == (before.verdict if before.verdict in ("refer", "refuse") else "undecided")
    assert ("call-duty-room" in after.reasons) == (after.verdict == "undecided")


@given(any_level, any_evidence, whenever)
def test_on_the_way_in_it_changes_nothing(level, evidence, now):
    came = replace(evidence, direction="in")
    assert decide(level, replace(came, observed=True), now) == decide(level, replace(came, observed=False), now)


def test_the_guard_is_told_whom_to_call_and_bystanders_nothing():
    decision = at_level("open", replace(complete(), direction="out", observed=True))
    assert (decision.verdict, decision.reasons, decision.needed) == ("undecided", ("call-duty-room",), ())
    assert is_quiet("call-duty-room")


def test_fever_comes_before_it():
    ill = replace(complete(), direction="out", observed=True, looks=(look("symptoms", good=False),))
    assert at_level("routine", ill).verdict == "refer"
