"""What each role sees of people and of records."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.roles import ROLES, Role
from app.access.sight import HIDDEN, masked, may_read, person_for, record_for
from app.policy.person import Person
from app.records.field import fields_of, labelled
from app.records.kind import Record, record
from app.records.registry import kinds
from app.report.table import cells
from app.store.fact import Entry, Fact

PERSON = Person(number="2019000001", name="林晓彤", phone="13900001234", id_number="220102200001011234")


@record("care-referral", "心理转介", readers=("counsellor", "supervisor"))
class Referral(Record):
    person: str = labelled("人员")
    urgent: bool = labelled("紧急", default=False, readers=("counsellor",))
    note: str = labelled("内容", default="", readers=("counsellor",))
    lines: tuple[str, ...] = labelled("经过", default=(), readers=("counsellor",))


KIND = Referral.kind  # type: ignore[attr-defined]


def entry(**body: object) -> Entry:
    now = datetime(2022, 4, 10, tzinfo=UTC)
    fact = Fact(
        id="1", kind=KIND.name, schema=1, at=now, entered_at=now, mono=0, boot="", operator="", post="", body=body
    )
    return Entry(fact=fact, station="", incarnation="", seq=1, fact_hash=b"", chain_hash=b"")


def test_a_guard_sees_who_it_is_and_not_their_numbers() -> None:
    seen = person_for("guard", PERSON)
    assert (seen.name, seen.number) == ("林晓彤", "2019000001")
    assert (seen.phone, seen.id_number) == ("139****1234", "220102********1234")


def test_who_calls_and_reports_sees_them_whole() -> None:
    for role in ("medical", "duty", "counsellor", "supervisor", "administrator"):
        assert person_for(role, PERSON) == PERSON


@given(st.text("0123456789X", max_size=30), st.integers(0, 8), st.integers(1, 8))
def test_a_mask_never_gives_the_number_away(number: str, head: int, tail: int) -> None:
    shown = masked(number, head, tail)
    assert len(shown) == len(number)
    assert not number or "*" in shown
    assert shown.strip("*").replace("*", "") == "" or (
        number.startswith(shown[:head]) and number.endswith(shown[-tail:])
    )


def test_a_narrow_kind_does_not_exist_for_others() -> None:
    assert [role for role in ROLES if may_read(role, KIND)] == ["counsellor", "supervisor"]


@pytest.mark.parametrize("role", ["supervisor", "administrator"])
def test_a_narrow_field_is_hidden_and_the_rest_is_not(role: Role) -> None:
    seen = record_for(role, KIND, entry(person="2019000001", note="睡不好", urgent=True, lines=["一"])).fact.body
    assert seen == {"person": "2019000001", "note": HIDDEN, "urgent": HIDDEN, "lines": HIDDEN}


def test_a_hidden_field_is_told_as_hidden_in_a_table_whatever_its_type() -> None:
    seen = record_for("supervisor", KIND, entry(person="2019000001", note="睡不好", urgent=True, lines=["一"]))
    assert cells(KIND, dict(seen.fact.body or {}))[-5:-2] == [HIDDEN, HIDDEN, HIDDEN]


def test_an_empty_narrow_field_stays_empty() -> None:
    assert record_for("supervisor", KIND, entry(person="1", note="")).fact.body == {"person": "1", "note": ""}


def test_whoever_may_sees_the_record_untouched() -> None:
    whole = entry(person="1", note="睡不好")
    assert record_for("counsellor", KIND, whole) is whole


def test_every_reader_that_a_kind_names_is_a_role() -> None:
    named = {role for kind in kinds().values() for role in kind.readers}
    named |= {role for kind in kinds().values() for field in fields_of(kind.type) for role in field.readers}
    assert named <= set(ROLES)
