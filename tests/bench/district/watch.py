"""What processes take, from Linux's /proc: seconds of the processor, memory at its most, sockets."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY = 0.25


def family(root: int) -> list[int]:
    """A process and all that it started."""
    found, left = [], [root]
    while left:
        one = left.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                left += map(int, children.read_text().split())
    return found


def cpu(root: int) -> float:
    """Seconds of the processor that a process, its children and those that have ended took."""
    return sum(_stat(one) for one in family(root)) / _TICKS


def _stat(process: int) -> int:
    with suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15]))
    return 0


def memory(root: int) -> float:
    """MB that a process and its children hold; what several share is counted once."""
    return sum(_share(one) for one in family(root)) / 1e3


def _share(process: int) -> int:
    """The proportional set size, in kB."""
    with suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


class Watch:
    """The centre, its database and this very process, over a time. postgres: 0 where there is none."""

    def __init__(self, centre: int, postgres: int) -> None:
        self._watched = {"centre": centre, "generator": os.getpid()} | ({"PostgreSQL": postgres} if postgres else {})
        self._centre, self._postgres = centre, postgres
        self._before = {name: cpu(process) for name, process in self._watched.items()}
        self.most = self.connections = 0.0
        self.after: dict[str, float] = {}

    def look(self) -> None:
        self.most = max(self.most, memory(self._centre))
        if self._postgres:
            self.connections = max(self.connections, _backends(self._postgres))

    def end(self) -> None:
        self.look()
        self.after = {name: cpu(process) - self._before[name] for name, process in self._watched.items()}

    def lines(self, seconds: float, answers: int) -> Iterator[str]:
        """answers: in that time. What one takes of a processor is the same however busy others keep the machine."""
        shares = ", ".join(
            f"{name} {used / seconds * 100:.0f} % ({used / max(answers, 1) * 1000:.1f} ms an answer)"
            for name, used in self.after.items()
        )
        connections = f", at most {self.connections:.0f} connections to PostgreSQL" if self._postgres else ""
        yield f"  processor  {shares} of one"
        yield f"  memory     centre at most {self.most:.0f} MB{connections}"


def _backends(postgres: int) -> int:
    names = (Path(f"/proc/{one}/cmdline") for one in family(postgres))
    count = 0
    for name in names:
        with suppress(OSError):
            count += name.read_bytes().startswith(b"postgres: gatepost")
    return count


@asynccontextmanager
async def watched(centre: int, postgres: int) -> AsyncIterator[Watch]:
    watch = Watch(centre, postgres)

    async def looking() -> None:
        while True:
            watch.look()
            await asyncio.sleep(_EVERY)

    task = asyncio.create_task(looking())
    try:
        yield watch
    finally:
        task.cancel()
        watch.end()
