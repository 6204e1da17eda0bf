"""What stood in a record's place before and after it: from any version, however they were corrected, forgotten too."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.history import superseded, versions
from app.store.ledger import Ledger
from app.store.retention.rounds import Retention
from tests.fakes.ledgers import START, Ticking, database, draft


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with database(tmp_path) as opened:
        yield Ledger(opened, Ticking(), mark="this machine")


def corrected(ledger: Ledger, *of: int) -> list[str]:
    """A record and corrections of it, each naming the one at that place."""
    ids = [ledger.append(draft(celsius=38.5)).fact.id]
    for at in of:
        ids.append(ledger.append(draft(celsius=36.5, corrects=ids[at], why="看错")).fact.id)
    return ids


@settings(max_examples=25)
@given(st.lists(st.integers(0, 30), max_size=6))
def test_every_version_leads_to_all_of_them_in_their_order(named: list[int]) -> None:
    with TemporaryDirectory() as folder, database(Path(folder)) as opened:
        ledger = Ledger(opened, Ticking(), mark="this machine")
        corrected(ledger)
        ids = corrected(ledger, *(one % (at + 1) for at, one in enumerate(named)))
        assert {tuple(versions(opened, id_)) for id_ in ids} == {tuple(ids)}
        assert superseded(opened, ids) == frozenset(ids[:-1])


def test_a_record_that_was_never_corrected_stands_alone(ledger: Ledger) -> None:
    (id_,) = corrected(ledger)
    assert versions(ledger._database, id_) == [id_]
    assert superseded(ledger._database, [id_]) == frozenset()
    assert superseded(ledger._database, []) == frozenset()


def test_what_was_forgotten_still_has_its_place(ledger: Ledger) -> None:
    ids = corrected(ledger, 0, 0)
    opened = ledger._database
    for _ in Retention(opened, ledger.append, "gate", centre=False).steps(START + timedelta(days=90)):
        pass
    assert all((entry := ledger.entry(id_)) and entry.fact.forgotten for id_ in ids)
    assert {tuple(versions(opened, id_)) for id_ in ids} == {tuple(ids)}


def test_a_correction_that_names_itself_in_a_circle_ends(ledger: Ledger) -> None:
    """As no program of ours writes it."""
    first = ledger.append(draft(celsius=38.5, corrects="nowhere")).fact.id
    assert versions(ledger._database, first)[-1] == first
