"""Checks an installed program against the source it was made from: check_package.py PATH/TO/gatepost.

A frozen program lacks what nobody imported by name, and does not say so. So it must find the same kinds, issuers and
sources as the source does, do what the source does on this machine, run a demonstration, and keep its window open.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SOURCE = Path(__file__).parents[1] / ".venv" / "bin" / "gatepost"
SECONDS_OPEN = 8


def rows(program: Path, home: Path, *words: str) -> list[dict[str, Any]]:
    """The JSON lines that a command prints; its complaints go to the terminal, its status says nothing here."""
    command = [program, "--home", home, *words, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def differences(program: Path, home: Path) -> list[str]:
    """What the self-check of the source has and that of the program has not."""
    frozen = {row["check"]: row for row in rows(program, home, "selfcheck")}
    wrong = []
    for row in rows(SOURCE, home, "selfcheck"):
        name, mine = row["check"], frozen.get(row["check"], {})
        lost = set(row.get("found", [])) - set(mine.get("found", []))
        if lost:
            wrong.append(f"{name}: {', '.join(sorted(lost))} missing; see WALKED in build_installer.spec")
        elif mine.get("ok") != row["ok"]:
            wrong.append(f"{name}: {mine.get('detail', 'not checked')}, while the source has {row.get('detail', '')!r}")
    return wrong if frozen else ["the self-check printed nothing"]


def demonstration(program: Path, home: Path) -> list[str]:
    """A demonstration campus, its film through the lane, and the ledger checked."""
    subprocess.run([program, "--home", home, "demo"], stdout=subprocess.DEVNULL, check=True)
    decisions = rows(program, home, "lane", "--source", str(home / "demo" / "film.mp4"), "--temperature", "36.5")
    verified = rows(program, home, "verify")
    if not decisions:
        return ["the lane read nobody from the demonstration's film"]
    return [] if verified and verified[0]["ok"] else [f"the ledger does not verify: {verified}"]


def window(program: Path, home: Path) -> list[str]:
    """The window on the demonstration, without a display: still there after some seconds."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    opened = subprocess.Popen([program, "--home", home], env=environment)
    try:
        status = opened.wait(SECONDS_OPEN)
    except subprocess.TimeoutExpired:
        opened.terminate()
        opened.wait()
        return []
    return [f"the window closed by itself with status {status}"]


def main() -> int:
    program = Path(sys.argv[1]).resolve()
    with TemporaryDirectory() as folder:
        home = Path(folder)
        wrong = [problem for check in (differences, demonstration, window) for problem in check(program, home)]
    for problem in wrong:
        print(f"WRONG  {problem}")
    if not wrong:
        print(f"{program}: as complete as its source")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
