"""The ledger as those who write and read it see it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.store.anchor import Anchor
from app.store.chain import GENESIS, chain_hash, fact_hash
from app.store.database import Database
from app.store.ledger import Ledger
from app.store.tallies import Tallies
from tests.fakes.ledgers import KEY, START, Ticking, database, draft, ledger, passage


def test_a_record_reads_back_as_it_was_written(tmp_path):
    with ledger(tmp_path) as written:
        entry = written.append(draft(person="1", celsius=36.5, note="咳嗽，已复测 😷"))
        assert written.entry(entry.fact.id) == entry
        assert entry.fact.body == {"person": "1", "celsius": 36.5, "note": "咳嗽，已复测 😷"}
        assert entry.seq == 1
        assert entry.fact.at == entry.fact.entered_at == START + timedelta(seconds=1)


def test_a_record_is_still_there_after_closing(tmp_path):
    with ledger(tmp_path) as first:
        entry = first.append(draft(n=1))
    with ledger(tmp_path) as again:
        assert list(again.entries()) == [entry]
        assert again.head() == (entry.incarnation, 1, entry.chain_hash)
        assert again.append(draft(n=2)).seq == 2


def test_the_chain_binds_every_record_to_its_place(tmp_path):
    with ledger(tmp_path) as written:
        previous = GENESIS
        for entry in written.append_all([draft(n=n) for n in range(5)]):
            assert entry.fact_hash == fact_hash(entry.fact)
            assert entry.chain_hash == chain_hash(
                previous, written.station, entry.incarnation, entry.seq, entry.fact_hash
            )
            previous = entry.chain_hash
        assert written.head().chain_hash == previous


def test_a_late_entry_keeps_both_times(tmp_path):
    with ledger(tmp_path) as written:
        entry = written.append(draft("temperature", datetime.fromisoformat("2022-04-09T23:30:00+08:00")))
        assert entry.fact.at == datetime(2022, 4, 9, 15, 30, tzinfo=UTC)
        assert entry.fact.entered_at > entry.fact.at


def test_a_time_without_an_offset_is_campus_time(tmp_path):
    with ledger(tmp_path) as written:
        entry = written.append(draft("temperature", datetime.fromisoformat("2022-04-09T23:30:00")))
        assert entry.fact.at == datetime(2022, 4, 9, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("bad", [2**60, "\ud800", object()])
def test_what_is_no_json_is_refused_whole(tmp_path, bad):
    with ledger(tmp_path) as written:
        with pytest.raises((ValueError, TypeError)):
            written.append_all([draft(n=1), draft(n=bad)])
        assert list(written.entries()) == []


def test_entries_of_a_kind_of_a_time_and_the_newest(tmp_path):
    with ledger(tmp_path) as written:
        days = [START + timedelta(days=day) for day in range(6)]
        for day in days:
            written.append_all([draft("temperature", day, day=day.day), passage(at=day), draft("audit", day)])
        assert [entry.fact.kind for entry in written.entries(limit=3)] == ["temperature", "passage", "temperature"]
        assert [entry.fact.at for entry in written.entries("temperature")] == days
        assert [entry.fact.at for entry in written.entries("audit", newest_first=True, limit=2)] == [days[5], days[4]]
        assert len(list(written.entries(include_audit=True))) == 18
        within = written.entries("passage", start=days[1], end=days[3])
        assert [entry.fact.at for entry in within] == [days[1], days[2]]
        assert {entry.fact.kind for entry in written.entries(start=days[5])} == {"temperature", "passage"}
        assert [entry.fact.at for entry in written.entries(end=days[2], newest_first=True, limit=3)] == [
            days[1], days[1], days[0],
        ]  # fmt: skip
        assert [entry.seq for entry in written.entries(since_seq=16, include_audit=True)] == [17, 18]


def test_somebody_reading_does_not_see_what_is_appended_meanwhile(tmp_path):
    with ledger(tmp_path) as written:
        written.append_all([draft(n=n) for n in range(3)])
        seen = []
        for entry in written.entries():
            seen.append(entry.seq)
            written.append(draft())
        assert seen == [1, 2, 3]


def test_a_half_read_list_does_not_keep_this_thread_from_writing(tmp_path):
    with database(tmp_path) as opened, Database.open(opened.path, KEY) as another:
        written, elsewhere = Ledger(opened, Ticking(), mark="m"), Ledger(another, Ticking(), mark="m")
        written.append_all([draft(n=n) for n in range(5)])
        half_read = written.entries("temperature")
        next(half_read)
        elsewhere.append(draft(n=5))
        assert written.append(draft(n=6)).seq == 7
        assert len(list(half_read)) == 4


def test_the_list_of_a_kind_is_by_the_time_of_the_fact(tmp_path):
    with ledger(tmp_path) as written:
        late = [START + timedelta(hours=hours) for hours in (5, 1, 3)]
        written.append_all([draft("temperature", at) for at in late])
        assert [entry.seq for entry in written.entries("temperature")] == [2, 3, 1]
        assert [entry.seq for entry in written.entries()] == [1, 2, 3]


def test_passages_are_counted_by_campus_day_and_hour(tmp_path):
    with database(tmp_path) as opened:
        written, tallies = Ledger(opened, Ticking()), Tallies(opened)
        late = datetime.fromisoformat("2022-04-10T23:59:00+08:00")
        written.append_all([passage(at=late), passage(at=late), passage("out", at=late), passage("in", "refuse", late)])
        written.append(passage("in", "undecided", late + timedelta(minutes=2), judged="admit"))
        assert tallies.day(date(2022, 4, 10)) == [
            (23, "in", "admit", "", 2), (23, "in", "refuse", "", 1), (23, "out", "admit", "", 1),
        ]  # fmt: skip
        assert tallies.admitted("in", date(2022, 4, 10)) == 2
        assert tallies.admitted("in", date(2022, 4, 11)) == 1
        assert tallies.inside() == 2


def test_a_correction_takes_the_corrected_passage_back(tmp_path):
    with database(tmp_path) as opened:
        written, tallies = Ledger(opened, Ticking()), Tallies(opened)
        wrong = written.append(passage("in", at=START))
        first = written.append(passage("out", at=START, corrects=wrong.fact.id, why="方向按错"))
        assert (tallies.admitted("in", START.date()), tallies.admitted("out", START.date())) == (0, 1)
        again = written.append(passage("in", "refuse", at=START, corrects=wrong.fact.id, why="没有放行"))
        assert tallies.day(START.date()) == [(14, "in", "refuse", "", 1)]
        assert written.corrected_by(wrong.fact.id) == written.corrected_by(first.fact.id) == again.fact.id
        assert written.corrected_by(again.fact.id) is None


def test_an_append_inside_a_transaction_is_undone_with_it(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        with pytest.raises(KeyError):
            _append_and_fail(opened, written)
        assert written.head().seq == 0
    assert {head.seq for head in Anchor(tmp_path / "station.db").read().values()} == {0}


def _append_and_fail(opened: Database, written: Ledger) -> None:
    with opened.write():
        written.append(draft())
        raise KeyError
