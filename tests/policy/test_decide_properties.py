"""What holds of every decision, whatever the evidence, the level and the time."""

from dataclasses import replace
from datetime import timedelta

import msgspec
from hypothesis import event, given, settings
from hypothesis import strategies as st

from app.codes.claim import Claim, Holder
from app.policy.decide import decide
from app.policy.evidence import Approval, Look, Temperature
from app.policy.level import levels
from app.policy.rule import ITEMS
from app.policy.words import ITEM_LABELS
from app.reasons import REASONS
from tests.policy.evidences import any_evidence, claims, complete_but, persons, several, whenever
from tests.policy.people import NOW, green, report

LEVELS = list(levels().values())
any_level = st.sampled_from(LEVELS)

often = settings(max_examples=max(400, settings().max_examples))

BETTER = ("refer", "refuse", "undecided", "hold", "admit")
"""From the worst to the best."""


def goods(person):
    """One piece of good evidence for this person, of now: something no level has anything against.

    A green page or a fresh negative report that names nobody or names the person, the person's own verified campus
    code, a normal temperature, a good look, an approval that is valid now.
    """
    own = st.sampled_from([Holder(), Holder(name=person.name, number=person.number)])
    negative = report(NOW - timedelta(hours=1))
    return st.one_of(
        st.builds(
            lambda kind, trust, holder: ("claims", green(kind, trust=trust, holder=holder)),
            st.sampled_from(["health-code", "travel-card"]), st.sampled_from(["read", "verified", "seen"]), own,
        ),
        own.map(lambda holder: ("claims", msgspec.structs.replace(negative, holder=holder))),
        st.just(("claims", Claim(kind="campus-code", trust="verified", holder=Holder(number=person.number)))),
        st.just(("temperatures", Temperature(36.5, NOW))),
        st.sampled_from(ITEMS).map(lambda item: ("looks", Look(item, True, NOW))),
        st.sampled_from(["return", "leave", "visit"]).map(
            lambda kind: ("approvals", Approval(kind, NOW - timedelta(days=1), NOW + timedelta(days=1)))
        ),
    )  # fmt: skip


@often
@given(any_level, any_evidence, whenever)
def test_every_evidence_gives_a_decision_that_is_whole(level, evidence, now):
    decision = decide(level, evidence, now)
    event(decision.verdict)
    assert decision == decide(level, evidence, now)
    assert (decision.verdict == "admit") == (not decision.reasons and not decision.needed)
    assert set(decision.reasons) <= set(REASONS)
    assert {check.reason for check in decision.checks} <= {"", *REASONS}
    assert set(decision.needed) <= set(ITEM_LABELS)
    assert (decision.verdict == "hold") <= bool(decision.needed)
    order = [check.item for check in decision.checks]
    assert list(decision.needed) == [item for item in order if item in decision.needed]
    assert len(order) == len(set(order))
    if decision.verdict == "admit":
        assert all(check.state == "done" and check.trust not in (None, "invalid") for check in decision.checks)


@given(any_level, any_evidence, whenever)
def test_the_checklist_begins_with_what_the_level_asks_in_its_order(level, evidence, now):
    person = evidence.person
    asked = [d.item for d in level.required(evidence.post, evidence.direction, person.kind if person else None)]
    checks = [check.item for check in decide(level, evidence, now).checks]
    assert checks[: len(asked)] == asked
    assert checks[0] == "identity"


@often
@given(any_level, any_evidence, persons, st.data())
def test_more_good_evidence_never_makes_it_worse(level, evidence, person, data):
    known = replace(evidence, person=evidence.person or person, identity=evidence.identity or "seen")
    field, one = data.draw(goods(known.person))
    more = replace(known, **{field: (*getattr(known, field), one)})
    before, after = decide(level, known, NOW).verdict, decide(level, more, NOW).verdict
    event(f"{before} → {after}")
    assert BETTER.index(after) >= BETTER.index(before)


@often
@given(any_evidence, whenever)
def test_a_stricter_level_never_admits_whom_a_looser_one_does_not(evidence, now):
    admitted = [decide(level, evidence, now).verdict == "admit" for level in LEVELS]
    event(str(sum(admitted)))
    assert admitted == sorted(admitted)


@given(any_level, complete_but(), st.floats(37.5, 43), st.booleans(), whenever)
def test_fever_or_cough_always_refers(level, evidence, celsius, measured, now):
    ill = replace(
        evidence,
        released_at=None,
        temperatures=(*evidence.temperatures, Temperature(celsius, NOW))[:: 1 if measured else -1],
    )
    assert decide(level, ill, now).verdict == "refer"
    coughs = replace(evidence, released_at=None, looks=(Look("symptoms", False, NOW), *evidence.looks))
    assert decide(level, coughs, now).verdict == "refer"


@given(any_level, any_evidence, whenever)
def test_nobody_is_admitted_without_identity(level, evidence, now):
    assert decide(level, replace(evidence, person=None), now).verdict != "admit"
    unproven = replace(evidence, identity=None, looks=tuple(look for look in evidence.looks if look.item != "identity"))
    assert decide(level, unproven, now).verdict != "admit"


@often
@given(any_level, any_evidence, several(claims(trusts=("invalid",))), whenever)
def test_invalid_evidence_never_turns_anything_into_admit(level, evidence, wrong, now):
    if decide(level, evidence, now).verdict != "admit":
        assert decide(level, replace(evidence, claims=(*evidence.claims, *wrong)), now).verdict != "admit"


@given(any_level, any_evidence, whenever)
def test_claims_made_invalid_satisfy_nothing(level, evidence, now):
    spoiled = tuple(
        Claim(kind=one.kind, trust="invalid", color=one.color, tests=one.tests, vaccination=one.vaccination)
        for one in evidence.claims
        if one.kind != "campus-code"
    )
    without = decide(level, replace(evidence, claims=()), now)
    assert decide(level, replace(evidence, claims=spoiled), now).verdict == without.verdict


@given(any_level, complete_but(), whenever)
def test_nobody_passes_where_the_level_forbids(level, evidence, now):
    rule = level.rule(evidence.post, evidence.direction, evidence.person.kind)
    if rule.forbidden:
        assert decide(level, evidence, now).verdict in ("refuse", "refer")
