"""The post's own data, as a lane, a screen and a command ask for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.access.accounts import SignInRefused
from app.access.roles import NotPermitted
from app.policy.person import Person
from app.records.problem import RecordProblems
from app.settings import Home
from app.station.inforce import FIRST_LEVEL
from app.station.local import LocalPost
from tests.fakes.posts import LIN, HandClock


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    opened = LocalPost.open(Home(tmp_path / "home"), HandClock())
    opened.accounts.add("周明", "guard", "1111")
    opened.accounts.add("何老师", "administrator", "2222")
    yield opened
    opened.close()


def test_a_new_post_is_not_open_to_everybody(post: LocalPost) -> None:
    assert post.level().name == FIRST_LEVEL == "routine"


def test_a_refused_sign_in_is_a_record_and_changes_nobody(post: LocalPost) -> None:
    with pytest.raises(SignInRefused):
        post.sign_in("周明", "9999")
    assert post.operator() == ""
    assert [entry.fact.body["action"] for entry in post.ledger.entries("audit")] == ["sign-in refused"]  # type: ignore[index]


def test_whoever_signed_in_is_in_every_record(post: LocalPost) -> None:
    post.sign_in("周明", "1111")
    post.people.upsert([LIN])
    assert post.enter("temperature", {"person": LIN.number, "celsius": 36.5}).fact.operator == "周明"


def test_nobody_may_do_anything_before_signing_in(post: LocalPost) -> None:
    with pytest.raises(NotPermitted):
        post.permit("lane.run")


def test_the_level_and_who_set_it_stay(tmp_path: Path, post: LocalPost) -> None:
    post.sign_in("何老师", "2222")
    post.set_level("closed", "省里通知")
    post.close()
    again = LocalPost.open(Home(tmp_path / "home"), post.clock)
    assert again.level().name == "closed"
    audit = [entry.fact for entry in again.ledger.entries("audit")]
    assert (audit[-1].operator, audit[-1].body["detail"]) == ("何老师", "省里通知")  # type: ignore[index]
    again.close()


def test_a_code_issued_here_is_believed_here_and_nowhere_else(tmp_path: Path, post: LocalPost) -> None:
    from app.codes.registry import recognise
    from app.decode.symbol import Symbol

    post.sign_in("何老师", "2222")
    post.people.upsert([LIN])
    post.begin_issuing()
    symbol = Symbol("QRCode", post.issue_code(LIN.number).encode())
    assert recognise(symbol, post.trust(), post.clock()).trust == "verified"
    other = LocalPost.open(Home(tmp_path / "other"), post.clock)
    other.begin_issuing()
    assert recognise(symbol, other.trust(), post.clock()).reason == "code-wrong-key"
    other.close()


def test_people_imported_while_the_lane_runs_are_found_at_once(post: LocalPost) -> None:
    assert post.person("2019999999") is None
    post.people.upsert([Person(number="2019999999", name="孙悦")])
    assert post.person("2019999999") is not None


def test_a_correction_must_name_a_record_of_its_kind(post: LocalPost) -> None:
    post.sign_in("周明", "1111")
    post.people.upsert([LIN])
    raw = {"person": LIN.number, "celsius": 36.5}
    first = post.enter("temperature", raw)
    corrected = post.enter("temperature", {**raw, "celsius": 36.6, "corrects": first.fact.id, "why": "抄错了"})
    assert (corrected.fact.body or {})["corrects"] == first.fact.id
    with pytest.raises(RecordProblems):
        post.enter("temperature", {**raw, "corrects": "nothing", "why": "抄错了"})


def test_a_number_that_nobody_has_is_named(post: LocalPost) -> None:
    post.sign_in("周明", "1111")
    with pytest.raises(RecordProblems, match="2019000009"):
        post.enter("temperature", {"person": "2019000009", "celsius": 36.5})
