"""A delivery's way through a real post: several at once, the ticket, the store, and a program that is killed."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.records.problem import RecordProblems
from app.store.database import Database
from tests.fakes.deliveries import ALL_THERE, DELIVERER, ITEMS, OIL, RICE, Dock, counted
from tests.fakes.homes import fill_disk
from tests.records.test_kinds import delivery


def test_killing_the_program_between_any_two_steps_loses_nothing(dock: Dock) -> None:
    number = dock.goods.open().number
    for done, item in enumerate(ITEMS, 1):
        dock.killed()
        assert dock.goods.note(number, ITEMS[item]).complete == done
    dock.later(minutes=31)
    dock.killed()
    dock.goods.release(number)
    dock.killed()
    payload = dock.goods.ticket(number).payload
    dock.killed()
    assert dock.goods.carry(number).phase == "carried"
    dock.killed()
    part = dock.goods.receive(dock.goods.present(payload), counted(("大米", 30, "袋")), whole=False, by="孙库管")
    assert part.phase == "part"
    dock.killed()
    rest = dock.goods.present(number)
    assert [(one.name, one.quantity) for one in rest.lines] == [("大米", 10), ("豆油", 12.5)]
    assert dock.goods.receive(rest, rest.expected, whole=True, by="孙库管").phase == "closed"
    dock.killed()
    assert [(one.number, one.phase) for one in dock.goods.board.open()] == [(number, "closed")]


def test_every_item_has_its_own_time_and_operator(dock: Dock) -> None:
    number = dock.goods.open().number
    dock.goods.note(number, ITEMS["vehicle"])
    dock.later(minutes=4)
    dock.post.sign_in("李主任", "2222")
    made = dock.goods.note(number, ITEMS["route"])
    (vehicle_at, one), (route_at, other) = made.done["vehicle"], made.done["route"]
    assert ((route_at - vehicle_at).seconds, one, other) == (240, "何老师", "李主任")


def test_several_deliveries_at_once_do_not_touch_each_other(dock: Dock) -> None:
    first, second = dock.goods.open().number, dock.goods.open().number
    dock.goods.note(first, ITEMS["celsius"])
    dock.goods.note(second, ITEMS["store"])
    assert [(one.number, one.complete) for one in dock.goods.board.open()] == sorted([(first, 1), (second, 1)])
    assert dock.goods.board.find(first[-8:]) is not None


def test_what_another_window_wrote_is_seen_at_once(dock: Dock) -> None:
    from app.station.goods.post import GoodsPost

    number = dock.goods.open().number
    assert GoodsPost(dock.post).note(number, ITEMS["means"]).complete == 1
    assert dock.goods.board.open()[0].complete == 1


def test_a_full_disk_changes_nothing_that_is_shown(dock: Dock, monkeypatch: pytest.MonkeyPatch) -> None:
    number = dock.released()
    with monkeypatch.context() as patched:
        fill_disk(patched)
        with pytest.raises(UserError):
            dock.goods.receive(dock.goods.present(number), ALL_THERE, whole=True, by="孙库管")
    assert dock.goods.board.open()[0].phase == "released"


def test_reception_and_closing_are_one_step_on_the_disk(dock: Dock, monkeypatch: pytest.MonkeyPatch) -> None:
    number = dock.released()
    written = []

    def second_fails(name: str, raw: object) -> object:
        if len(written) == 1:
            raise UserError("磁盘已满")
        written.append(name)
        return append(name, raw)

    append = dock.goods._write
    monkeypatch.setattr(dock.goods, "_write", second_fails)
    with pytest.raises(UserError, match="磁盘已满"):
        dock.goods.receive(dock.goods.present(number), ALL_THERE, whole=True, by="孙库管")
    assert dock.goods.board.open()[0].phase == "released"


def test_the_store_on_another_pc_receives_by_the_ticket_alone(dock: Dock, tmp_path: Path) -> None:
    number = dock.released()
    payload = dock.goods.ticket(number).payload
    store = Dock(tmp_path / "store")
    store.now = dock.now
    _share_key(dock.post.database, store.post.database)
    presented = store.goods.present(payload)
    assert (presented.number, presented.trust, presented.name, presented.store) == (
        number, "verified", "城郊合作社", "三食堂库房",
    )  # fmt: skip
    assert [(one.name, one.quantity, one.unit) for one in presented.lines] == [("大米", 40, "袋"), ("豆油", 12.5, "箱")]
    short = counted(("大米", 38, "袋"), ("豆油", 12.5, "箱"))
    made = store.goods.receive(presented, short, whole=True, by="孙库管")
    assert [one.sentence() for one in made.differences] == ["大米：放行 40 袋，实收 38，少 2"]
    assert [one.number for one in store.goods.board.open() if one.loop_open] == [number]
    assert store.goods.close(number, "少的 2 袋已退回").phase == "closed"
    store.close()


def _share_key(ours: Database, theirs: Database) -> None:
    from app.store.reference.keys import Keys

    for key in Keys(ours).trusted().values():
        Keys(theirs).trust(key)


def test_a_ticket_that_does_not_hold_is_refused_with_its_reason(dock: Dock, tmp_path: Path) -> None:
    payload = dock.goods.ticket(dock.released()).payload
    stranger = Dock(tmp_path / "stranger")
    stranger.now = dock.now
    with pytest.raises(UserError, match="通行单无效"):
        stranger.goods.present(payload)
    stranger.close()
    dock.later(days=4)
    with pytest.raises(UserError, match="通行单无效"):
        dock.goods.present(payload)


@pytest.mark.parametrize("text", ["", "6901234567892", "W220410-482913-9", "https://example.com"])
def test_what_is_no_ticket_and_no_number_is_said_to_be_none(dock: Dock, text: str) -> None:
    with pytest.raises(UserError, match="不是物资通行单"):
        dock.goods.present(text)


def test_a_number_from_paper_is_taken_and_the_record_says_how_it_was_known(dock: Dock, tmp_path: Path) -> None:
    number = dock.released()
    store = Dock(tmp_path / "store")
    made = store.goods.receive(store.goods.present(number.lower()), ALL_THERE, whole=True, by="孙库管")
    assert (made.phase, made.problems) == ("differs", ("ticket-not-verified",))
    store.close()


def test_without_a_signing_key_the_ticket_is_the_number_alone(tmp_path: Path) -> None:
    dock = Dock(tmp_path, signs=False)
    number = dock.released()
    ticket = dock.goods.ticket(number)
    assert (ticket.signed, ticket.payload, ticket.picture[:4]) == (False, number, b"\x89PNG")
    assert dock.goods.present(ticket.payload).trust == "seen"
    dock.close()


def test_a_ticket_is_given_for_what_was_released_and_never_kept_as_a_code(dock: Dock) -> None:
    number = dock.arrived()
    with pytest.raises(UserError, match="还没有放行"):
        dock.goods.ticket(number)
    dock.goods.release(number)
    ticket = dock.goods.ticket(number)
    assert dock.goods.ticket(number) == ticket
    bodies = [entry.fact.body or {} for entry in dock.post.ledger.entries("goods-step")]
    assert [body["ticket"] for body in bodies if body["act"] == "ticket"] == [ticket.token]
    assert not any(ticket.payload in str(body) for body in bodies)


def test_a_whole_record_from_the_command_line_is_an_open_loop_too(dock: Dock) -> None:
    entered = dock.post.enter("goods", delivery())
    (made,) = dock.goods.board.open()
    assert (made.number, made.phase, made.complete) == (entered.fact.id, "released", 16)
    assert dock.goods.close(made.number, "食堂已签收").phase == "closed"


def test_the_last_time_is_recalled_by_plate_and_by_phone(dock: Dock) -> None:
    dock.released()
    for text in ("吉ad12345", "吉A D·12345", DELIVERER["phone"]):
        found = dock.goods.recall(text)
        assert found is not None
        assert (found.values["deliverer"].name, found.values["store"], found.suppliers, found.times) == (
            "赵师傅", "三食堂库房", ("城郊合作社",), 1,
        )  # fmt: skip
        assert not {"celsius", "health_code", "goods_disinfected", "lines"} & found.values.keys()
    assert dock.goods.recall("吉A") is None
    assert dock.goods.recall("吉A99999") is None


def test_a_line_noted_by_mistake_is_struck_out_by_a_correcting_record(dock: Dock) -> None:
    number = dock.goods.open().number
    dock.goods.note(number, {"goods_class": "daily", "lines": [RICE]})
    dock.goods.note(number, {"lines": [OIL, RICE]})
    made = dock.goods.strike(number, 1, "登记有误")
    assert [line.name for line in made.values["lines"]] == ["大米", "大米"]
    made = dock.goods.strike(number, 0, "登记有误")
    assert ([line.name for line in made.values["lines"]], made.values["goods_class"]) == (["大米"], "daily")
    with pytest.raises(UserError, match="没有这一行"):
        dock.goods.strike(number, 5, "登记有误")


def test_what_cannot_be_is_named_and_not_written(dock: Dock) -> None:
    number = dock.goods.open().number
    with pytest.raises(RecordProblems, match="数量"):
        dock.goods.note(number, {"lines": [{"name": "大米", "quantity": "-1", "unit": "袋"}]})
    assert dock.goods.board.open()[0].complete == 0
    with pytest.raises(UserError, match="没有单号"):
        dock.goods.note("W220410-000000-0", ITEMS["celsius"])
