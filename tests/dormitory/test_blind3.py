"""What a third set of pasted texts is worth to the parser. The shares below were measured blind, by somebody who had
seen neither it nor the other sets, before anything of it was changed for them: they are a floor. That nothing is wrong
and nothing lost holds since it was mended after them."""

from collections import Counter

import pytest

from tests.dormitory.blind_truth import BUILDINGS, RESIDENTS, THIRD, Entry, Verdict, entries, verdicts

TEXTS = sorted(THIRD.glob("[0-9]*.txt"))
READ = [one for path in TEXTS for one in verdicts(path)]


def shown(*which: Verdict) -> str:
    return "\n".join(f"{verdict} {one.where} {' / '.join(one.lines)}" for one, verdict in READ if verdict in which)


def test_the_set_is_whole() -> None:
    assert len(TEXTS) == 40
    people = Counter(one.building for one in RESIDENTS)
    assert people["3"] == people["15"] == 300
    assert {"3", "15"} <= set(BUILDINGS)
    assert all(30 <= sum(len(one.lines) for one in entries(path)) <= 60 for path in TEXTS)
    kinds = Counter(one.listing for one, _ in READ)
    assert kinds["wanted"] > 80
    assert kinds["harmless"] > 130
    assert sum(bool(one.truth.told) for one, _ in READ) > 1500
    assert sum(bool(one.truth.must or one.truth.rooms) for one, _ in READ) > 120


def test_nothing_is_stored_of_anybody_that_is_not_said_of_him() -> None:
    assert not any(verdict == "wrong" for _, verdict in READ), shown("wrong")


def test_what_is_not_read_is_listed_and_nothing_is_lost() -> None:
    assert not any(verdict == "lost" for _, verdict in READ), shown("lost")


@pytest.mark.parametrize(
    ("of", "least"),
    [
        pytest.param(lambda one: True, 0.93, id="every line"),
        pytest.param(lambda one: bool(one.truth.told), 0.94, id="lines that state a temperature"),
    ],
)
def test_lines_are_right_by_themselves(of, least: float) -> None:
    some: list[tuple[Entry, Verdict]] = [one for one in READ if of(one[0])]
    assert sum(verdict == "right" for _, verdict in some) / len(some) >= least, shown("wrong", "lost", "listed")
