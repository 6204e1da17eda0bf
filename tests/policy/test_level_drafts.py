"""A level in the making: changed place by place, written as the text of a file, and told in words."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.asking import USUAL, named, ways
from app.policy.decide import decide
from app.policy.draft import EVERYWHERE, Asked, asked, changed
from app.policy.level import levels, parse
from app.policy.leveldiff import differences
from app.policy.leveltext import write
from app.policy.person import KINDS
from app.policy.preview import table
from app.policy.rule import ITEMS, Demand
from tests.policy.people import NOW, STUDENT, VISITOR, ago, complete, instead, report

LEVELS = levels()
any_level = st.sampled_from(list(LEVELS.values()))
_one_way = {item: st.one_of(st.none(), st.sampled_from(USUAL[item])) for item in ITEMS if item != "identity"}
some_asked = st.builds(
    lambda identity, others, forbidden: Asked((identity, *(one for one in others.values() if one)), forbidden),
    st.sampled_from(USUAL["identity"]), st.fixed_dictionaries(_one_way), st.booleans(),
)  # fmt: skip
some_places = st.sets(st.sampled_from(EVERYWHERE), max_size=12)


@pytest.mark.parametrize("name", list(LEVELS))
def test_a_level_that_is_written_and_read_is_the_same(name):
    level = LEVELS[name]
    assert parse(write(level.file), "written").file == level.file


@given(any_level, some_places, some_asked)
def test_what_was_changed_is_asked_there_and_nothing_else_is_different(level, places, to):
    after = parse(write(changed(level.file, places, to)), "changed")
    for where in EVERYWHERE:
        wanted = to if where in places else asked(level.file, where)
        found = asked(after.file, where)
        assert (set(found.demands), found.forbidden) == (set(wanted.demands), wanted.forbidden)
    assert bool(differences(level.file, after.file)) == any(
        asked(level.file, where) != asked(after.file, where) for where in EVERYWHERE
    )


@given(any_level, some_places, some_asked)
def test_nobody_is_decided_otherwise_where_nothing_was_changed(level, places, to):
    after = parse(write(changed(level.file, places, to)), "changed")
    for where in EVERYWHERE:
        if where not in places:
            evidence = complete(msgspec.structs.replace(STUDENT, kind=where[2]), where[1], where[0])
            assert decide(after, evidence, NOW) == decide(level, evidence, NOW)


def test_a_report_of_24_hours_instead_of_48_for_students_alone():
    closed = LEVELS["closed"]
    where = ("gate", "in", "student")
    day = Demand(item="test-report", within_hours=24)
    now = asked(closed.file, where)
    stricter = Asked(tuple(day if one.item == "test-report" else one for one in now.demands))
    own = parse(write(changed(closed.file, [where], stricter)), "own")
    old = report(ago(hours=30))
    assert decide(own, instead(complete(), old), NOW).verdict == "hold"
    assert decide(own, instead(complete(VISITOR), old), NOW).verdict == "admit"
    (told,) = differences(closed.file, own.file)
    assert told.what == "校门 · 进 · 学生"
    assert "核酸报告（48 小时内）" in told.before
    assert "核酸报告（24 小时内）" in told.after


def test_a_threshold_and_a_colour_are_told_too():
    closed = LEVELS["closed"].file
    fever = msgspec.structs.replace(closed.fever_from, armpit=37.0)
    colors = {**closed.colors, "health-code": {**closed.colors["health-code"], "yellow": "look"}}
    after = msgspec.structs.replace(closed, fever_from=fever, colors=colors, reference_hours=None)
    assert [tuple(one) for one in differences(closed, after)] == [
        ("名单最旧几小时", "24", "不限"), ("腋温发热线", "37.3 ℃", "37 ℃"),
        ("健康码 · 黄", "不予放行", "值守人员看"),
    ]  # fmt: skip


def test_every_way_to_ask_has_words_of_its_own():
    for item in ITEMS:
        words = [named(way) for way in USUAL[item]]
        assert len(set(words)) == len(words)
    own = Demand(item="test-report", within_hours=36, accept=("verified",))
    assert ways("test-report", [own])[-1] == own
    assert named(own) == "核酸报告（36 小时内，只认已核验）"


@pytest.mark.parametrize("level", list(LEVELS.values()), ids=list(LEVELS))
def test_the_preview_is_what_decide_says_of_people_of_each_kind(level):
    rows = {row.words: row.decisions for row in table(level, "gate", "in", NOW)}
    everything = dict(zip(KINDS, rows["样样齐全"], strict=True))
    assert {one.verdict for one in everything.values()} == {"refuse" if level.name == "static" else "admit"}
    first = {one.verdict for one in rows["额温 38 ℃"]}
    assert first == ({"refer"} if level.name == "static" else {"hold"}), "whom the level keeps out waits for no second"
    assert {one.verdict for one in rows["额温 38 ℃，休息后仍高"]} == {"refer"}
    settles = level.second_measurement is not None and level.second_measurement.normal == "settles"
    assert {one.verdict for one in rows["额温 38 ℃，休息后 36.6 ℃"]} == ({"admit"} if settles else {"refer"})
    assert {one.verdict for one in rows["说自己咳嗽"]} == {"refer"}


def test_the_preview_shows_what_tells_the_levels_apart():
    def verdict(level, words, kind="student", direction="in"):
        rows = {row.words: row.decisions for row in table(LEVELS[level], "gate", direction, NOW)}
        return rows[words][KINDS.index(kind)].verdict

    assert [verdict(name, "核酸只有一次，40 小时前采样") for name in LEVELS] == [
        "refuse", "hold", "admit", "admit", "admit"
    ]  # fmt: skip
    assert [verdict(name, "没有健康码") for name in LEVELS] == ["refuse", "hold", "hold", "hold", "admit"]
    assert verdict("closed", "没有审批", direction="out") == "refuse"
    assert verdict("closed", "没有审批", "visitor", "out") == "admit"
    assert verdict("closed", "行程卡有名单上的风险地区") == "refuse"
    assert verdict("closed", "健康码是昨天的") == "hold"


@given(any_level, st.integers(-400_000, 400_000))
def test_the_preview_is_the_same_at_any_hour(level, minutes):
    def verdicts(now):
        return [[one.verdict for one in row.decisions] for row in table(level, "gate", "in", now)]

    assert verdicts(NOW + timedelta(minutes=minutes)) == verdicts(NOW)
