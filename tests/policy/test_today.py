"""健康码当天: a page of today by the campus's calendar, not of the last 24 hours."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.policy.people import NOW, ago, at_level, complete, green, instead

MIDNIGHT = NOW.replace(hour=0, minute=0)


@pytest.mark.parametrize("level", ["sealed", "closed", "routine"])
@pytest.mark.parametrize(("opened", "verdict"), [
    (MIDNIGHT, "admit"), (MIDNIGHT - timedelta(minutes=1), "hold"), (NOW - timedelta(hours=20), "hold"),
])  # fmt: skip
def test_a_health_code_is_of_today(level, opened, verdict):
    decision = at_level(level, instead(complete(), green(updated_at=opened)))
    assert decision.verdict == verdict
    assert decision.reasons in ((), ("health-code-old",))


def test_a_code_opened_just_before_midnight_does_for_whoever_stands_there():
    opened = instead(complete(), green(updated_at=MIDNIGHT - timedelta(minutes=4)))
    later = MIDNIGHT + timedelta(minutes=5)
    temperature = replace(complete().temperatures[0], at=later)
    at_midnight = replace(opened, temperatures=(temperature,))
    assert at_level("routine", at_midnight, later).verdict == "admit"
    much_later = MIDNIGHT + timedelta(minutes=20)
    warm = replace(opened, temperatures=(replace(temperature, at=much_later),))
    assert at_level("routine", warm, much_later).verdict == "hold"
    assert at_level("routine", replace(warm, since=MIDNIGHT - timedelta(minutes=1)), much_later).verdict == "admit"


@pytest.mark.parametrize(("hours", "verdict"), [(23, "admit"), (25, "hold")])
def test_a_travel_card_is_of_the_last_day(hours, verdict):
    assert at_level("closed", instead(complete(), green("travel-card", updated_at=ago(hours=hours)))).verdict == verdict
