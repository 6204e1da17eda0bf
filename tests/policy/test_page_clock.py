"""A clock that runs on a page, against the station's own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.policy.people import NOW, ago, at_level, complete, green, instead, look, report, with_claims

AHEAD = NOW + timedelta(minutes=3)


def ticking(at, **changes):
    return green(updated_at=at, ticks=True, **changes)


@pytest.mark.parametrize("at", [NOW, ago(seconds=110), NOW + timedelta(seconds=110)])
def test_clocks_may_be_a_little_apart(at):
    assert at_level("routine", instead(complete(), ticking(at))).verdict == "admit"


@pytest.mark.parametrize(("at", "reason"), [(ago(minutes=3), "page-clock-behind"), (AHEAD, "page-clock-ahead")])
def test_a_running_clock_that_shows_another_time_is_not_of_now(at, reason):
    shown = instead(complete(), ticking(at))
    decision = at_level("routine", shown)
    assert (decision.verdict, decision.reasons, decision.needed) == ("hold", (reason,), ("health-code",))
    assert at_level("routine", replace(shown, looks=(look("health-code"),))).verdict == "admit"
    assert at_level("routine", with_claims(shown, ticking(NOW))).verdict == "admit"


def test_a_time_that_does_not_run_may_be_of_earlier():
    assert at_level("routine", instead(complete(), green(updated_at=ago(minutes=30)))).verdict == "admit"


def test_somebody_who_stands_in_the_lane_for_a_while_showed_their_page_when_they_came():
    waited = instead(complete(), ticking(ago(minutes=6)))
    assert at_level("routine", replace(waited, since=ago(minutes=5))).verdict == "admit"
    assert at_level("routine", replace(waited, since=ago(minutes=1))).reasons == ("page-clock-behind",)
    assert at_level("routine", replace(waited, since=NOW + timedelta(hours=1))).reasons == ("page-clock-behind",)


def test_a_red_page_refuses_whatever_its_clock_shows():
    for red in (ticking(ago(minutes=30), color="red"), ticking(NOW, color="red", reason="page-clock-stopped")):
        assert at_level("routine", instead(complete(), red)).reasons == ("health-code-red",)


@pytest.mark.parametrize("another", [(), (ticking(NOW),)])
def test_a_clock_that_stands_still_is_for_the_guard_and_never_refused(another):
    still = instead(complete(), ticking(NOW, reason="page-clock-stopped"), *another)
    decision = at_level("routine", still)
    assert (decision.verdict, decision.reasons) == ("undecided", ("page-clock-stopped",))
    assert at_level("routine", replace(still, looks=(look("health-code"),))).verdict == "admit"
    assert at_level("open", still).verdict == "admit"


def test_a_clock_that_was_seen_to_run_is_said():
    checks = at_level("routine", instead(complete(), ticking(NOW, reason="page-clock-running"))).checks
    assert [check.reason for check in checks if check.item == "health-code"] == ["page-clock-running"]


@pytest.mark.parametrize(("reason", "at", "verdict"), [
    ("page-clock-stopped", NOW, "undecided"), ("", ago(minutes=5), "hold"), ("", NOW, "admit"),
])  # fmt: skip
def test_tests_on_a_page_are_worth_what_its_clock_is(reason, at, verdict):
    page = report(ago(hours=5), updated_at=at, ticks=True, reason=reason)
    assert at_level("closed", instead(complete(), page)).verdict == verdict
    assert at_level("closed", instead(complete(), page, report(ago(hours=8)))).verdict == "admit"
