"""Records of other posts: what was let go of stays away, however often it is told again, and all else is there."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records.registry import kinds
from app.store.others import OtherRecords, Told
from tests.fakes.ledgers import START, database

EVER = datetime(2000, 1, 1, tzinfo=UTC)
KIND = "goods-step"
SHARED = timedelta(days=kinds()[KIND].shared or 0)
PEOPLE = ("2019000001", "2019000002", "")
STATION = str(uuid.UUID(int=7, version=4))
happens = st.one_of(
    st.tuples(st.sampled_from(["write", "write", "erase"]), st.sampled_from(PEOPLE)),
    st.tuples(st.sampled_from(["told", "told", "anew", "night"]), st.just("")),
    st.tuples(st.just("days"), st.sampled_from(["1", "20", "61"])),
)


def told(number: int, person: str, at: datetime) -> Told:
    body = json.dumps({"delivery": "W220410-482913-7", "act": "noted", "by": person})
    return Told(STATION, str(uuid.UUID(int=number, version=4)), KIND, 1, at, at, "周明", "西门", body)


def there(others: OtherRecords) -> list[str]:
    """What whoever follows the kind gets."""
    return [one.fact.id for one in others.between(KIND, 0, others.last(), EVER)]


class Play:
    """A post, and a centre that tells: `gone` is what was let go of, by whichever way."""

    def __init__(self, others: OtherRecords) -> None:
        self.others, self.now = others, START
        self.feed: list[Told] = []
        self.told = 0
        self.gone: set[str] = set()

    def do(self, what: str, about: str) -> None:
        match what:
            case "write":
                self.feed.append(told(len(self.feed), about, self.now))
            case "erase" if about:
                self.gone |= {one.id for one in self.feed[: self.told] if f'"{about}"' in one.body}
                self.others.forget({about})
            case "days":
                self.now += timedelta(days=int(about))
            case "night":
                self.gone |= {one.id for one in self.feed if one.at < self.now - SHARED}
                self.others.forget_old(self.now)
            case "told" | "anew":
                first = 0 if what == "anew" else self.told
                self.others.take(self.feed[first:], f"{len(self.feed)}")
                self.told = len(self.feed)

    def check(self) -> None:
        found = there(self.others)
        assert len(found) == len(set(found))
        assert set(found) == {one.id for one in self.feed[: self.told]} - self.gone


@settings(max_examples=40)
@given(st.lists(happens, max_size=25))
def test_whatever_is_told_again_what_was_let_go_of_stays_away_and_all_else_is_there(
    tmp_path_factory: pytest.TempPathFactory, some: list[tuple[str, str]]
) -> None:
    with database(tmp_path_factory.mktemp("post")) as opened:
        play = Play(OtherRecords(opened))
        for what, about in (*some, ("anew", "")):
            play.do(what, about)
            play.check()


def test_of_an_erased_one_nothing_is_left_that_it_said(tmp_path: Path) -> None:
    with database(tmp_path) as opened:
        others = OtherRecords(opened)
        others.take([told(1, PEOPLE[0], START), told(2, PEOPLE[1], START)], "2")
        assert others.forget({PEOPLE[0]}) == 1
        assert others.forget({PEOPLE[0]}) == 0, "it is not counted twice"
        assert others.about({PEOPLE[0]}) == []
        assert opened.rows("SELECT operator, body FROM other_record WHERE body = ''") == [("", "")]


def test_its_id_goes_with_its_days(tmp_path: Path) -> None:
    with database(tmp_path) as opened:
        others = OtherRecords(opened)
        others.take([told(1, PEOPLE[0], START)], "1")
        others.forget({PEOPLE[0]})
        others.forget_old(START + SHARED + timedelta(days=1))
        assert opened.rows("SELECT count(*) FROM other_record") == [(0,)]


def test_a_clock_that_was_wrong_once_refuses_nothing_once_it_is_right(tmp_path: Path) -> None:
    with database(tmp_path) as opened:
        others, ahead = OtherRecords(opened), START + timedelta(days=400)
        others.forget_old(ahead)
        others.take([told(1, "", START)], "1")
        assert there(others) == []
        others.forget_old(START)
        others.take([told(1, "", START)], "1")
        assert len(there(others)) == 1
