"""Nothing that concerns somebody is lost, and what is doubtful is asked for; what stands around a line tells more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.residents import NAMES, PEOPLE, number, problems, read, told

WORDS = """
网吧 撤回 三十六七 大概三十六七度 多少度忘了 暂无 症状无
宁 正在洗澡 没看见 已报 打卡 公假 懒得量 嗯嗯 好像还行 13812345678
"""
SAID = st.sampled_from(WORDS.split())
BEFORE = st.sampled_from(["", "3. ", "12、", "301 ", "老师好，", "我是", "室友"])


@given(BEFORE, st.sampled_from(NAMES), st.sampled_from(["", " ", "，", "："]), st.one_of(st.just(""), SAID))
def test_a_line_that_names_somebody_appears_in_the_result(before: str, name: str, sign: str, said: str) -> None:
    (line,) = read(f"{before}{name}{sign}{said}").lines
    assert line.said or line.problems, line.text


@pytest.mark.parametrize("value", ["34.9", "34.0", "42.1", "42.8", "350", "356", "359", "421"])
def test_a_number_that_is_likelier_mistyped_is_confirmed_by_a_person(value: str) -> None:
    (problem,) = read(f"张三 {value}").problems
    celsius = float(value) if "." in value else int(value) / 10
    assert (problem.code, problem.candidates) == ("rare", (number("张三"),))
    assert problem.said is not None
    assert [one.celsius for one in problem.said.readings] == [celsius]


@pytest.mark.parametrize(
    ("value", "celsius"), [("35.0", 35.0), ("35.6", 35.6), ("360", 36.0), ("419", 41.9), ("42.0", 42.0)]
)
def test_what_a_thermometer_often_shows_is_read(value: str, celsius: float) -> None:
    assert told(f"张三 {value}") == [("张三", [celsius])]


@pytest.mark.parametrize(
    "line", ["张三 36点多", "张三 36度几", "张三 36.5元不够吧", "张三 36块钱", "张三 三次都是36.5"]
)
def test_what_is_no_number_or_a_price_is_listed(line: str) -> None:
    ((_, candidates),) = problems(line)
    assert candidates == {number("张三")}


@pytest.mark.parametrize("line", ["张三 36.4 转账36", "张三 36.4 奶茶15元", "张三 36.4，红包36.6"])
def test_a_price_behind_a_temperature_leaves_it_as_it_is(line: str) -> None:
    assert told(line) == [("张三", [36.4])]


def test_a_number_alone_is_never_of_whoever_is_named_above_it() -> None:
    lines = read("张三 13812345678\n13887654321 36.3").lines
    assert [line.said for line in lines] == [(), ()]
    assert lines[0].problems
    owner = read(f"张三\n{number('李四')} 36.3")
    assert [one.number for line in owner.lines for one in line.said] == [number("李四")]


def test_a_pronoun_is_the_only_one_named_who_has_no_temperature() -> None:
    assert told("张三 36.5，李四的手机没电，她36.4") == [("张三", [36.5]), ("李四", [36.4])]
    assert [one.code for one in read("张三没量，李四没量，他36.4").problems] == ["nobody"]


@pytest.mark.parametrize(
    ("heading", "taken"), [("11月20日体温", 1), ("11月19日补报：", 0), ("昨天的：", 0), ("11月20日补报：", 1)]
)
def test_lines_below_a_heading_of_another_date_are_listed(heading: str, taken: int) -> None:
    last = read(f"计科2602 11月20日体温\n李四 36.6\n{heading}\n张三 36.5").lines[-1]
    assert len(last.said) == taken
    assert [one.code for one in last.problems] == ["past"] * (1 - taken)


def test_the_heading_of_a_gates_hours_tells_the_site() -> None:
    for text in ("门岗额温 7:00—8:30\n06:46 张三 36.1\n07:38 李四 37.1", "额温枪 7点-8点\n张三 36.1\n李四 37.1"):
        said = [one for line in read(text).lines for one in line.said]
        assert [(one.readings[0].celsius, one.readings[0].site) for one in said] == [
            (36.1, "forehead"), (37.1, "forehead"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "sites"),
    [
        ("早上腋温36.5，晚上36.1", ["armpit", ""]),
        ("早上36.5，晚上腋温36.1", ["", "armpit"]),
        ("腋温 早36.5 晚36.1", ["armpit", "armpit"]),
        ("早36.5 晚36.1（腋下）", ["armpit", "armpit"]),
        ("早36.5 晚36.1", ["", ""]),
        ("脑门36.7", ["forehead"]),
    ],
)
def test_a_site_said_of_one_check_is_not_the_others(line: str, sites: list[str]) -> None:
    (said,) = read(f"张三 {line}").lines[0].said
    assert [one.site for one in said.readings] == sites


def test_one_value_of_three_checks_is_every_checks() -> None:
    said = read("体温（早/中/晚）\n张三 三次都是36.5\n李四 36.3/-/36.4").lines
    assert [(one.round, one.celsius) for one in said[1].said[0].readings] == [
        ("morning", 36.5), ("noon", 36.5), ("evening", 36.5),
    ]  # fmt: skip
    assert [(one.round, one.celsius) for one in said[2].said[0].readings] == [("morning", 36.3), ("evening", 36.4)]


def test_a_rooms_heading_is_the_room_of_the_word_below_it() -> None:
    room = PEOPLE[0].room
    assert [one.room for one in read(f"【{room}】\n正常").rooms] == [room]
    assert [one.room for one in read(f"——{room}——\n全体正常").rooms] == [room]
    rest = read(f"【{room}】\n{PEOPLE[0].name} 37.6\n其余正常")
    assert (rest.rooms, [one.code for one in rest.problems]) == ([], ["which-room"])


def test_a_chats_sender_who_signs_again_is_one_person() -> None:
    assert told("张三 06:46\n张三 36.9\n李四 07:01\n李四 36.8") == [("张三", [36.9]), ("李四", [36.8])]
    assert read("张三 06:46\n李四 36.9").problems


@pytest.mark.parametrize("line", ["王小明、赵一鸣均为36.5", "王小明和赵一鸣都是36.5", "王小明、赵一鸣体温都36.5"])
def test_a_list_of_whom_each_has_it_shares_a_temperature(line: str) -> None:
    assert told(line) == [("王小明", [36.5]), ("赵一鸣", [36.5])]


@pytest.mark.parametrize(
    "line",
    [
        "张三、李四36.5",
        "张三和李四的室友都36.5",
        "我和张三都36.5",
        "除张三、李四都36.5",
        "张三、李四昨天都36.5",
    ],
)
def test_a_temperature_that_may_be_anothers_is_shared_by_nobody(line: str) -> None:
    assert problems(line)


def test_two_and_two_are_each_ones_where_the_line_says_so() -> None:
    assert told("王小明和赵一鸣是一起测的，分别是36.3和37.1") == [("王小明", [36.3]), ("赵一鸣", [37.1])]
