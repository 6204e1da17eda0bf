"""What a station writes that others go on from: over either engine, in the order of their commits."""

import pytest

from app.server import sharing
from app.sync.down.others import OTHERS
from app.sync.link import Link, RefusedError
from tests.fakes.faulty_transport import FaultyTransport
from tests.sync.memory import ADDRESS, Centre, MemoryLedger

STEP = {"delivery": "W220410-482913-7", "act": "noted"}
VISIT = {
    "name": "访客甲", "phone": "10000000001", "host_name": "陈立", "purpose": "送教材", "outcome": "declined",
    "valid_from": "2022-04-10T08:00:00+08:00", "valid_to": "2022-04-10T09:00:00+08:00",
}  # fmt: skip
OTHER = "6f1c1b0e-0000-4000-8000-000000000009"


def told(centre: Centre, station: str = OTHER, after: str = "") -> tuple[list[str], str]:
    """The ids behind a place, page after page, and the last place."""
    ids: list[str] = []
    more = True
    while more:
        page = centre.storage.others(station, after)
        ids += [one.id for one in page.records]
        after, more = page.next, page.more
    return ids, after


def test_only_shared_kinds_of_others_are_told_in_their_order(centre: Centre, ledger: MemoryLedger) -> None:
    client = centre.client(ledger)
    steps = ledger.write(3, kind="goods-step", body=STEP)
    ledger.write(2)
    client.run_once()
    ids, place = told(centre)
    assert ids == [entry.fact.id for entry in steps]
    assert told(centre, ledger.station)[0] == []
    later = ledger.write(1, kind="visit", body=VISIT)
    client.run_once()
    client.close()
    assert told(centre, after=place)[0] == [later[0].fact.id]


def test_a_page_ends_and_the_next_goes_on(centre: Centre, ledger: MemoryLedger) -> None:
    client = centre.client(ledger)
    written = ledger.write(sharing.MOST + 7, kind="goods-step", body=STEP)
    client.run_once()
    client.close()
    first = centre.storage.others(OTHER, "")
    assert (len(first.records), first.more) == (sharing.MOST, True)
    assert told(centre)[0] == [entry.fact.id for entry in written]


def test_what_was_forgotten_is_not_told(centre: Centre, ledger: MemoryLedger) -> None:
    client = centre.client(ledger)
    gone, kept = ledger.write(2, kind="goods-step", body=STEP)
    ledger.forget(gone)
    client.run_once()
    client.close()
    assert told(centre)[0] == [kept.fact.id]


def test_a_place_of_another_feed_or_none_leads_to_the_beginning(centre: Centre, ledger: MemoryLedger) -> None:
    client = centre.client(ledger)
    (entry,) = ledger.write(1, kind="goods-step", body=STEP)
    client.run_once()
    client.close()
    for after in ("", "00", "zz", b'[7,0,"x"]'.hex(), b'[1,0,"x"]'.hex(), b'[-1,0,""]'.hex(), "5b" * 4000):
        assert told(centre, after=after)[0] == [entry.fact.id]
    assert told(centre, after=told(centre)[1])[0] == []


def test_it_is_told_no_longer_when_its_days_are_over(centre: Centre, ledger: MemoryLedger) -> None:
    client = centre.client(ledger)
    ledger.write(1, kind="visit", body=VISIT)
    client.run_once()
    told(centre)
    centre.storage.engine.write(lambda connection: connection.execute("UPDATE shared SET day = ?", ("2022-04-01",)))
    (before,) = ledger.write(1, kind="goods-step", body=STEP)
    client.run_once()
    told(centre)
    centre.storage.engine.write(
        lambda connection: connection.execute("UPDATE shared SET day = '2022-04-09' WHERE kind = 'goods-step'")
    )
    (later,) = ledger.write(1, kind="goods-step", body=STEP)
    client.run_once()
    client.close()
    assert told(centre)[0] == [before.fact.id, later.fact.id]


def test_a_clock_that_jumped_ahead_ends_nothing(centre: Centre, ledger: MemoryLedger) -> None:
    """Nobody is told less because the centre's clock was years ahead for one batch, nor ever after."""
    client, written = centre.client(ledger), []
    for arrived in ("2022-04-09", "2030-01-01", "2022-04-10", "2022-04-11"):
        written += [entry.fact.id for entry in ledger.write(1, kind="visit", body=VISIT)]
        client.run_once()
        at = (f"{arrived}T06:48:00+00:00", ledger.station, len(written))
        centre.storage.engine.write(
            lambda connection, at=at: connection.execute(
                "UPDATE record SET received_at = ? WHERE station = ? AND seq = ?", at
            )
        )
        assert told(centre)[0] == written
    client.close()


def test_nobody_else_is_told(centre: Centre) -> None:
    link = Link(ADDRESS, "no-token", FaultyTransport(centre.transport))
    with pytest.raises(RefusedError) as refused:
        link.get(OTHERS, {"after": ""}, 1e12)
    link.close()
    assert refused.value.status == 401
