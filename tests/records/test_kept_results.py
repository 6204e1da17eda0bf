"""Test results in the ledger: found by person, at once, however many records there are; a correction counts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.clock import CAMPUS
from app.records.problem import RecordProblems
from app.records.registry import kind
from app.settings import Home
from app.station.local import LocalPost
from app.store.fact import Draft, Entry
from app.store.test_results import MOST

NOW = datetime(2022, 4, 10, 6, 48, tzinfo=CAMPUS)
LONG_AGO = NOW - timedelta(days=14)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    made = LocalPost.open(Home(tmp_path), lambda: NOW)
    yield made
    made.close()


def keep(post: LocalPost, number: str = "1", days: float = 0, **more: Any) -> Entry:
    sampled = NOW - timedelta(days=days, hours=1)
    about = kind("test-result")
    raw = {"person": number, "result": "negative", "sampled_at": sampled.isoformat(), **more}
    draft = Draft(kind="test-result", body=about.body(about.read(raw)), operator="周明", post="gate", at=sampled)
    return post.ledger.append(draft)


def results(post: LocalPost, number: str = "1", since: datetime = LONG_AGO) -> list[str]:
    return [test.result for claim in post.tests(number, since) for test in claim.tests]


def test_a_kept_result_is_believed_as_it_was_then(post: LocalPost) -> None:
    keep(post, organisation="长春金域", trust="read", tested_at=NOW.isoformat())
    (claim,) = post.tests("1", LONG_AGO)
    assert (claim.kind, claim.trust, claim.reason) == ("test-report", "read", "test-on-record")
    assert claim.tests[0].sampled_at == NOW - timedelta(hours=1)
    assert (claim.tests[0].tested_at, claim.tests[0].organisation) == (NOW, "长春金域")


def test_only_the_person_s_own_of_the_time_asked_for(post: LocalPost) -> None:
    for days in (0, 1, 20):
        keep(post, days=days)
    keep(post, "2", result="positive")
    assert results(post) == ["negative"] * 2
    assert results(post, "3") == []
    assert len(results(post, since=NOW - timedelta(days=30))) == 3


def test_a_correction_counts(post: LocalPost) -> None:
    first = keep(post, result="positive")
    second = keep(post, result="negative", corrects=first.fact.id, why="看错")
    assert results(post) == ["negative"]
    keep(post, "2", corrects=second.fact.id, why="人错")
    assert results(post) == []
    assert results(post, "2") == ["negative"]


def test_a_record_of_a_later_version_is_left_out(post: LocalPost) -> None:
    keep(post)
    body = {"person": "1", "result": "inconclusive", "sampled_at": NOW.isoformat()}
    post.ledger.append(Draft(kind="test-result", body=body, operator="周明", post="gate", at=NOW))
    assert results(post) == ["negative"]


def test_it_is_found_by_index_and_bounded(post: LocalPost) -> None:
    for hour in range(MOST + 20):
        keep(post, days=hour / 24)
    assert len(results(post)) == MOST
    explained = post.database.rows(
        "EXPLAIN QUERY PLAN SELECT body FROM ledger WHERE kind = 'test-result' AND moved IS NULL AND body IS NOT NULL"
        " AND json_extract(body, '$.person') = '1' AND at >= '' ORDER BY at DESC"
    )
    assert [row[-1] for row in explained] == ["SEARCH ledger USING INDEX ledger_test_result (<expr>=? AND at>?)"]


def test_a_result_may_be_entered_from_paper() -> None:
    made: Any = kind("test-result").read({"person": "1", "result": "negative", "sampled_at": "2022-04-10T05:30"})
    assert (made.test, made.trust, made.shown_on) == ("nucleic-acid", "seen", "")


def test_no_sample_is_tested_before_it_is_taken() -> None:
    times = {"sampled_at": "2022-04-10T05:30", "tested_at": "2022-04-10T05:00"}
    with pytest.raises(RecordProblems, match="早于采样时间"):
        kind("test-result").read({"person": "1", "result": "negative", **times})
