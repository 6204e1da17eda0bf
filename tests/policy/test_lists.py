"""Places at risk and exceptions: data beside the levels, which say what they mean."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes.claim import Place
from app.policy.decide import decide
from app.policy.evidence import Temperature
from app.policy.level import levels
from app.policy.lists import EXEMPTABLE, Exemption, Lists, Region
from app.policy.person import KINDS
from app.policy.rule import ITEMS
from tests.policy.evidences import any_evidence, whenever
from tests.policy.people import NOW, STUDENT, VISITOR, complete, green, instead, look, without_claims
from tests.policy.test_decide_properties import BETTER, often

CHANGCHUN = Region(name="吉林省长春市", since=date(2022, 3, 10), until=date(2022, 4, 10))


def travelled(*names, starred=False):
    return instead(complete(), green("travel-card", places=tuple(Place(name, starred) for name in names)))


def at(level, evidence, *, regions=(), exemptions=(), now=NOW):
    return decide(levels()[level].beside(Lists(regions, exemptions)), evidence, now)


def exempt(by, value, *items, levels=(), since=NOW - timedelta(days=1), until=NOW + timedelta(days=1)):
    return Exemption(by=by, value=value, items=items, levels=levels, since=since, until=until)


@pytest.mark.parametrize(("region", "place", "covered"), [
    ("吉林省长春市", "吉林省长春市", True), ("长春市", "吉林省长春市", True), ("吉林省", "吉林省长春市", True),
    ("吉林省长春市绿园区", "吉林省长春市", True), ("长春市绿园区", "吉林省长春市", True),
    ("长春市*", "吉林省 长春市", True),
    ("北京", "北京市", True), ("海市", "上海市", False),
    ("上海市", "吉林省长春市", False), ("吉林市", "吉林省长春市", False),
    ("海南省", "青海省海南州", False), ("", "上海市", False), ("上海市", "", False), ("市", "上海市", False),
])  # fmt: skip
def test_a_card_names_a_city_and_a_list_more_or_less_than_that(region, place, covered):
    assert Region(name=region).covers(place) is covered


@pytest.mark.parametrize(("level", "verdict"), [("sealed", "refuse"), ("closed", "refuse"), ("open", "admit")])
def test_a_place_on_the_campus_s_list_is_refused_where_the_level_asks_for_no_risk_place(level, verdict):
    decision = at(level, travelled("上海市", "吉林省长春市"), regions=(CHANGCHUN,))
    assert decision.verdict == verdict
    assert decision.reasons in ((), ("place-at-risk",))


def test_the_guards_look_does_not_undo_a_place_on_the_list():
    seen = travelled("吉林省长春市")
    seen = replace(seen, looks=(*seen.looks, look("travel-card")))
    assert at("closed", seen, regions=(CHANGCHUN,)).verdict == "refuse"


@pytest.mark.parametrize(("days", "verdict"), [(0, "refuse"), (1, "admit"), (-31, "refuse"), (-32, "admit")])
def test_a_region_counts_from_its_first_day_to_its_last(days, verdict):
    """The last day is the tenth of April, which is today; the first the tenth of March."""
    now = NOW + timedelta(days=days)
    evidence = travelled("吉林省长春市")
    shown = tuple(green(one.kind, updated_at=now, places=one.places) for one in evidence.claims if one.color)
    approvals = tuple(
        replace(one, valid_from=now - timedelta(1), valid_to=now + timedelta(1)) for one in evidence.approvals
    )
    moved = replace(
        evidence, claims=shown, temperatures=(Temperature(36.5, now),), approvals=approvals,
        looks=(look("test-report", at=now),),
    )  # fmt: skip
    assert at("closed", moved, regions=(CHANGCHUN,), now=now).verdict == verdict


def test_the_own_city_is_no_risk_while_the_exception_lasts():
    own = exempt("place", "长春市")
    starred = travelled("吉林省长春市", starred=True)
    assert at("closed", starred).verdict == "undecided"
    assert at("closed", starred, regions=(CHANGCHUN,), exemptions=(own,)).verdict == "admit"
    over = exempt("place", "长春市", until=NOW)
    assert at("closed", starred, exemptions=(over,)).verdict == "undecided"
    elsewhere = exempt("place", "长春市", levels=("sealed",))
    assert at("closed", starred, exemptions=(elsewhere,)).verdict == "undecided"


def test_what_somebody_is_exempted_from_is_not_asked_and_stays_on_the_checklist():
    bare = without_claims(complete(), "test-report")
    one = exempt("number", STUDENT.number, "test-report")
    decision = at("closed", bare, exemptions=(one,))
    assert decision.verdict == "admit"
    assert ("test-report", "done", "exempted") in [(c.item, c.state, c.reason) for c in decision.checks]
    assert at("closed", without_claims(complete(VISITOR), "test-report"), exemptions=(one,)).verdict == "hold"
    of_kind = exempt("kind", "student", "test-report", "travel-card")
    assert at("sealed", without_claims(bare, "travel-card"), exemptions=(of_kind,)).verdict == "admit"


def test_an_exception_does_not_undo_what_speaks_against_somebody():
    every = exempt("kind", "student", *EXEMPTABLE)
    red = instead(complete(), green(color="red"))
    assert at("closed", red, exemptions=(every,)).verdict == "refuse"
    assert at("static", complete(), exemptions=(every,)).verdict == "refuse"


exemptions = st.lists(
    st.builds(
        Exemption, by=st.sampled_from(["kind", "number", "place"]), value=st.sampled_from([*KINDS, "1", "2", "长春市"]),
        items=st.lists(st.sampled_from(ITEMS), max_size=9).map(tuple),
        since=st.just(NOW - timedelta(days=1)), until=st.just(NOW + timedelta(days=1)),
    ),
    max_size=3,
).map(tuple)  # fmt: skip
regions = st.lists(st.sampled_from([Region(name="长春市"), Region(name="吉林省"), CHANGCHUN]), max_size=2).map(tuple)
any_level = st.sampled_from(list(levels().values()))


@often
@given(any_level, any_evidence, whenever, exemptions)
def test_an_exception_never_makes_it_worse_and_never_stands_for_an_identity_or_a_fever(level, evidence, now, some):
    before = decide(level, evidence, now)
    after = decide(level.beside(Lists(exemptions=some)), evidence, now)
    assert BETTER.index(after.verdict) >= BETTER.index(before.verdict)
    assert (before.verdict == "refer") == (after.verdict == "refer")
    for item in ("identity", "temperature", "symptoms"):
        lines = [check for check in before.checks if check.item == item]
        assert [check for check in after.checks if check.item == item] == lines or item == "temperature"
    assert not {check.item for check in after.checks if check.reason == "exempted"} - set(EXEMPTABLE)


@often
@given(any_level, any_evidence, whenever, regions)
def test_a_place_at_risk_never_makes_it_better(level, evidence, now, some):
    before = decide(level, evidence, now)
    after = decide(level.beside(Lists(regions=some)), evidence, now)
    assert BETTER.index(after.verdict) <= BETTER.index(before.verdict)


@often
@given(any_evidence, whenever, regions, exemptions)
def test_a_stricter_level_admits_no_more_with_lists_either(evidence, now, some, others):
    for_all = tuple(one for one in others if not one.levels)
    lists = Lists(some, for_all)
    admitted = [decide(level.beside(lists), evidence, now).verdict == "admit" for level in levels().values()]
    assert admitted == sorted(admitted)


def test_the_version_names_the_text_and_the_lists():
    plain = levels()["closed"]
    listed = plain.beside(Lists((CHANGCHUN,)))
    assert listed.version.startswith(plain.version + "+")
    assert listed.beside(Lists()).version == plain.version
    assert listed.beside(Lists((CHANGCHUN, CHANGCHUN))).version != listed.version
