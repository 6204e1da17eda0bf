"""Fuzzes every target, or the named ones, for so many seconds each; the exit status is 1 if anything was found.

What made a parser fail is kept in the folder given by --found: run the file again with
`python -m tests.fuzz.driver NAME FILE`, and make a unit test of it.
"""

import argparse
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.registry import targets
from tests.fuzz.target import Target

SLOW, MEMORY = 5, 1024
"""Seconds and mebibytes that one input may take at most; more is a finding."""


def main(arguments: list[str]) -> int:
    known = targets()
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", metavar="TARGET", help="all without any")
    parser.add_argument("--seconds", type=int, default=10, help="for each target")
    parser.add_argument("--found", type=Path, default=Path("build/fuzz"), help="where findings are kept")
    parser.add_argument("--corpus", type=Path, help="where inputs that reach new lines are kept for the next run")
    given = parser.parse_args(arguments)
    if find_spec("atheris") is None:
        parser.error("atheris is not installed here (it is for Linux on x86-64); the test suite mutates without it")
    if strange := set(given.target) - known.keys():
        parser.error(f"no target {', '.join(strange)}; there are {', '.join(known)}")
    names = given.target or list(known)
    found = [name for name in names if not fuzz(known[name], given.seconds, given.found, given.corpus)]
    print(f"{len(names)} targets, {len(found)} with findings{': ' + ', '.join(found) if found else ''}")
    return 1 if found else 0


def fuzz(target: Target, seconds: int, found: Path, corpus: Path | None) -> bool:
    """Whether `target` stood it; what it did not stand is in the folder `found`."""
    found.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        seeds, grown = Path(folder) / "seeds", (corpus or Path(folder)) / target.name
        for made in (seeds, grown):
            made.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(target.seeds()):
            (seeds / f"{number:03}").write_bytes(seed)
        command = [
            sys.executable, "-m", "tests.fuzz.driver", target.name, f"-max_total_time={seconds}", f"-timeout={SLOW}",
            f"-rss_limit_mb={MEMORY}", f"-artifact_prefix={found}/{target.name}-", str(grown), str(seeds),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    print(f"{target.name:<14} {_summary(done.stderr)}", flush=True)
    if done.returncode:
        print(done.stdout[-2000:] + done.stderr[-4000:])
        print(f"What was found is in {found}/{target.name}-*", flush=True)
    return done.returncode == 0


def _summary(output: str) -> str:
    """Inputs tried, and places of the code reached."""
    tried, reached = re.findall(r"^#(\d+)", output, re.MULTILINE), re.findall(r"cov: (\d+)", output)
    return f"{int(tried[-1]) if tried else 0:>9,} inputs, {reached[-1] if reached else 0:>6} places reached"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
