"""What forty pasted texts, written with their truth by somebody who had not seen the parser, are worth to it."""

from collections import Counter

import pytest

from tests.dormitory.corpus_truth import FOLDER, RESIDENTS, Entry, Verdict, entries, verdicts

TEXTS = sorted(FOLDER.glob("[0-9]*.txt"))
READ = [one for path in TEXTS for one in verdicts(path)]


def share(some: list[tuple[Entry, Verdict]]) -> float:
    """Of the lines, how many are right by themselves."""
    return sum(verdict == "right" for _, verdict in some) / len(some)


def shown(*which: Verdict) -> str:
    return "\n".join(f"{verdict} {one.where} {' / '.join(one.lines)}" for one, verdict in READ if verdict in which)


def test_the_corpus_is_whole() -> None:
    assert len(TEXTS) == 40
    assert len(RESIDENTS) == 200
    assert all(30 <= sum(len(one.lines) for one in entries(path)) <= 60 for path in TEXTS)
    kinds = Counter(one.truth or "told" for one, _ in READ)
    assert min(kinds[mark] for mark in ("-", "~", "?", "told")) > 80, kinds


def test_nobody_gets_a_temperature_that_is_not_his() -> None:
    assert not any(verdict == "wrong" for _, verdict in READ), shown("wrong")


def test_what_is_not_read_is_listed_and_nothing_is_lost() -> None:
    assert not any(verdict == "lost" for _, verdict in READ), shown("lost")


@pytest.mark.parametrize(
    ("of", "least"),
    [
        pytest.param(lambda one: True, 0.97, id="every line"),
        pytest.param(lambda one: bool(one.told), 0.96, id="lines that state a temperature"),
    ],
)
def test_lines_are_right_by_themselves(of, least: float) -> None:
    some = [one for one in READ if of(one[0])]
    assert share(some) >= least, shown("listed")
