"""What happened is told to whoever wants to know it, whatever the receiver does, and keeps nobody waiting."""

import asyncio
import hmac
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from app.server.hooks import courier, sending
from app.server.hooks.courier import Courier
from app.server.hooks.pace import TRIES
from app.server.hooks.sending import Outcome
from app.server.reference.editing import Editing
from app.server.reference.published import Published
from tests.fakes.dashboards import NOON, PERSON, Site, passage
from tests.fakes.receiver import Receiver, receiving
from tests.server.hooks.conftest import Desk

SICK = passage("20190001", "林晓彤", verdict="refer", reasons=["fever"], celsius=38.4)


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [msgspec.json.decode(one.body) for one in receiver.got]


def publish(site: Site, level: str = "closed") -> None:
    Editing(Published(site.storage.engine), "李主任", lambda: site.now).set_level(level, "3 号楼病例")


def test_each_event_is_told_once_signed_and_with_ids_alone(site: Site, desk: Desk) -> None:
    with receiving() as receiver:
        id_ = desk.add("office", receiver.address)
        publish(site)
        ledger = site.station("东门")
        sent = site.file(ledger, ("passage", NOON, SICK), ("passage", NOON, passage("2", "x")),
                         ("override", NOON, {"direction": "in", "person": "20190001", "cause": "heart"}))  # fmt: skip
        desk.until(lambda: all(one.state == "done" for one in desk.last(id_)))
        assert desk.round() == 0
    assert [(one["event"], one["about"].get("record")) for one in told(receiver)] == [
        ("level.published", None), ("fever.found", sent[0]), ("override.used", sent[2]),
    ]  # fmt: skip
    level = told(receiver)[0]["about"]
    assert (level["level"], level["posts"]) == ("closed", [])
    for one in receiver.got:
        at, _, signature = one.headers["gatepost-signature"].removeprefix("t=").partition(",v1=")
        key = bytes.fromhex(desk.secrets["office"])
        assert signature == hmac.digest(key, f"{at}.".encode() + one.body, "sha256").hex()
        assert at == str(int(NOON.timestamp()))
        assert one.headers["gatepost-delivery"] == msgspec.json.decode(one.body)["id"]
        for word in ("20190001", "林晓彤", "38.4", "heart", "李主任", "号楼", "周明"):
            assert word.encode() not in one.body


def test_only_what_a_hook_wants_is_told_and_only_from_then_on(site: Site, desk: Desk) -> None:
    publish(site, "routine")
    with receiving() as receiver:
        id_ = desk.add("levels", receiver.address, "level.published")
        publish(site)
        site.file(site.station("东门"), ("passage", NOON, SICK))
        desk.until(lambda: all(one.state == "done" for one in desk.last(id_)))
    assert [one["about"]["level"] for one in told(receiver)] == ["closed"]


def test_nothing_is_told_that_was_not_committed(site: Site, desk: Desk) -> None:
    with receiving() as receiver:
        id_ = desk.add("office", receiver.address)
        published = Published(site.storage.engine)
        with pytest.raises(ZeroDivisionError):
            published.derive(Editing(published, "x", lambda: site.now)._by("level", "x"), lambda _connection: [1 / 0])
        ledger = site.station("东门")
        entries = ledger.write(3, body={"person": "1", "celsius": 39.0})
        for _ in range(2):
            site.take(ledger, entries)
        assert len(desk.last(id_)) == 3


@pytest.mark.parametrize("trouble", [500, 404, 301, 429, "cut"])
def test_a_receiver_in_trouble_gets_it_again(desk: Desk, trouble: int | str) -> None:
    with receiving(trouble, trouble, 200) as receiver:
        id_ = desk.add("office", receiver.address)
        publish(desk.site)
        desk.round()
        (waiting,) = desk.last(id_)
        assert (waiting.state, waiting.tries) == ("waiting", 1)
        assert timedelta(seconds=5) <= waiting.due_at - desk.site.now <= timedelta(seconds=10)
        assert desk.round() == 0
        desk.until(lambda: desk.last(id_)[0].state == "done")
    assert len({one["id"] for one in told(receiver)}) == 1
    assert [one.path for one in receiver.got] == ["/hook"] * 3
    (done,) = desk.last(id_)
    assert (done.tries, done.said) == (3, "200")


def test_after_a_bound_it_is_given_up_and_shown(desk: Desk) -> None:
    with receiving(*[500] * 50) as receiver:
        id_ = desk.add("office", receiver.address)
        publish(desk.site)
        began = desk.site.now
        desk.until(lambda: desk.last(id_)[0].state == "given up")
        assert len(receiver.got) == TRIES
        assert timedelta(hours=8) < desk.site.now - began < timedelta(days=2)
        publish(desk.site, "open")
        desk.round()
    assert [one.state for one in desk.last(id_)] == ["waiting", "given up"]
    desk.site.now += timedelta(days=40)
    with receiving() as other:
        desk.engine.write(lambda connection: connection.execute("UPDATE hook SET address = ?", (other.address,)))
        desk.round()
    assert [one.state for one in desk.last(id_)] == ["done"]


def test_a_receiver_that_is_gone_for_good_is_asked_once(desk: Desk) -> None:
    with receiving(410) as receiver:
        id_ = desk.add("office", receiver.address)
        publish(desk.site)
        desk.round()
        assert [(one.state, one.tries) for one in desk.last(id_)] == [("given up", 1)]
        assert desk.round() == 0
    assert len(receiver.got) == 1


def test_a_slow_receiver_keeps_no_other_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "LOOK", 0.01)

    async def delivered(quick: Receiver) -> None:
        running = asyncio.create_task(desk.courier.run())
        assert await asyncio.to_thread(quick.wait, 3)
        running.cancel()
        await asyncio.wait([running])

    with receiving("hang", "hang") as slow, receiving() as quick:
        first = desk.add("a slow one", slow.address)
        desk.add("quick", quick.address)
        for level in ("closed", "sealed", "open"):
            publish(desk.site, level)
        asyncio.run(delivered(quick))
        assert len(slow.got) == 1
        assert {one.state for one in desk.last(first)} == {"waiting"}


def test_a_slow_answer_is_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.1)
    with receiving("hang") as receiver:
        id_ = desk.add("office", receiver.address)
        publish(desk.site)
        desk.round()
        assert [(one.state, one.said) for one in desk.last(id_)] == [("waiting", "slow")]


def test_nobody_there(desk: Desk) -> None:
    with receiving() as receiver:
        address = receiver.address
    id_ = desk.add("office", address)
    publish(desk.site)
    desk.round()
    assert [(one.state, one.said) for one in desk.last(id_)] == [("waiting", "connection")]


def test_two_couriers_deliver_once(desk: Desk) -> None:
    other = Courier(desk.engine, lambda: desk.site.now)

    async def both() -> None:
        await asyncio.gather(*(one.round() for one in (desk.courier, other) for _ in range(3)))

    with receiving() as receiver:
        id_ = desk.add("office", receiver.address)
        for _ in range(3):
            publish(desk.site)
        asyncio.run(both())
        desk.until(lambda: all(one.state == "done" for one in desk.last(id_)))
    assert len(receiver.got) == len({one["id"] for one in told(receiver)}) == 3


def test_what_a_dead_courier_had_is_told_by_the_next(desk: Desk) -> None:
    with receiving() as receiver:
        id_ = desk.add("office", receiver.address)
        publish(desk.site)
        assert len(asyncio.run(desk.courier._due())) == 1  # it ends here
        desk.courier = Courier(desk.engine, lambda: desk.site.now)
        assert desk.round() == 0
        desk.until(lambda: desk.last(id_)[0].state == "done")
    assert len(receiver.got) == 1


def test_a_bug_in_one_delivery_stops_no_other_and_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "LOOK", 0.01)
    sent = courier.send

    async def broken(address: str, body: bytes, headers: dict[str, str]) -> Outcome:
        if "broken" in address:
            raise ZeroDivisionError
        return await sent(address, body, headers)

    async def delivered(quick: Receiver) -> None:
        running = asyncio.create_task(desk.courier.run())
        assert await asyncio.to_thread(quick.wait, 2)
        running.cancel()
        await asyncio.wait([running])

    monkeypatch.setattr(courier, "send", broken)
    with receiving() as quick:
        bad = desk.add("a broken one", f"{quick.address}/broken")
        desk.add("quick", quick.address)
        for level in ("closed", "sealed"):
            publish(desk.site, level)
        asyncio.run(delivered(quick))
        desk.engine.write(
            lambda connection: connection.execute("UPDATE delivery SET tries = ? WHERE hook = ?", (TRIES, bad))
        )
        desk.site.now += timedelta(minutes=1)
        desk.round()
        desk.round()
    assert {(one.state, one.said) for one in desk.last(bad)} == {("given up", "broken")}


def test_a_name_that_could_not_even_be_asked_for(desk: Desk) -> None:
    outcome = asyncio.run(sending.send(f"https://{'a' * 70}.example.cn/", b"", {}))
    assert (outcome.taken, outcome.said) == (False, "name")


def test_filing_waits_for_no_receiver(site: Site, desk: Desk) -> None:
    """A receiver that hangs is not even asked while records are filed."""
    with receiving("hang") as receiver:
        id_ = desk.add("office", receiver.address)
        ledger = site.station("东门")
        site.file(ledger, *[("passage", NOON, SICK)] * 40)
        assert receiver.got == []
        assert len(desk.last(id_)) == 40
        assert len(list(site.storage.records())) == 40


def test_people_on_the_list_are_no_event(site: Site, desk: Desk) -> None:
    with receiving() as receiver:
        desk.add("office", receiver.address)
        site.publish(PERSON)
        assert desk.round() == 0
