"""Restricted passage: an entry in force leaves it to the guard and the leader; one that is over is as if it never
was."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from app.policy.decide import decide
from app.policy.denial import in_force
from app.policy.evidence import Denial
from app.policy.level import levels
from app.policy.times import moment
from app.policy.words import is_quiet
from tests.policy.evidences import any_evidence, denials, several, whenever
from tests.policy.people import NOW, ago, at_level, complete, look

HOLDS = Denial(ago(days=1), NOW + timedelta(days=1))
any_level = st.sampled_from(list(levels().values()))


@given(any_level, any_evidence, several(denials), whenever)
def test_what_has_expired_was_lifted_or_lies_ahead_changes_no_decision(level, evidence, entries, now):
    over = tuple(
        one for one in entries if one.lifted or moment(one.until) <= moment(now) or moment(one.since) > moment(now)
    )
    without = replace(evidence, denials=())
    assert decide(level, replace(evidence, denials=over), now) == decide(level, without, now)


@given(any_level, any_evidence, whenever)
def test_an_entry_in_force_admits_nobody_and_takes_no_graver_word_away(level, evidence, now):
    held = Denial(datetime.min, datetime.max)
    assume(in_force(held, now))  # not at the calendar's very end
    before = decide(level, replace(evidence, denials=()), now)
    after = decide(level, replace(evidence, denials=(held,)), now)
    assert after.verdict == (before.verdict if before.verdict in ("refer", "refuse") else "undecided")
    assert after.checks == before.checks
    assert ("call-supervisor" in after.reasons) == (after.verdict == "undecided")


def test_the_guard_is_told_whom_to_ask_and_bystanders_nothing():
    decision = at_level("routine", replace(complete(), denials=(HOLDS,)))
    assert (decision.verdict, decision.reasons, decision.needed) == ("undecided", ("call-supervisor",), ())
    assert is_quiet("call-supervisor")


def test_fever_comes_before_the_list():
    ill = replace(complete(), denials=(HOLDS,), looks=(look("symptoms", good=False),))
    assert at_level("routine", ill).verdict == "refer"


def test_it_begins_at_its_first_moment_and_ends_before_its_last():
    edge = Denial(NOW, NOW + timedelta(hours=1))
    assert in_force(edge, NOW)
    assert in_force(edge, NOW + timedelta(minutes=59))
    assert not in_force(edge, NOW + timedelta(hours=1))
    assert not in_force(replace(edge, lifted=True), NOW)
