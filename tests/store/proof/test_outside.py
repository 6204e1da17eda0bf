"""A ledger whose end was cut off verifies by itself: the anchor, a checkpoint or the centre's word gives it away."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.store.anchor import Anchor
from app.store.heads import MOST_BYTES, Head
from app.store.ledger import Ledger
from app.store.proof import checkpoint
from app.store.proof.checkpoint import Checkpoint
from app.store.proof.verify import verify
from tests.fakes.ledgers import START, Ticking, database, draft, ledger, tampering


def _problems(folder: Path, *given: Checkpoint) -> tuple[str, ...]:
    with database(folder) as opened:
        return verify(opened, checkpoints=given).problems


def _cut(folder: Path, after: int) -> None:
    with tampering(folder) as connection:
        connection.execute("DELETE FROM ledger WHERE n > ?", (after,))


def _checkpoint(folder: Path, *, daily: bool = False) -> Checkpoint:
    with database(folder) as opened:
        written = Ledger(opened, Ticking(), mark="this machine")
        made = checkpoint.make_daily(opened, written, START) if daily else checkpoint.make(opened, written, START)
        assert made is not None
        return made


def _four(folder: Path) -> None:
    with ledger(folder) as written:
        written.append_all([draft(n=n) for n in range(4)])


# The anchor


def test_a_cut_tail_shows_against_the_anchor_even_after_more_was_written(tmp_path):
    _four(tmp_path)
    _cut(tmp_path, 2)
    assert any("4" in problem for problem in _problems(tmp_path))
    with ledger(tmp_path) as written:
        assert written.append(draft()).seq == 1, "an older file goes on in an incarnation of its own"
    assert _problems(tmp_path) != ()


@pytest.mark.parametrize("content", [b"", b'["half', b"\xff\xff", None], ids=["empty", "torn", "garbage", "gone"])
def test_an_anchor_that_is_lost_is_a_problem_also_after_more_was_written(tmp_path, content):
    _four(tmp_path)
    anchor = tmp_path / "station.anchor"
    anchor.unlink() if content is None else anchor.write_bytes(content)
    assert any("锚点" in problem for problem in _problems(tmp_path))
    with ledger(tmp_path) as written:
        written.append(draft())
    assert any("锚点" in problem for problem in _problems(tmp_path))


def test_a_torn_last_line_is_none(tmp_path):
    _four(tmp_path)
    with (tmp_path / "station.anchor").open("ab") as file:
        file.write(b'\n["half')
    assert _problems(tmp_path) == ()
    with ledger(tmp_path) as written:
        written.append(draft())
    assert _problems(tmp_path) == ()
    _cut(tmp_path, 4)
    assert _problems(tmp_path) != ()


def test_a_ledger_without_records_needs_no_anchor(tmp_path):
    with ledger(tmp_path):
        pass
    (tmp_path / "station.anchor").unlink()
    assert _problems(tmp_path) == ()


def test_a_line_of_an_incarnation_that_never_came_to_be_is_no_problem(tmp_path):
    _four(tmp_path)
    Anchor(tmp_path / "station.db").begin(Head("00000000-0000-4000-8000-000000000000", 0, bytes(32)))
    assert _problems(tmp_path) == ()


def test_an_anchor_that_could_not_be_written_at_first_is_written_later(tmp_path):
    (tmp_path / "station.anchor").mkdir()
    _four(tmp_path)
    assert _problems(tmp_path) == ()
    (tmp_path / "station.anchor").rmdir()
    with ledger(tmp_path) as written:
        assert written.append(draft()).seq == 5, "it is the same incarnation"
    _cut(tmp_path, 4)
    assert _problems(tmp_path) != ()


def test_the_anchor_stays_small(tmp_path):
    anchor = Anchor(tmp_path / "station.db")
    for seq in range(1, 1500):
        anchor.note(Head("00000000-0000-4000-8000-000000000000", seq, bytes(32)))
        anchor.flush()
    assert anchor.path.stat().st_size < MOST_BYTES + 200
    assert [head.seq for head in anchor.read().values()] == [1499]


# Checkpoints


def test_a_checkpoint_is_a_line_that_survives_a_hand_and_a_pen(tmp_path):
    _four(tmp_path)
    made = _checkpoint(tmp_path)
    assert made.seq == 4
    assert checkpoint.parse(made.text) == made
    assert checkpoint.parse(made.text.lower().replace(" ", "-\n")) == made
    assert _problems(tmp_path, made) == ()


@pytest.mark.parametrize("text", ["", "GPC1", "hello", "GPC1 ABCDEFGH", "GPC1 " + "A" * 400, "GPC1 ☃"])
def test_what_is_no_checkpoint_is_said_to_be_none(text):
    with pytest.raises(UserError, match="检查点"):
        checkpoint.parse(text)


def test_a_cut_tail_shows_against_a_checkpoint(tmp_path):
    _four(tmp_path)
    made = _checkpoint(tmp_path)
    _cut(tmp_path, 3)
    (tmp_path / "station.anchor").write_bytes(b"")
    assert any("检查点" in problem and "4" in problem for problem in _problems(tmp_path, made))


def test_a_rewritten_ledger_shows_against_a_checkpoint(tmp_path):
    _four(tmp_path)
    shutil.copytree(tmp_path, tmp_path / "other")
    with ledger(tmp_path) as written:
        written.append(draft(n=5))
    made = _checkpoint(tmp_path)
    with ledger(tmp_path / "other") as written:
        written.append_all([draft(n=6), draft(n=7)])
    assert any("检查点" in problem for problem in _problems(tmp_path / "other", made))


def test_another_stations_checkpoint_and_a_changed_one_are_refused(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _four(tmp_path / name)
    other = _checkpoint(tmp_path / "two")
    assert any("不是本站签的" in problem for problem in _problems(tmp_path / "one", other))
    own = _checkpoint(tmp_path / "one")
    assert any("不是本站签的" in problem for problem in _problems(tmp_path / "one", own._replace(seq=3)))


def test_one_a_day_is_kept_beside_the_database_and_looked_at(tmp_path):
    _four(tmp_path)
    made = _checkpoint(tmp_path, daily=True)
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(), mark="this machine")
        assert checkpoint.make_daily(opened, written, START + timedelta(minutes=5)) is None
        assert checkpoint.make_daily(opened, written, START + timedelta(days=1)) is not None
    assert checkpoint.kept(tmp_path / "station.db")[0] == made
    assert _problems(tmp_path) == ()
    _cut(tmp_path, 3)
    (tmp_path / "station.anchor").write_bytes(b"")
    assert sum("检查点" in problem for problem in _problems(tmp_path)) == 2


# The centre


@pytest.mark.parametrize(
    "change",
    [
        "acknowledged = 2", "acknowledged = 5", "acknowledged = 0", "acknowledged_hash = NULL",
        "acknowledged_hash = zeroblob(32)", "base = 1", "kept = 2",
    ],
)  # fmt: skip
def test_what_the_centre_acknowledged_must_still_be_there(tmp_path, change):
    with ledger(tmp_path) as written:
        entries = written.append_all([draft(n=n) for n in range(4)])
        written.acknowledge(entries[2].incarnation, 3, entries[2].chain_hash)
    assert _problems(tmp_path) == ()
    with tampering(tmp_path) as connection:
        connection.execute(f"UPDATE incarnation SET {change}")
    assert _problems(tmp_path) != ()


def test_a_tail_the_centre_knows_of_cannot_be_cut(tmp_path):
    with ledger(tmp_path) as written:
        entries = written.append_all([draft(n=n) for n in range(4)])
        written.acknowledge(entries[3].incarnation, 4, entries[3].chain_hash)
    _cut(tmp_path, 3)
    assert any("指挥中心" in problem for problem in _problems(tmp_path))
