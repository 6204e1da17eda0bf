"""Campus codes at a post: issued, printed and revoked by whoever may, each act recorded once."""

import errno
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import durable
from app.access.roles import NotPermitted
from app.codes.claim import Claim
from app.codes.registry import recognise
from app.decode.symbol import Symbol
from app.errors import UserError, WrongUse
from app.policy.person import Person
from app.report import sheet
from app.station.local import LocalPost
from app.store.reference.issued import Issued, IssuedCodes
from tests.fakes.homes import GUARD, LEADER, PINS, actions, fill_disk, real_post
from tests.fakes.printed import Paper

NOW = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)
PEOPLE = [Person(number=f"201900000{at}", name=name) for at, name in enumerate(("林晓彤", "陈立", "王𠮷"))]
LIN = PEOPLE[0]
Act = Callable[[LocalPost, Path], object]


def points_file(folder: Path) -> Path:
    path = folder / "points.csv"
    path.write_text("点位号,点位,位置\nD1,西门,校门\n,东门,\n", encoding="utf-8")
    return path


def tickets_file(folder: Path) -> Path:
    path = folder / "tickets.csv"
    path.write_text("单号,供应商,类别\nWZ1,欧亚,生活\n", encoding="utf-8")
    return path


ACTS: dict[str, Act] = {
    "people": lambda post, folder: post.codes.print_people(PEOPLE, folder / "out.pdf"),
    "tickets": lambda post, folder: post.codes.print_tickets(tickets_file(folder), folder / "out.pdf"),
    "points": lambda post, folder: post.codes.print_points(points_file(folder), folder / "out.pdf"),
}


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    opened = real_post(tmp_path / "home", lambda: NOW)
    opened.people.upsert(PEOPLE)
    opened.begin_issuing()
    yield opened
    opened.close()


@pytest.fixture
def leader(post: LocalPost) -> LocalPost:
    post.sign_in(LEADER, PINS[LEADER])
    return post


def claim_of(post: LocalPost, payload: str) -> Claim:
    return recognise(Symbol("QRCode", payload.encode()), post.trust(), NOW)


def done(post: LocalPost) -> list[tuple[str, str]]:
    return [(action, about) for action, about, _ in actions(post) if action != "sign-in"]


def test_a_lost_code_is_revoked_by_its_owner_s_number_and_the_next_one_holds(leader: LocalPost) -> None:
    lost, other = leader.issue_code(LIN.number), leader.issue_code(PEOPLE[1].number)
    assert leader.codes.revoke(LIN.number, "手机丢失") == 1
    found = leader.issue_code(LIN.number)
    assert [claim_of(leader, code).reason for code in (lost, other, found)] == ["code-revoked", "", ""]
    assert done(leader)[2] == ("code.revoke", LIN.number)


def test_a_code_from_elsewhere_is_revoked_by_its_serial(leader: LocalPost) -> None:
    token = claim_of(leader, leader.issue_code(LIN.number)).token
    leader.codes.revoke_token(token.upper())
    assert done(leader)[-1] == ("code.revoke", token)
    assert token in leader.trust().revoked_codes


def test_what_was_never_issued_cannot_be_revoked(leader: LocalPost) -> None:
    with pytest.raises(UserError, match="--token"):
        leader.codes.revoke(LIN.number)
    with pytest.raises(WrongUse, match="序列号"):
        leader.codes.revoke_token("2019000001")
    assert done(leader) == []


def test_codes_that_have_expired_are_forgotten(leader: LocalPost) -> None:
    register = IssuedCodes(leader.database)
    register.add({"old": Issued("1", NOW - timedelta(days=1))}, NOW - timedelta(days=2))
    register.add({"new": Issued("1", NOW + timedelta(days=1))}, NOW)
    assert register.of("1", NOW - timedelta(days=2)) == ["new"]


def test_to_issue_a_code_changes_nothing_that_people_are_decided_by(leader: LocalPost) -> None:
    before = leader.reference_version()
    leader.issue_code(LIN.number)
    assert leader.reference_version() == before


def test_a_sheet_holds_good_codes_in_the_order_given(leader: LocalPost, tmp_path: Path) -> None:
    printed = leader.codes.print_people(PEOPLE[::-1], tmp_path / "codes.pdf", timedelta(days=3))
    assert (printed.count, printed.refused) == (3, ())
    assert "U+20BB7" in printed.by_hand[0]
    paper = Paper(tmp_path / "codes.pdf")
    claims = {claim_of(leader, code) for code in paper.codes()}
    assert {(one.trust, one.holder.name) for one in claims} == {("verified", one.name) for one in PEOPLE}
    assert {one.expires_at for one in claims} == {NOW + timedelta(days=3)}
    assert [paper.text().index(one.number) for one in PEOPLE[::-1]] == sorted(
        paper.text().index(one.number) for one in PEOPLE
    )
    assert leader.codes.revoke(LIN.number) == 1


def test_points_and_tickets_come_from_a_table(leader: LocalPost, tmp_path: Path) -> None:
    printed = leader.codes.print_points(points_file(tmp_path), tmp_path / "points.pdf")
    assert printed.count == 1
    assert "第 3 行" in printed.refused[0]
    (code,) = Paper(tmp_path / "points.pdf").codes()
    claim = claim_of(leader, code)
    assert (claim.kind, claim.trust, claim.point and claim.point.name) == ("control-point", "verified", "西门")
    leader.codes.print_tickets(tickets_file(tmp_path), tmp_path / "tickets.pdf")
    (code,) = Paper(tmp_path / "tickets.pdf").codes()
    assert claim_of(leader, code).kind == "goods-ticket"
    assert leader.codes.revoke("WZ1") == 1
    assert claim_of(leader, code).reason == "code-revoked"


@pytest.mark.parametrize("what", ACTS)
def test_a_sheet_is_recorded_once_with_how_many_it_holds(leader: LocalPost, tmp_path: Path, what: str) -> None:
    ACTS[what](leader, tmp_path)
    *_, last = leader.entries("audit", include_audit=True)
    count = "3" if what == "people" else "1"
    assert done(leader) == [("code.sheet", what)]
    assert (last.fact.body or {})["detail"] == count


@pytest.mark.parametrize("what", ACTS)
def test_a_guard_prints_nothing(post: LocalPost, tmp_path: Path, what: str) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        ACTS[what](post, tmp_path)
    with pytest.raises(NotPermitted):
        post.codes.revoke(LIN.number)
    with pytest.raises(NotPermitted):
        post.codes.revoke_token("00" * 8)
    assert list(tmp_path.glob("out*")) == []
    assert done(post) == []


def test_a_sheet_that_cannot_be_recorded_is_not_there(
    leader: LocalPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_disk(monkeypatch)
    with pytest.raises(UserError, match="磁盘"):
        leader.codes.print_people(PEOPLE, tmp_path / "out.pdf")
    assert list(tmp_path.glob("out*")) == []
    with pytest.raises(UserError, match="--token"):
        leader.codes.revoke(LIN.number)


def test_a_sheet_that_cannot_be_written_is_not_recorded(
    leader: LocalPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable, "write", full)
    with pytest.raises(UserError, match="不能写入"):
        leader.codes.print_people(PEOPLE, tmp_path / "out.pdf")
    assert done(leader) == []


def test_a_sheet_that_is_given_up_leaves_nothing(leader: LocalPost, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise UserError("已取消。")

    with pytest.raises(UserError, match="取消"):
        leader.codes.print_people(PEOPLE, tmp_path / "out.pdf", progress=stop)
    assert list(tmp_path.glob("out*")) == []
    assert done(leader) == []


def test_who_cannot_have_a_code_is_named_and_the_others_get_theirs(leader: LocalPost, tmp_path: Path) -> None:
    nameless = Person(number="2019000008", name="名" * 65)
    wide = Person(number="2019000009", name="名" * 60, college="院" * 64)
    printed = leader.codes.print_people([nameless, wide, LIN], tmp_path / "out.pdf")
    assert printed.count == 1
    assert [sentence.count("2019000008") + 2 * sentence.count("2019000009") for sentence in printed.refused] == [1, 2]


def test_nobody_on_a_sheet_makes_no_file(leader: LocalPost, tmp_path: Path) -> None:
    assert leader.codes.print_people([], tmp_path / "out.pdf").count == 0
    assert list(tmp_path.glob("out*")) == []
    assert done(leader) == []


def test_more_than_a_hand_can_give_out_is_refused_at_once(
    leader: LocalPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST", 2)
    with pytest.raises(UserError, match="分批"):
        leader.codes.print_people(PEOPLE, tmp_path / "out.pdf")
    assert done(leader) == []
