"""A record's versions beside each other: what changed is marked, what is the same is not, and late is said."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk import row
from app.records.registry import kind
from app.report.history import compared, late
from app.store.fact import Entry
from tests.fakes.versions import VERSIONS, body, entry

KIND = kind("temperature")


def changes(*entries: Entry) -> dict[str, list[bool]]:
    return {
        line.label: [value.changed for value in line.values]
        for line in compared(KIND, [row(one) for one in entries])
        if line.changed
    }


def texts(*entries: Entry) -> dict[str, list[str]]:
    return {line.label: [value.text for value in line.values] for line in compared(KIND, [row(one) for one in entries])}


def test_what_a_correction_changed_is_marked_in_its_version_alone() -> None:
    assert changes(*VERSIONS) == {
        "体温": [False, True, False],
        "部位": [False, False, True],
        "备注": [False, False, True],
    }


def test_who_when_and_why_stand_first() -> None:
    said = texts(*VERSIONS)
    assert list(said)[:6] == ["序号", "发生时间", "登记时间", "登记人", "岗位", "更正原因"]
    assert said["登记人"] == ["周明", "周明", "李主任"]
    assert said["更正原因"] == ["", "记在纸上，抄错一位", "复测用的是腋下体温计"]


def test_a_correction_by_the_lane_says_why_in_words() -> None:
    judged = entry(2, 1, body=body(36.5, corrects="r1", why="judged"))
    assert texts(entry(1, 1, body=body(36.5)), judged)["更正原因"] == ["", "值守人员判定"]


@pytest.mark.parametrize(("minutes", "said"), [(0, False), (2, False), (2.1, True), (600, True)])
def test_a_late_entry_shows_both_times(minutes: float, said: bool) -> None:
    one = entry(1, 600, after=minutes, body=body(36.5))
    assert late(row(one)) is said
    assert texts(one)["登记时间"][0].endswith("（补录）") is said
    assert texts(one)["发生时间"][0] in texts(entry(1, 600, body=body(36.5)))["登记时间"][0]


def test_another_time_of_the_fact_is_a_change_too() -> None:
    assert changes(entry(1, 90, body=body(36.5)), entry(2, 60, body=body(36.5)))["发生时间"] == [False, True]


def test_what_was_forgotten_changed_from_nothing() -> None:
    gone = entry(1, 90, body=None, salt=None, operator="", content=bytes(32))
    assert changes(gone, entry(2, 90, body=body(36.5))) == {}
    assert "已按保存期限清除" in str(texts(gone, entry(2, 90, body=body(36.5))))


@given(st.lists(st.tuples(st.sampled_from([36.5, 36.6, 38.0]), st.sampled_from(["", "一"])), min_size=1, max_size=5))
def test_a_field_is_marked_exactly_where_it_differs_from_the_version_before(said: list[tuple[float, str]]) -> None:
    made = [entry(at + 1, 90, body=body(celsius, note=note)) for at, (celsius, note) in enumerate(said)]
    for label, at in (("体温", 0), ("备注", 1)):
        marked = changes(*made).get(label, [False] * len(said))
        assert marked == [False, *(one[at] != before[at] for before, one in pairwise(said))]


def test_the_time_between_two_clocks_is_not_late() -> None:
    assert not late(row(entry(1, 5, after=1.5, body=body(36.5))))
