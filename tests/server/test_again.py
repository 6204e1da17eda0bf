"""What an older program could not file is judged again by a newer one, at the centre, and the post hears of it."""

from pathlib import Path

import pytest

from app.server import again, judge, opening
from app.server.dashboard import quarantine
from app.settings import Home
from app.sync.again import EVERY
from tests.sync.memory import NOW, Centre, MemoryLedger

OLD, NEW = "0.0.9", "0.1.0"


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that cannot read what the station writes about temperatures."""

    able = judge.judge

    def cannot(raw):
        found = able(raw)
        hot = found.content is not None and found.content.fact.kind == "temperature"
        return judge.Judged(found.seq, found.fact_hash, None, raw, "body") if hot else found

    monkeypatch.setattr(judge, "judge", cannot)


def lying(centre: Centre) -> int:
    return len(quarantine.page(centre.storage.engine))


def test_a_newer_program_files_what_the_older_one_could_not(
    centre: Centre, ledger: MemoryLedger, older: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.write(2, kind="temperature", body={"person": "1", "celsius": 36.5})
    ledger.write(1, kind="from the future", body={})
    now = [0.0]
    client = centre.client(ledger, monotonic=lambda: now[0])
    assert client.run_once().quarantined == 2
    assert again.after_upgrade(centre.storage.engine, OLD) == 2, "the first time it is not known who judged it"
    assert lying(centre) == 0
    assert [one["kind"] for one in centre.storage.records()] == ["temperature", "temperature", "from the future"]
    now[0] += EVERY
    assert client.run_once().problem == ""
    assert ledger.aside == {}, "the post has heard that it is filed"
    assert centre.ids(ledger.station) == list(ledger.written)


def test_what_still_cannot_be_filed_stays_and_is_not_judged_again(
    centre: Centre, ledger: MemoryLedger, older: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.write(3, kind="temperature", body={"person": "1", "celsius": 36.5})
    centre.client(ledger).run_once()
    judged = []
    monkeypatch.setattr(again, "judge", lambda raw: judged.append(raw) or judge.judge(raw))
    monkeypatch.setattr(again, "MANY", 2)
    assert [again.after_upgrade(centre.storage.engine, version) for version in (OLD, OLD, NEW)] == [0, 0, 0]
    assert (len(judged), lying(centre)) == (6, 3)


def test_what_was_placed_twice_is_filed_once(centre: Centre, ledger: MemoryLedger, older: None) -> None:
    ledger.write(2, kind="temperature", body={"person": "1", "celsius": 36.5})
    client = centre.client(ledger)
    client.run_once()
    ledger.renew()
    for name in ledger.marks:
        ledger.marks[name] = 0
    ledger.moved.clear()
    for entry in next(iter(ledger.chains.values())):
        ledger._place(entry.fact, entry.fact_hash)
    client.run_once()
    assert again.after_upgrade(centre.storage.engine, NEW) == 2
    assert centre.ids(ledger.station) == list(ledger.written)
    why = "SELECT DISTINCT why FROM aside"
    assert centre.storage.engine.read(lambda connection: connection.rows(why)) == [("moved",)]


def test_the_centre_does_it_when_it_is_opened(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(again, "after_upgrade", asked.append)
    storage = opening.open_storage(Home(tmp_path / "home"), url)
    assert asked == [storage.engine]
    storage.close()


def test_a_centre_that_begins_to_serve_has_another_epoch(centre: Centre, ledger: MemoryLedger) -> None:
    def epoch() -> str:
        return centre.storage.position(ledger.station, ledger.incarnation, NOW).epoch

    centre.join(ledger.station)
    before = epoch()
    centre.storage.renew_epoch()
    assert epoch() not in ("", before)
