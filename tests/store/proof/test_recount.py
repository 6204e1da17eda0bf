"""What is derived from the ledger is counted again, differences are said, and can be mended."""

from datetime import timedelta

import pytest

from app.store.ledger import Ledger
from app.store.proof import recount
from app.store.proof.verify import verify
from app.store.retention.rounds import Retention
from app.store.tallies import Tallies
from tests.fakes.ledgers import START, Ticking, database, draft, passage, tampering


@pytest.fixture
def some(tmp_path):
    """Passages of two hours, corrections of corrections, and the first half forgotten."""
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(), mark="this machine")
        old, wrong = written.append_all([passage(), passage("out")])
        written.append_all([passage(at=START + timedelta(days=20, hours=hour)) for hour in range(3)])
        first = written.append(passage("in", corrects=wrong.fact.id, why="方向按错"))
        written.append(draft(celsius=37.0))
        later = written.append(passage("in", "refuse", START + timedelta(days=20), corrects=first.fact.id, why="没进"))
        written.append(passage("in", "hold", START + timedelta(days=21), corrects=wrong.fact.id, why="等着"))
        retention = Retention(opened, written.append, "gate", centre=False)
        assert sum(count for _, count in retention.steps(START + timedelta(days=35))) == 3
        assert verify(opened).problems == ()
        assert written.corrected_by(later.fact.id)
        assert old.fact.id != later.fact.id
    return tmp_path


def _inside(folder):
    with database(folder) as opened:
        return Tallies(opened).inside()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE tally SET count = count + 1 WHERE verdict = 'refuse' OR verdict = 'admit'",
        "UPDATE tally SET count = count + 1, forgotten = forgotten + 1 WHERE day = '2022-04-10'",
        "UPDATE tally SET forgotten = forgotten - 1 WHERE day = '2022-04-10'",
        "UPDATE tally SET verdict = 'undecided' WHERE verdict = 'hold'",
        "UPDATE tally SET day = '2022-04-11' WHERE day = '2022-04-10'",
        "DELETE FROM tally",
        "INSERT INTO tally VALUES ('2022-04-10', 3, 'in', 'admit', '', 1, 0)",
        "DELETE FROM corrected",
        "UPDATE corrected SET by = by || 'x'",
        "UPDATE corrected SET id = id || 'x'",
        "INSERT INTO corrected SELECT id, by || 'y' FROM corrected WHERE 0 UNION ALL SELECT 'a', 'b'",
    ],
)
def test_a_changed_count_or_correction_is_found_and_mended(some, sql):
    before = _inside(some)
    with tampering(some) as connection:
        connection.execute(sql)
    with database(some) as opened:
        assert any("repair-counts" in problem for problem in verify(opened).problems)
        recount.repair(opened)
        assert verify(opened).problems == ()
    if "forgotten" not in sql and "day" not in sql and "DELETE FROM tally" not in sql:
        assert _inside(some) == before


def test_mending_what_is_right_changes_nothing(some):
    with database(some) as opened:
        before = [set(opened.rows(f"SELECT * FROM {table}")) for table in ("corrected", "tally")]
        recount.repair(opened)
        after = [set(opened.rows(f"SELECT * FROM {table}")) for table in ("corrected", "tally")]
    assert after == [{row for row in rows if row[-2:] != (0, 0)} for rows in before]


def test_a_dropped_trigger_and_a_changed_index_are_found(some):
    with database(some) as opened:
        opened.rows("DROP TRIGGER ledger_stays")
        opened.rows("DROP INDEX ledger_moved")
        problems = verify(opened).problems
    assert [problem for problem in problems if "ledger_stays" in problem]
    assert [problem for problem in problems if "ledger_moved" in problem]
