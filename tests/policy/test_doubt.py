"""What a page was not read surely enough: it admits nobody, refuses nobody, and is for the guard's eyes."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from app.codes.claim import Claim, Holder, Place
from app.policy.decide import decide
from app.policy.evidence import Evidence, Look
from app.policy.level import levels
from tests.policy.evidences import FIELDS, any_evidence, whenever
from tests.policy.people import (
    NOW,
    STUDENT,
    VISITOR,
    ago,
    at_level,
    complete,
    green,
    holder,
    instead,
    look,
    report,
    series,
    with_claims,
)  # fmt: skip

LEVELS = st.sampled_from(list(levels().values()))
often = settings(max_examples=max(600, settings().max_examples))
UNSEEN = ("symptoms", "mask", "temperature", "approval")
"""Items that no page settles; a look at any other is the guard's own word on it."""


def in_doubt(claim: Claim, *fields: str) -> Claim:
    return msgspec.structs.replace(claim, doubtful=fields)


@often
@given(LEVELS, any_evidence, whenever, st.data())
def test_a_doubt_never_helps_anybody(level, evidence, now, data):
    sure = tuple(msgspec.structs.replace(claim, doubtful=()) for claim in evidence.claims)
    unseen = replace(evidence, claims=sure, looks=tuple(one for one in evidence.looks if one.item in UNSEEN))
    doubted = tuple(
        in_doubt(claim, *data.draw(st.lists(st.sampled_from(FIELDS), max_size=3, unique=True)))
        for claim in unseen.claims
    )
    before = decide(level, unseen, now)
    after = decide(level, replace(unseen, claims=doubted), now)
    event(f"{before.verdict} → {after.verdict}")
    if after.verdict == "admit":
        assert before.verdict == "admit"
    if after.verdict == "refuse":
        assert before.verdict == "refuse"


@often
@given(LEVELS, any_evidence, whenever)
def test_a_page_of_which_everything_is_in_doubt_says_nothing_for_anybody(level, evidence, now):
    """Whoever is admitted with such pages is admitted without them too."""
    doubted = tuple(in_doubt(claim, *FIELDS) for claim in evidence.claims if claim.kind != "campus-code")
    if decide(level, replace(evidence, claims=doubted), now).verdict == "admit":
        assert decide(level, replace(evidence, claims=()), now).verdict == "admit"


@pytest.mark.parametrize("field", ["color", "updated_at", "expires_at"])
def test_a_green_page_in_doubt_is_asked_for_again_and_the_guard_s_look_settles_it(field):
    doubted = instead(complete(), in_doubt(green(), field))
    decision = at_level("routine", doubted)
    assert (decision.verdict, decision.reasons, decision.needed) == ("hold", ("page-doubtful",), ("health-code",))
    assert at_level("routine", replace(doubted, looks=(look("health-code"),))).verdict == "admit"
    assert at_level("routine", with_claims(doubted, green())).verdict == "admit"


@pytest.mark.parametrize("field", ["days", "holder.name", "holder.phone", "tests.result", "tests.organisation"])
def test_a_doubt_that_nothing_rests_on_changes_nothing(field):
    page = in_doubt(green(holder=holder(name="张*明"), tests=report(ago(hours=2)).tests), field)
    assert at_level("routine", instead(complete(), page)).verdict == "admit"


@pytest.mark.parametrize("asked", [True, False])
def test_a_red_in_doubt_refuses_nobody_and_is_not_dropped(asked):
    level = "routine" if asked else "open"
    doubted = instead(complete(), in_doubt(green(color="red"), "color"))
    assert (at_level(level, doubted).verdict, at_level(level, doubted).reasons) == ("undecided", ("page-doubtful",))
    assert at_level(level, replace(doubted, looks=(look("health-code"),))).verdict == "admit"
    bad = replace(doubted, looks=(look("health-code", good=False),))
    assert at_level(level, bad).verdict == "refuse"


@pytest.mark.parametrize("field", ["tests.result", "tests.sampled_at"])
def test_a_report_in_doubt_does_not_count(field):
    doubted = instead(complete(), in_doubt(report(ago(hours=2)), field))
    decision = at_level("closed", doubted)
    assert (decision.verdict, decision.reasons, decision.needed) == ("hold", ("page-doubtful",), ("test-report",))
    assert at_level("closed", with_claims(doubted, report(ago(hours=30)))).verdict == "admit"


@pytest.mark.parametrize("level", ["open", "closed"])
def test_a_positive_result_in_doubt_is_for_the_guard_whether_a_test_is_asked_or_not(level):
    doubted = with_claims(complete(), in_doubt(report(ago(hours=2), "positive"), "tests.result"))
    assert (at_level(level, doubted).verdict, at_level(level, doubted).reasons) == ("undecided", ("page-doubtful",))
    assert at_level(level, replace(doubted, looks=(*doubted.looks, look("test-report")))).verdict == "admit"


def test_a_positive_result_refuses_also_where_only_its_time_is_in_doubt():
    doubted = with_claims(complete(), in_doubt(report(ago(hours=2), "positive"), "tests.sampled_at"))
    assert at_level("closed", doubted).reasons == ("test-positive",)


def test_a_series_with_a_day_in_doubt_is_not_whole():
    first, *rest = series(0, 1, 2)
    doubted = instead(complete(), in_doubt(first, "tests.sampled_at"), *rest)
    assert at_level("sealed", doubted).reasons == ("page-doubtful",)


def test_a_starred_place_in_doubt_is_for_the_guard_and_another_place_only_where_stars_count():
    def shown(*, starred):
        return instead(complete(), in_doubt(green("travel-card", places=(Place("长春市", starred),)), "places"))

    def at(word, *, starred):
        demand = msgspec.structs.replace(closed.demands["travel-card"], starred=word, risk_places="remark")
        level = msgspec.structs.replace(closed, demands={**closed.demands, "travel-card": demand})
        return decide(level, shown(starred=starred), NOW).verdict

    closed = levels()["closed"]
    assert at("remark", starred=True) == "hold"
    assert at("remark", starred=False) == "admit"
    assert at("refuse", starred=True) == "undecided"
    assert at("refuse", starred=False) == "hold", "what stands there in truth may have a star"


@pytest.mark.parametrize(("field", "value"), [
    ("name", "王*"), ("id_number", "1101**********001X"), ("phone", "139****0000"), ("number", "20200000"),
])  # fmt: skip
def test_a_holder_in_doubt_does_not_make_identities_disagree(field, value):
    wrong = green(holder=Holder(**{field: value}))
    assert at_level("routine", instead(complete(), wrong)).reasons == ("identities-disagree",)
    doubted = instead(complete(), in_doubt(wrong, f"holder.{field}"))
    decision = at_level("routine", doubted)
    assert (decision.verdict, decision.reasons) == ("undecided", ("page-doubtful",))
    assert at_level("routine", replace(doubted, looks=(look("health-code"),))).verdict == "admit"


def test_a_name_in_doubt_does_not_hide_a_number_that_is_sure():
    wrong = green(holder=Holder(name="王*", phone="139****0000"))
    shown = instead(complete(), in_doubt(wrong, "holder.name"))
    assert at_level("routine", shown).reasons == ("identities-disagree",)


def test_a_vaccination_in_doubt_is_asked_for_again():
    own = levels()["open"]
    demand = msgspec.structs.replace(own.demands["identity"], item="vaccination")
    rules = tuple(msgspec.structs.replace(rule, demands=(*rule.demands, "dose")) for rule in own.rules)
    own = msgspec.structs.replace(own, demands={**own.demands, "dose": demand}, rules=rules)
    sure = green(vaccination="3")
    assert decide(own, instead(complete(VISITOR), sure), NOW).verdict == "admit"
    assert decide(own, instead(complete(VISITOR), in_doubt(sure, "vaccination")), NOW).reasons == ("page-doubtful",)


def test_a_fever_comes_before_every_doubt():
    coughs = instead(complete(), in_doubt(green(), "color"))
    assert at_level("routine", replace(coughs, looks=(Look("symptoms", False, NOW),))).verdict == "refer"


def test_a_page_in_doubt_identifies_nobody():
    page = in_doubt(green(holder=Holder(number=STUDENT.number)), "holder.number")
    shown = Evidence("gate", "in", claims=(page,))
    assert at_level("open", shown).needed == ("identity",)
