"""Processes that are not one's own children: started by a program that is killed, and watched."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path


def gone(pid: int) -> bool:
    """Whether the process ends within half a minute; one that nobody collects counts as ended."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], 30)[0])
    finally:
        os.close(watched)


def orphan(script: Path, program: str) -> int:
    """Runs `program`, which prints the id of a process that it started and then kills itself; that id.

    Returns when the process has let go of its output: it holds the other end of this pipe too.
    """
    script.write_text(program, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == -signal.SIGKILL, done.stderr
    return int(done.stdout)
