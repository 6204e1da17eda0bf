"""What a group writes beside everybody's name (21软件李四, 竹园李四): said of so many, it is no part of a name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from app.dormitory.chain.names import Directory
from app.dormitory.chain.plain import plain
from app.dormitory.chain.segment import cut
from app.dormitory.chain.spelling import spelled
from app.dormitory.chain.token import Token

MANY = 3
"""Different people beside whose names it has to stand."""
LONGEST = 200
"""Characters of a line that is looked at for habits; longer ones are chat."""


def habits(lines: Iterable[str], directory: Directory) -> frozenset[str]:
    """Runs of signs, at least one of which nothing explains, that stand right beside the names of several people."""
    beside: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for line in lines:
        if len(line) > LONGEST:
            continue
        for run, numbers in _runs(cut(spelled(plain(line)), directory).tokens):
            beside[run].add(numbers)
    found = {run for run, people in beside.items() if len(people) >= MANY}
    return frozenset(found | {run.lstrip("0123456789") for run in found})  # 2. 21软件李四: its 21 may pass for a rank


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[str, frozenset[str]]]:
    for at, one in enumerate(tokens):
        if one.sort == "name":
            for run in (_run(tokens[:at][::-1])[::-1], _run(tokens[at + 1 :])):
                if any(part.sort == "unknown" for part in run) and len(run) > 1:
                    yield "".join(part.text for part in run), one.numbers


def _run(tokens: Sequence[Token]) -> Sequence[Token]:
    """The first tokens, up to a gap, a name or a temperature."""
    size = 0
    while size < len(tokens) and tokens[size].sort in ("unknown", "word", "count", "digits"):
        size += 1
    return tokens[:size]
