"""Several processes append at once, and some are killed in the middle of it: what was said to be written is there."""

import subprocess
import sys
from pathlib import Path

from app.store.proof.verify import verify
from tests.fakes.ledgers import Ledger, database, ledger

ROOT = Path(__file__).parents[2]


def _start(folder: Path, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.store.appender", str(folder), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_processes_appending_at_once_make_one_chain_without_gaps(tmp_path):
    running = [_start(tmp_path, 25) for _ in range(3)]
    printed = [line.strip() for one in running for line in one.communicate(timeout=60)[0].splitlines()]
    assert [one.returncode for one in running] == [0, 0, 0]
    with database(tmp_path) as opened:
        entries = list(Ledger(opened, mark="this machine").entries())
        assert [entry.seq for entry in entries] == list(range(1, 76))
        assert {entry.fact.id for entry in entries} == set(printed)
        assert verify(opened).problems == ()


def test_what_a_killed_process_had_reported_is_there(tmp_path):
    reported: set[str] = set()
    with ledger(tmp_path):  # so that all of them find a database
        pass
    for _ in range(2):
        running = [_start(tmp_path, 100_000) for _ in range(5)]
        for kill_after, one in enumerate(running, 3):
            reported.update(one.stdout.readline().strip() for _ in range(kill_after))
            one.kill()
            reported.update(line.strip() for line in one.stdout if line.endswith("\n"))
            one.wait(timeout=60)
            one.stdout.close()
    with database(tmp_path) as opened:
        ids = [entry.fact.id for entry in Ledger(opened, mark="this machine").entries()]
        assert reported <= set(ids)
        assert len(ids) == len(set(ids))
        assert verify(opened).problems == ()
