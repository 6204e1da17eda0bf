"""Who passed the same post shortly before or after somebody: exactly those, by index, and only what is still there."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.database import Database
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.passages import NEAR, OF, Passages
from app.store.retention.rounds import Retention
from tests.fakes.ledgers import START, Ticking, database

SOON = timedelta(minutes=10)
BEGIN, END = START - timedelta(days=30), START + timedelta(days=30)


def passage(number: str, minutes: float, post: str = "东门", **more: str) -> Draft:
    body = {"person": number, "name": f"人{number}", "direction": "in", "verdict": "admit", **more}
    return Draft(kind="passage", body=body, operator="guard", post=post, at=START + timedelta(minutes=minutes))


def written(opened: Database, drafts: Sequence[Draft]) -> Ledger:
    ledger = Ledger(opened, Ticking(), mark="this machine")
    ledger.append_all(drafts)
    return ledger


def met(opened: Database, within: timedelta = SOON) -> list[tuple[str, float, float]]:
    """Who, and how many minutes after START, and how many minutes apart."""
    found = Passages(opened).meetings("A", BEGIN, END, within)
    return [
        (one.other.person, (one.other.at - START) / timedelta(minutes=1), one.apart / timedelta(minutes=1))
        for one in found
    ]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "A", "B", "C", ""]), st.integers(0, 90), st.sampled_from(["东门", "西门"])),
        max_size=25,
    ),
    st.integers(1, 20),
)
def test_everybody_near_and_nobody_else_is_found_once(passed: list[tuple[str, int, str]], within: int) -> None:
    own = [(at, post) for number, at, post in passed if number == "A"]
    expected = sorted(
        (at, number, min((at - mine for mine, there in own if there == post), key=abs))
        for number, at, post in passed
        if number != "A" and any(there == post and abs(at - mine) <= within for mine, there in own)
    )
    with TemporaryDirectory() as folder, database(Path(folder)) as opened:
        written(opened, [passage(number, at, post) for number, at, post in passed])
        found = met(opened, timedelta(minutes=within))
    assert [(at, number, abs(apart)) for number, at, apart in sorted(found, key=lambda one: (one[1], one[0]))] == [
        (at, number, abs(apart)) for at, number, apart in expected
    ]


def test_before_is_below_zero_and_the_nearest_own_passage_counts(tmp_path: Path) -> None:
    with database(tmp_path) as opened:
        written(opened, [passage("A", 0), passage("A", 8), passage("B", 5), passage("B", -4)])
        assert met(opened) == [("B", -4.0, -4.0), ("B", 5.0, -3.0)]


def test_of_a_corrected_passage_only_the_correction_is_there(tmp_path: Path) -> None:
    with database(tmp_path) as opened:
        ledger = written(opened, [passage("A", 0), passage("B", 1)])
        wrong = next(one for one in ledger.entries("passage") if (one.fact.body or {})["person"] == "B")
        ledger.append(passage("C", 1, corrects=wrong.fact.id, why="认错人"))
        assert met(opened) == [("C", 1.0, 1.0)]


def test_what_was_forgotten_is_not_there(tmp_path: Path) -> None:
    with database(tmp_path) as opened:
        ledger = written(opened, [passage("A", 0), passage("B", 1)])
        for _ in Retention(opened, ledger.append, "gate", centre=False).steps(START + timedelta(days=40)):
            pass
        assert met(opened) == []
        assert Passages(opened).of("A", BEGIN, END) == []


def test_the_period_bounds_the_persons_own_passages_and_its_end_is_left_out(tmp_path: Path) -> None:
    with database(tmp_path) as opened:
        written(opened, [passage("A", 0), passage("A", 60), passage("B", -1), passage("B", 61)])
        of_first = Passages(opened).meetings("A", START, START + timedelta(minutes=60), SOON)
        assert [one.other.at for one in of_first] == [START - timedelta(minutes=1)]


@pytest.mark.parametrize(
    ("sql", "values", "index"),
    [
        (OF, ("A", "0", "9"), "ledger_passage (<expr>=? AND at>? AND at<?)"),
        (NEAR, ("0", "9", "东门"), "ledger_at (kind=? AND at>? AND at<?)"),
    ],
)
def test_it_is_found_by_an_index_and_never_by_reading_everything(
    tmp_path: Path, sql: str, values: tuple[str, ...], index: str
) -> None:
    with database(tmp_path) as opened:
        plan = [row[3] for row in opened.rows(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any(index in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN")]
