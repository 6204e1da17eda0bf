"""Parcels at a real post: registered, disinfected, handed out by the level, and never twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.errors import UserError
from app.records.problem import RecordProblems
from tests.fakes.homes import fill_disk
from tests.fakes.mailroom import AGENT, CHEN, CONCENTRATION, LIN, MINUTES, OTHER, SHUNFENG, YUNDA, Mailroom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Mailroom]:
    made = Mailroom(tmp_path / "home")
    yield made
    made.close()


def test_a_scan_finds_everything_of_a_person_and_one_act_hands_it_out(room: Mailroom) -> None:
    keys = {
        room.ready(LIN.number, "SF1").key,
        room.ready("林小童 4321", "SF2").key,
        room.ready("林*童 4321", "SF3").key,
    }
    room.ready(CHEN.number, "SF4")
    room.post.begin_issuing()
    room.as_("何老师")
    code = room.post.issue_code(LIN.number)
    room.as_("周明")
    (claimant,) = room.parcels.look(code)
    assert (claimant.number, claimant.trust, set(claimant.ready)) == (LIN.number, "verified", keys)
    gone = room.parcels.hand_out(claimant)
    assert {one.phase for one in gone} == {"picked"}
    assert {(one.by, one.by_name) for one in gone} == {(LIN.number, LIN.name)}
    assert [one.parcel.person for one in room.parcels.present()] == [CHEN.number]
    (said,) = [one for one in room.post.ledger.entries("parcel-step") if (one.fact.body or {})["act"] == "picked"]
    assert (said.fact.body or {})["trust"] == "verified"


def test_until_the_disinfectant_has_acted_nothing_goes(room: Mailroom) -> None:
    one = room.parcels.arrive(SHUNFENG, "SF1", LIN.number)
    for minutes, says in ((0, "还没有消毒"), (MINUTES - 1, "消毒还差 1 分钟")):
        if minutes:
            room.parcels.disinfect([one.key], AGENT, CONCENTRATION, MINUTES)
            room.later(minutes=minutes)
        (claimant,) = room.parcels.look(LIN.number)
        assert not claimant.ready
        for act in (lambda: room.parcels.hand_out(claimant), lambda: room.parcels.put_out([one.key])):  # noqa: B023
            with pytest.raises(UserError, match=says):
                act()
        with pytest.raises(UserError, match=says):
            room.parcels.hand_out(claimant, [one.key])
    room.later(minutes=1)
    assert room.parcels.put_out([one.key], "A-1")[0].shelf == "A-1"
    assert room.parcels.hand_out(room.parcels.look(LIN.number)[0])[0].phase == "picked"


def test_the_level_says_how(room: Mailroom) -> None:
    room.level("static")
    with pytest.raises(UserError, match="暂停收发"):
        room.parcels.arrive(SHUNFENG, "SF1", LIN.number)
    with pytest.raises(UserError, match="暂停收发"):
        room.parcels.arrive_counted(SHUNFENG, 3)
    assert room.parcels.turn_away(SHUNFENG, 30, "静态管控").fact.body
    room.level("closed")
    meal = room.parcels.arrive("美团", "", LIN.number, sort="takeaway")
    room.parcels.arrive(SHUNFENG, "SF1", LIN.number)
    (claimant,) = room.parcels.look(LIN.number)
    assert claimant.ready == (meal.key,)
    room.level("open")
    assert len(room.parcels.look(LIN.number)[0].ready) == 2
    room.level("static")
    assert not room.parcels.look(LIN.number)[0].ready


def test_thirty_of_which_nobody_read_the_labels(room: Mailroom) -> None:
    room.level("open")
    room.parcels.arrive_counted(YUNDA, 30, "B-1")
    assert len(room.parcels.present()) == 30
    assert len(list(room.post.ledger.entries("parcel-step"))) == 1
    for count in (0, 501):
        with pytest.raises(UserError, match="1 到 500"):
            room.parcels.arrive_counted(YUNDA, count)


def test_a_gun_that_fires_twice_registers_once(room: Mailroom) -> None:
    room.parcels.arrive(SHUNFENG, "SF1", LIN.number)
    with pytest.raises(UserError, match="SF1 已经登记过"):
        room.parcels.arrive(SHUNFENG, " SF1 ", LIN.number)


def test_another_window_was_quicker(room: Mailroom) -> None:
    room.ready()
    (claimant,) = room.parcels.look(LIN.number)
    room.parcels.hand_out(claimant)
    with pytest.raises(UserError, match="刚被领走"):
        room.parcels.hand_out(claimant)
    with pytest.raises(UserError, match="刚被领走"):
        room.parcels.strike(claimant.lying[0].parcel.key, "试")
    assert [one.problems for one in room.parcels.day()] == [()]


def test_somebody_fetches_for_another(room: Mailroom) -> None:
    one = room.ready()
    room.parcels.hand_out(room.parcels.look(LIN.number)[0], by="室友 何佳")
    (kept,) = room.parcels.day()
    assert (kept.key, kept.by, kept.by_name) == (one.key, "", "室友 何佳")


def test_whoever_is_not_on_the_list_is_found_by_the_label(room: Mailroom) -> None:
    room.ready("钱进 5566", "YT9")
    for typed in ("钱进", "5566", "YT9"):
        (claimant,) = room.parcels.look(typed)
        assert (claimant.number, claimant.name, len(claimant.ready)) == ("", "钱进", 1)
    room.parcels.hand_out(claimant)
    assert room.parcels.look("钱进") == []


def test_two_of_one_name_are_told_apart(room: Mailroom) -> None:
    room.ready("陈立 7788", "SF1")
    room.ready("陈立", "SF2")
    found = room.parcels.look("陈立")
    assert {one.number: len(one.lying) for one in found} == {CHEN.number: 2, OTHER.number: 1}


def test_a_waybill_leads_to_its_person_with_everything_that_lies_there(room: Mailroom) -> None:
    room.ready(LIN.number, "SF1")
    room.ready(LIN.number, "SF2")
    (claimant,) = room.parcels.look("SF2")
    assert (claimant.number, len(claimant.lying)) == (LIN.number, 2)


def test_what_nobody_fetches_is_listed_and_goes_back(room: Mailroom) -> None:
    one = room.ready()
    room.later(hours=47)
    assert room.parcels.left_over() == []
    assert [each.parcel.key for each in room.parcels.left_over(24)] == [one.key]
    room.later(hours=1)
    assert [each.parcel.key for each in room.parcels.left_over()] == [one.key]
    with pytest.raises(RecordProblems):
        room.parcels.give_back([one.key], " ")
    room.parcels.give_back([one.key], "无人领取")
    assert (room.phase(one.key), room.parcels.left_over()) == ("returned", [])


def test_a_slip_is_struck_and_stays_in_the_ledger(room: Mailroom) -> None:
    one = room.parcels.arrive(SHUNFENG, "SF1", CHEN.number)
    room.parcels.strike(one.key, "收件人登错")
    assert room.phase(one.key) == "struck"
    assert room.parcels.arrive(SHUNFENG, "SF1", LIN.number).person == LIN.number


def test_regular_couriers_and_the_last_agent_are_proposed(room: Mailroom) -> None:
    room.parcels.arrive(YUNDA, "Y1")
    room.ready(LIN.number, "S1")
    room.ready(LIN.number, "S2")
    usual = room.parcels.usual()
    assert usual.couriers == (SHUNFENG, YUNDA)
    assert usual.disinfection is not None
    assert (usual.shelf, usual.disinfection.agent) == ("A-3", AGENT)


def test_who_may_not_keep_parcels_learns_nothing(room: Mailroom) -> None:
    room.ready()
    (claimant,) = room.parcels.look(LIN.number)
    room.as_("何老师")
    room.post.add_account("辅导员甲", "counsellor", "7777")
    room.post.sign_in("辅导员甲", "7777")
    for act in (
        room.parcels.present, room.parcels.day, room.parcels.usual, lambda: room.parcels.look("林小童"),
        lambda: room.parcels.hand_out(claimant), lambda: room.parcels.arrive(SHUNFENG, "X1"),
        lambda: room.post.entries("parcel-step"),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            act()


def test_on_a_full_disk_nothing_is_handed_out(room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    one = room.ready()
    (claimant,) = room.parcels.look(LIN.number)
    with monkeypatch.context() as full:
        fill_disk(full)
        with pytest.raises(UserError):
            room.parcels.hand_out(claimant)
    assert room.phase(one.key) == "disinfected"
