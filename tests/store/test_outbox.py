"""What is still to be sent, through acknowledgements, forks, restores and quarantine."""

import shutil

import pytest

from app.store import outbox
from app.store.ledger import Ledger
from app.store.outbox import NotOurs
from app.store.proof.verify import verify
from tests.fakes.ledgers import START, Ticking, database, draft, ledger


def test_everything_is_unsent_until_it_is_acknowledged(tmp_path):
    with ledger(tmp_path) as written:
        entries = written.append_all([draft(n=n) for n in range(5)])
        assert written.unsent(3) == entries[:3]
        written.acknowledge(entries[2].incarnation, 3, entries[2].chain_hash)
        assert written.unsent(10) == entries[3:]
        assert written.unsent_count() == 2
        written.acknowledge(entries[0].incarnation, 1, entries[0].chain_hash)
        assert written.unsent_count() == 2, "a late answer takes nothing back"


def test_an_acknowledgement_of_another_chain_is_refused(tmp_path):
    with ledger(tmp_path) as written:
        entry = written.append(draft())
        for incarnation, seq, chain in (
            (entry.incarnation, 1, bytes(32)),
            (entry.incarnation, 2, entry.chain_hash),
            (written.station, 1, entry.chain_hash),
        ):
            with pytest.raises(NotOurs):
                written.acknowledge(incarnation, seq, chain)
        assert written.unsent_count() == 1


def test_a_restored_centre_is_sent_everything_again(tmp_path):
    with ledger(tmp_path) as written:
        entries = written.append_all([draft(n=n) for n in range(4)])
        written.acknowledge(entries[3].incarnation, 4, entries[3].chain_hash)
        written.outbox.rewind(entries[3].incarnation, 1)
        assert written.unsent(10) == entries[1:]
        written.outbox.rewind(entries[3].incarnation, 0)
        assert written.unsent(10) == entries


def test_after_a_fork_the_same_facts_stand_in_new_places(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(), mark="m")
        entries = written.append_all([draft(n=n) for n in range(4)])
        written.acknowledge(entries[1].incarnation, 2, entries[1].chain_hash)
        assert written.outbox.renew() == 2
        moved = written.unsent(10)
        assert [entry.fact for entry in moved] == [entry.fact for entry in entries[2:]]
        assert [entry.seq for entry in moved] == [1, 2]
        assert moved[0].incarnation != entries[0].incarnation
        assert written.append(draft(n=4)).seq == 3
        assert [entry.fact.body["n"] for entry in written.entries()] == [0, 1, 2, 3, 4]
        assert written.entry(entries[3].fact.id) == moved[1]
        assert verify(opened).problems == ()


def test_a_rewind_after_a_fork_sends_what_the_old_incarnation_kept(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(), mark="m")
        entries = written.append_all([draft(n=n) for n in range(4)])
        written.acknowledge(entries[2].incarnation, 3, entries[2].chain_hash)
        written.outbox.renew()
        moved = written.unsent(10)
        written.outbox.rewind(entries[0].incarnation, 1)
        assert written.unsent(10) == entries[1:3]
        assert written.unsent_count() == 3
        assert written.outbox.renew() == 3
        assert [entry.fact for entry in written.unsent(10)] == [entry.fact for entry in [*entries[1:3], *moved]]
        assert sorted(entry.fact.body["n"] for entry in written.entries()) == [0, 1, 2, 3]
        assert verify(opened).problems == ()


def test_a_fork_with_a_full_outbox_does_not_keep_others_from_writing(tmp_path, monkeypatch):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(), mark="m")
        entries = written.append_all([draft(n=n) for n in range(11)])
        written.acknowledge(entries[1].incarnation, 2, entries[1].chain_hash)
        between = iter(range(11, 20))
        monkeypatch.setattr(outbox, "SLICE", 4)
        monkeypatch.setattr(outbox, "pause", lambda _: written.append(draft(n=next(between))))
        assert written.outbox.renew() == 9
        waiting = written.unsent(100)
        assert sorted(entry.fact.body["n"] for entry in waiting) == list(range(2, 14))
        assert len({entry.incarnation for entry in waiting}) == 1
        assert [entry.seq for entry in waiting] == list(range(1, 13))
        assert verify(opened).problems == ()


def test_a_move_that_is_broken_off_is_begun_again(tmp_path, monkeypatch):
    def broken(_):
        raise KeyboardInterrupt

    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(), mark="m")
        entries = written.append_all([draft(n=n) for n in range(11)])
        written.acknowledge(entries[1].incarnation, 2, entries[1].chain_hash)
        monkeypatch.setattr(outbox, "SLICE", 4)
        with monkeypatch.context() as killed:
            killed.setattr(outbox, "pause", broken)
            with pytest.raises(KeyboardInterrupt):
                written.outbox.renew()
        assert written.unsent_count() == 9
        monkeypatch.setattr(outbox, "pause", lambda _: None)
        assert written.outbox.renew() == 9
        assert sorted(entry.fact.body["n"] for entry in written.unsent(100)) == list(range(2, 11))
        assert verify(opened).problems == ()


def test_a_copy_on_another_machine_goes_on_in_an_incarnation_of_its_own(tmp_path):
    with ledger(tmp_path, mark="here") as written:
        entries = written.append_all([draft(n=n) for n in range(3)])
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(tmp_path / "station.db", copy / "station.db")
    with ledger(copy, mark="there") as cloned:
        assert cloned.station == written.station
        fresh = cloned.append(draft(n=3))
        assert (fresh.seq, fresh.incarnation != entries[0].incarnation) == (1, True)
        assert cloned.unsent(10) == entries, "the old incarnation's records are sent first, in batches of their own"
        cloned.acknowledge(entries[2].incarnation, 3, entries[2].chain_hash)
        assert cloned.unsent(10) == [fresh]
        assert list(cloned.entries()) == [*entries, fresh]
        assert [entry.seq for entry in cloned.entries(since_seq=0)] == [1]
    with database(copy) as opened:
        assert verify(opened).problems == ()
    with ledger(tmp_path, mark="here") as written:
        assert written.append(draft(n=9)).seq == 4, "where it came from goes on as it was"


def test_the_default_mark_tells_two_places_apart(tmp_path):
    with database(tmp_path) as opened:
        first = Ledger(opened, Ticking()).head().incarnation
        assert Ledger(opened, Ticking()).head().incarnation == first
    shutil.move(tmp_path / "station.db", tmp_path / "moved.db")
    (tmp_path / "other").mkdir()
    shutil.move(tmp_path / "moved.db", tmp_path / "other" / "station.db")
    with database(tmp_path / "other") as opened:
        assert Ledger(opened, Ticking()).head().incarnation != first


def test_a_quarantined_record_stays_visible_until_it_is_released(tmp_path):
    with ledger(tmp_path) as written:
        entries = written.append_all([draft(n=n) for n in range(2)])
        written.outbox.quarantine(entries[0].fact.id, "schema", START)
        assert written.outbox.quarantined() == [(entries[0], "schema", START)]
        written.outbox.release(entries[0].fact.id)
        assert written.outbox.quarantined() == []
        assert written.unsent_count() == 2
