"""The upload's promise over thousands of random schedules, and over real processes that are killed."""

import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from tests.sync.killing import kill_many
from tests.sync.schedules import Failed, runner

SCHEDULES = int(os.environ.get("SCHEDULES", "10000"))
FIRST = int(os.environ.get("FROM_SEED", "0"))
MINUTES = float(os.environ.get("MINUTES", "30"))
"""How many schedules, from which seed on, and after how many minutes no more are begun."""

SYNC_KILLS = int(os.environ.get("SYNC_KILLS", "200"))
_CHUNK = 50


def schedules() -> bool:
    """Whether every schedule kept the promise. Says with which seed to go on where the time was too short."""
    began = time.monotonic()
    done, broken = 0, 0
    chunks = iter(range(FIRST, FIRST + SCHEDULES, _CHUNK))
    in_time = (first for first in chunks if time.monotonic() < began + MINUTES * 60)
    for first, failures in _run_all(in_time):
        done += min(_CHUNK, FIRST + SCHEDULES - first)
        broken += len(failures)
        for failure in failures:
            print(f"  {failure}", flush=True)
    print(f"random schedules: {done} in {time.monotonic() - began:.0f} s, {broken} broke the promise", flush=True)
    if done < SCHEDULES:
        print(f"  time is up; go on with FROM_SEED={FIRST + done} SCHEDULES={SCHEDULES - done}")
    return not broken


def _run_all(firsts: Iterator[int]) -> Iterator[tuple[int, list[str]]]:
    """Chunks of seeds, one on each processor, begun in order and one only when another has ended."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        running: dict[Future[list[str]], int] = {}
        for first in islice(firsts, os.cpu_count()):
            running[processes.submit(chunk, first)] = first
        while running:
            for ended in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(ended), ended.result()
                for first in islice(firsts, 1):
                    running[processes.submit(chunk, first)] = first


def chunk(first: int) -> list[str]:
    """What the schedules of a chunk of seeds broke."""
    failures = []
    with runner() as run:
        for seed in range(first, min(first + _CHUNK, FIRST + SCHEDULES)):
            try:
                run.run(seed)
            except Failed as error:
                failures.append(str(error))
    return failures


def kills() -> bool:
    """Whether nothing was lost or doubled by kill -9."""
    with tempfile.TemporaryDirectory() as folder:
        toll = kill_many(Path(folder), SYNC_KILLS)
    print(f"posts and centres, kill -9: {toll.kills.total()} times ({dict(toll.kills)}), ", end="")
    print(f"{len(toll.written)} records shown as written, {len(toll.lost)} lost at the post, ", end="")
    print(f"{len(toll.missing)} missing at the centre, {len(toll.twice)} twice", flush=True)
    for problem in toll.problems:
        print(f"  verify: {problem}")
    return toll.fine
