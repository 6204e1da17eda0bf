"""Grants: none without a reason and an end, none longer than a shift, none that outlives its time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.grants import ACTS, EVERYBODY, LONGEST, USUAL, Grant, Grants
from app.access.roles import PERMISSIONS, ROLES
from app.errors import UserError, WrongUse

START = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)
WHY = "卫健部门流调，3 号楼病例"


class Documents:
    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}

    def get(self, name: str) -> dict[str, Any] | None:
        return self.kept.get(name)

    def change(self, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self.kept[name] = change(self.kept.get(name, {}))


class Post:
    """Grants over documents that survive a restart, and a clock that goes as the test says."""

    def __init__(self) -> None:
        self.now, self.documents = START, Documents()
        self.grants = Grants(self.documents, lambda: self.now)

    def give(self, whom: str = "2019000001", lasts: timedelta = USUAL, why: str = WHY, **more: str) -> Grant:
        about = {"act": "contacts.look", "by": "李主任", "to": "李主任", **more}
        return self.grants.give(whom=whom, why=why, lasts=lasts, **about)


@given(st.timedeltas(timedelta(seconds=1), LONGEST), st.timedeltas(-timedelta(days=2), timedelta(days=2)))
def test_it_holds_from_when_it_is_given_until_its_end_and_at_no_other_time(lasts: timedelta, later: timedelta) -> None:
    post = Post()
    post.give(lasts=lasts)
    post.now += later
    held = post.grants.of("李主任", "contacts.look", "2019000001") is not None
    assert held == (timedelta() <= later < lasts)


@given(st.sampled_from(["1", "2", EVERYBODY]), st.sampled_from(list(ACTS)), st.sampled_from(["甲", "乙"]), st.data())
def test_it_covers_its_act_its_person_and_its_holder_alone(whom: str, act: str, to: str, data: st.DataObject) -> None:
    post = Post()
    post.give(whom, act=act, to=to)
    asked = data.draw(st.tuples(st.sampled_from(["甲", "乙"]), st.sampled_from(list(ACTS)), st.sampled_from("12")))
    fits = asked[0] == to and asked[1] == act and whom in (asked[2], EVERYBODY)
    assert (post.grants.of(*asked) is not None) == fits


@pytest.mark.parametrize("why", ["", "   ", "试", "流调", "1111111111", "。。。。。。", "aaaa bbbb"])
def test_a_reason_is_a_sentence(why: str) -> None:
    with pytest.raises(WrongUse, match="原因"):
        Post().give(why=why)


@pytest.mark.parametrize("lasts", [timedelta(), -USUAL, LONGEST + timedelta(seconds=1), timedelta.max])
def test_it_ends_and_within_a_shift(lasts: timedelta) -> None:
    with pytest.raises(WrongUse, match="小时"):
        Post().give(lasts=lasts)


@pytest.mark.parametrize("about", [{"act": "level.set"}, {"act": ""}])
def test_nothing_else_is_granted(about: dict[str, str]) -> None:
    with pytest.raises(WrongUse):
        Post().give(**about)


def test_nobody_in_particular_is_no_person() -> None:
    with pytest.raises(WrongUse, match="all"):
        Post().give("  ")


def test_it_survives_a_restart_and_is_dropped_once_it_is_over() -> None:
    post = Post()
    made = post.give()
    again = Grants(post.documents, lambda: post.now)
    assert again.in_force() == [made]
    post.now += USUAL
    assert again.in_force() == []
    other = post.give("2019000002")
    assert [one["id"] for one in post.documents.kept["grants"]["grants"]] == [other.id]


def test_it_can_be_taken_back_once() -> None:
    post = Post()
    made, other = post.give(), post.give("2019000002")
    post.grants.end(made.id)
    assert post.grants.in_force() == [other]
    with pytest.raises(UserError, match=made.id):
        post.grants.end(made.id)


def test_every_act_is_a_permission_and_guards_have_none_of_them() -> None:
    assert ACTS.keys() <= PERMISSIONS.keys()
    for act in ACTS:
        assert PERMISSIONS["grant.give"] <= PERMISSIONS[act] < frozenset(ROLES)
        assert not {"guard", "building"} & PERMISSIONS[act]
