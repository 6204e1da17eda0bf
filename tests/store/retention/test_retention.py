"""What is old is forgotten, and only that: the rest of the proof stands in test_sequences."""

from datetime import timedelta

import pytest

from app.errors import UserError
from app.records.registry import kinds
from app.store.chain import content_hash, fact_hash
from app.store.ledger import Ledger, TooLate
from app.store.proof.verify import verify
from app.store.retention.periods import Periods
from app.store.retention.rounds import Retention
from app.store.tallies import Tallies
from tests.fakes.ledgers import START, Ticking, database, draft, passage, tampering

LATER = START + timedelta(days=40)


def _retention(opened, written):
    return Retention(opened, written.append, "gate", "何老师", centre=False)


def _forget(opened, written, now=LATER):
    return sum(count for _, count in _retention(opened, written).steps(now))


def test_nothing_is_left_of_a_forgotten_record_by_which_it_could_be_guessed(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        entry = written.append(passage(name="林晓彤"))
        assert _forget(opened, written) == 1
        left = written.entry(entry.fact.id)
        assert (left.fact.body, left.fact.salt, left.fact.operator) == (None, None, "")
        assert left.fact_hash == entry.fact_hash == fact_hash(left.fact)
        assert left.fact.content != content_hash(b"", b'{"direction":"in"}', "guard")
        assert [one.fact.forgotten for one in written.entries("passage")] == [True]
        assert Tallies(opened).inside() == 1, "the count stays"
    with tampering(tmp_path) as connection:
        texts = [str(row) for table in ("ledger", "tally") for row in connection.execute(f"SELECT * FROM {table}")]
    assert not any("林晓彤" in text or "20200101" in text for text in texts)


def test_how_every_kind_stands(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        entries = written.append_all([passage(), passage(), draft(), passage(at=START - timedelta(days=3))])
        written.acknowledge(entries[0].incarnation, 1, entries[0].chain_hash)
        retention = Retention(opened, written.append, "gate", centre=True)
        lines = {line.kind: line for line in retention.lines(LATER)}
        assert lines.keys() == kinds().keys()
        assert (lines["passage"].days, lines["passage"].records, lines["passage"].oldest) == (
            30, 3, START - timedelta(days=3),
        )  # fmt: skip
        assert (lines["passage"].due, lines["passage"].waiting) == (1, 2)
        assert lines["temperature"].due == 0
        assert sum(count for _, count in retention.steps(LATER)) == 1


def test_a_late_entry_counts_from_when_it_was_entered(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(LATER - timedelta(days=1)))
        written.append(passage(at=START))
        assert _forget(opened, written) == 0


def test_who_ordered_it_and_how_much_is_a_record(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        written.append_all([passage() for _ in range(120)])
        assert _forget(opened, written) == 120
        begun, done = written.entries("forgetting")
        assert (begun.fact.body["act"], begun.fact.body["of"]) == ("ordered", "passage")
        assert (done.fact.body["act"], done.fact.body["count"]) == ("done", 120)
        assert done.fact.body["order"] == begun.fact.id
        assert begun.fact.operator == "何老师"
        assert _forget(opened, written) == 0
        assert len(list(written.entries("forgetting"))) == 2, "nothing to do leaves no record"


def test_a_run_that_was_cut_short_is_finished_by_the_next(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        written.append_all([passage() for _ in range(200)])
        steps = _retention(opened, written).steps(LATER)
        first = next(count for _, count in steps if count)
        steps.close()
        assert 0 < first < 200
        assert verify(opened).problems == ()
        assert _forget(opened, written) == 200 - first
        assert verify(opened).problems == ()


def test_the_file_shrinks_and_the_log_is_empty(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        written.append_all([passage(text="x" * 600) for _ in range(2000)])
        opened.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        before = (tmp_path / "station.db").stat().st_size
        _forget(opened, written)
        assert (tmp_path / "station.db").stat().st_size < 0.65 * before
        assert (tmp_path / "station.db-wal").stat().st_size == 0
        assert opened.rows("PRAGMA freelist_count") == [(0,)]


def test_no_step_is_long(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        written.append_all([passage() for _ in range(500)])
        assert max(count for _, count in _retention(opened, written).steps(LATER)) <= 40


def test_what_was_forgotten_cannot_be_corrected(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        entry = written.append(passage())
        _forget(opened, written)
        count = len(list(written.entries(include_audit=True)))
        with pytest.raises(TooLate):
            written.append(passage(corrects=entry.fact.id, why="方向按错"))
        assert len(list(written.entries(include_audit=True))) == count


def test_a_correction_that_is_forgotten_does_not_bring_the_mistake_back(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        wrong = written.append(draft(celsius=39.9))
        right = written.append(draft(celsius=36.9, corrects=wrong.fact.id, why="看错"))
        _forget(opened, written, START + timedelta(days=70))
        assert written.corrected_by(wrong.fact.id) == right.fact.id


def test_the_administrator_sets_a_period_within_bounds(tmp_path):
    with database(tmp_path) as opened:
        periods = Periods(opened)
        assert periods.all()["passage"] == 30
        periods.set("passage", 60)
        assert periods.all()["passage"] == 60
        for kind, days in (("passage", 6), ("passage", 10**6), ("audit", 90), ("forgetting", 400), ("nothing", 30)):
            with pytest.raises(UserError):
                periods.set(kind, days)


def test_every_kind_says_how_long_it_is_kept():
    assert {name for name, kind in kinds().items() if kind.keep is None} == {"forgetting"}
