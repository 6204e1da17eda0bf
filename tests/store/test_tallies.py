"""The counts are right at every moment, whether or not the records of it are in the table yet."""

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import campus
from app.store import tallies
from app.store.ledger import Ledger
from app.store.proof import recount
from app.store.proof.verify import verify
from app.store.retention.rounds import Retention
from app.store.tallies import Tallies
from tests.fakes.ledgers import START, Ticking, database, draft, passage

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
hours, ways, verdicts = st.integers(0, 30), st.sampled_from(["in", "out"]), st.sampled_from(["admit", "refuse"])
written = st.lists(st.tuples(hours, ways, verdicts, st.none() | st.integers(0, 30)), min_size=1, max_size=5)


@pytest.fixture(autouse=True)
def often(monkeypatch):
    monkeypatch.setattr(tallies, "EVERY", 4)


def _standing(ledger):
    """The passages that count and still say what they are, counted one by one."""
    counts = Counter()
    for entry in ledger.entries("passage"):
        body, at = entry.fact.body, campus(entry.fact.at)
        if body and not ledger.corrected_by(entry.fact.id):
            counts[at.date(), at.hour, body["direction"], body["verdict"]] += 1
    return counts


def _shown(database_, days):
    return Counter(
        {
            (day, one.hour, one.direction, one.verdict): one.passages
            for day in days
            for one in Tallies(database_).day(day)
        }
    )


def _append(ledger, some):
    for hour, way, verdict, which in some:
        known = [entry.fact.id for entry in ledger.entries("passage") if not entry.fact.forgotten]
        about = {} if which is None or not known else {"corrects": known[which % len(known)]}
        ledger.append_all([draft(), passage(way, verdict, START + timedelta(hours=hour), **about)])


def _settle(database_, _ledger):
    with database_.write() as connection:
        tallies.settle(connection)


ACTS = {
    "renew": lambda _, ledger: ledger.outbox.renew(),
    "repair": lambda opened, _: recount.repair(opened),
    "other": lambda _, ledger: ledger.append(draft()),
    "settle": _settle,
}
steps = st.lists(written | st.sampled_from(sorted(ACTS)) | st.tuples(hours), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_counts_are_right_after_anything(steps):
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, database(Path(folder)) as opened:
        ledger, forgotten = Ledger(opened, Ticking(), mark="this machine"), Counter()
        for step in steps:
            before = _standing(ledger)
            if isinstance(step, list):
                _append(ledger, step)
            elif isinstance(step, tuple):
                over = START + timedelta(days=30, hours=step[0])
                list(Retention(opened, ledger.append, "gate", centre=False).steps(over))
                forgotten += before - _standing(ledger)
            else:
                ACTS[step](opened, ledger)
            counted = _standing(ledger) + forgotten
            assert _shown(opened, {day for day, *_ in counted}) == counted
        assert verify(opened).problems == ()


def test_an_append_touches_the_table_only_now_and_then(tmp_path):
    with database(tmp_path) as opened:
        ledger = Ledger(opened, Ticking(), mark="this machine")
        rows = []
        for _ in range(10):
            ledger.append(passage())
            rows.append(sum(count for (count,) in opened.rows("SELECT count FROM tally")))
        assert rows == [0, 0, 0, 4, 4, 4, 4, 8, 8, 8]
        assert Tallies(opened).inside() == 10


def test_a_changed_mark_of_how_far_it_is_counted_is_found_and_mended(tmp_path):
    with database(tmp_path) as opened:
        ledger = Ledger(opened, Ticking(), mark="this machine")
        ledger.append_all([passage() for _ in range(7)])
        for change in ("UPDATE tallied SET n = n - 1", "DELETE FROM tallied", "UPDATE tallied SET n = n - 3"):
            opened.rows(change)
            assert any("repair-counts" in problem for problem in verify(opened).problems)
            recount.repair(opened)
            assert verify(opened).problems == ()
            assert Tallies(opened).inside() == 7


@pytest.mark.parametrize("year", [1970, 1999, 2101])
def test_a_pc_of_a_wrong_year_goes_on_writing_and_counting(tmp_path, year):
    """As when the battery of its clock is empty; every fourth append settles the counts."""
    with database(tmp_path) as opened:
        ledger = Ledger(opened, Ticking())
        ledger.append_all([passage("in", "admit", START.replace(year=year)) for _ in range(5)])
        ledger.append_all([passage("in", "admit", START) for _ in range(5)])
        assert Tallies(opened).admitted("in", START.date()) == 5
        assert Tallies(opened).inside() == 10
