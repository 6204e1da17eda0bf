"""A record's history as whoever is on duty may see it, and a ledger that shows what stands now."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.access.sight import HIDDEN
from app.errors import UserError
from app.records.registry import kind as kind_of
from app.station.station import Station
from app.station.versions import numbered, present, versions
from tests.fakes.homes import GUARD, LEADER, PINS
from tests.fakes.lookedback import LIN, MEDICAL, LookedBack
from ui.live import LivePost


@pytest.fixture
def made(tmp_path: Path) -> Iterator[LookedBack]:
    made = LookedBack(tmp_path)
    yield made
    made.close()


def enter(made: LookedBack, **more: object) -> str:
    return made.post.enter("temperature", {"person": LIN, "celsius": 38.5, **more}).fact.id


def test_any_version_leads_to_all_and_the_last_stands(made: LookedBack) -> None:
    first = enter(made)
    second = enter(made, celsius=36.5, corrects=first, why="抄错一位")
    other = enter(made)
    for id_ in (first, second):
        assert [entry.fact.id for entry in versions(made.post, id_)] == [first, second]
    found = made.post.entries("temperature")
    assert [entry.fact.id for entry in present(made.post, found)] == [second, other]


def test_the_ledger_on_the_screen_shows_what_stands_now(made: LookedBack) -> None:
    first = enter(made)
    second = enter(made, celsius=36.5, corrects=first, why="抄错一位")
    live = LivePost(Station(made.post))
    assert [row["id"] for row in live.records("temperature", 3650)] == [second]
    assert [entry.fact.id for entry in live.versions(second)] == [first, second]


def test_a_kind_that_is_not_for_a_role_has_no_history_either(made: LookedBack) -> None:
    made.post.sign_in(MEDICAL, "2468")
    test = {"person": LIN, "result": "positive", "sampled_at": "2022-04-09T08:00+08:00"}
    id_ = made.post.enter("test-result", test).fact.id
    assert len(versions(made.post, id_)) == 1
    audited = next(made.post.ledger.entries("audit")).fact.id
    made.post.sign_in(GUARD, PINS[GUARD])
    for hidden in (id_, audited):
        with pytest.raises(NotPermitted):
            versions(made.post, hidden)


def test_narrow_fields_are_hidden_in_every_version(made: LookedBack) -> None:
    first = enter(made, note="咳嗽两天")
    enter(made, note="咳嗽三天", corrects=first, why="问错了")
    about = kind_of("temperature")
    narrow = replace(next(field for field in about.fields if field.name == "note"), readers=frozenset({"medical"}))
    object.__setattr__(about, "guarded", (narrow,))
    try:
        assert [(one.fact.body or {})["note"] for one in versions(made.post, first)] == [HIDDEN] * 2
    finally:
        object.__setattr__(about, "guarded", ())


def test_nobody_reads_without_signing_in(made: LookedBack) -> None:
    id_ = enter(made)
    made.post.sign_out()
    with pytest.raises(NotPermitted):
        versions(made.post, id_)


def test_a_record_is_named_by_its_id_or_its_number(made: LookedBack) -> None:
    entry = made.post.enter("temperature", {"person": LIN, "celsius": 36.5})
    assert numbered(made.post, entry.seq) == entry.fact.id
    for wrong in (0, -1, entry.seq + 1):
        with pytest.raises(UserError, match="没有"):
            numbered(made.post, wrong)
    with pytest.raises(UserError, match="没有"):
        versions(made.post, "no-such-id")
    assert made.post.operator() == LEADER
