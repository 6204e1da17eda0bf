"""Kinds of writing that tell who, which check and which room beside a name; and what looks like them and does not."""

import pytest

from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from app.dormitory.resident import Resident

_WRITTEN = "张雨桐 李明 王芳 刘子豪 陈思远 欧阳静 周凯 吴迪 赵敏 孙浩然 徐鹏 徐鹏 王芳 何健 郑常 韩梅"
NAMES = _WRITTEN.split()
PEOPLE = [
    Resident(
        number=f"20190{51000 + n * 137}", name=name, building="7", room=f"{301 + n // 4}", bed=f"{n % 4 + 1}",
        phone=f"1390000{4400 + n * 7}", class_name="护理2101班",
    )
    for n, name in enumerate(NAMES)
]  # fmt: skip
"""Rooms 301 to 304 of 7号楼; 徐鹏 twice in 303, 王芳 in 301 and in 304. Tails of numbers: 1000, 1137, … 2370, 2507."""
DIRECTORY = Directory(PEOPLE)
CALLED = {one.number: one.name if NAMES.count(one.name) == 1 else f"{one.name}@{one.bed}" for one in PEOPLE}


def read(text: str) -> list[str]:
    """All that a text says, in its order; what is listed as ? and its code."""
    found: list[str] = []
    for line in parse(text, DIRECTORY).lines:
        for said in line.said:
            values = [f"{one.round[:1]}{one.celsius}{one.site[:1]}{'*' * one.second}" for one in said.readings]
            found.append(" ".join([CALLED[said.number], *values, *([said.says] if said.says else [])]))
        found += [f"?{one.code}" for one in line.problems]
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("徐鹏303-3 36.5", ["徐鹏@3 36.5"]),
        ("303 徐鹏（4床）36.5", ["徐鹏@4 36.5"]),
        ("303 3床徐鹏36.5 4床徐鹏36.6", ["徐鹏@3 36.5", "徐鹏@4 36.6"]),
        ("徐鹏2370 36.5", ["徐鹏@3 36.5"]),
        ("徐鹏 4477 36.5", ["徐鹏@4 36.5"]),
        ("1000张雨桐36.5", ["张雨桐 36.5"]),
        ("(1137)李明：36.5", ["李明 36.5"]),
        ("【301】\n张雨桐 36.4\n王芳 36.5", ["张雨桐 36.4", "王芳@3 36.5"]),
        ("7栋郑常 36.5", ["郑常 36.5"]),
        ("3楼郑常36.5", ["郑常 36.5"]),
        ("7栋3楼301室张雨桐36.5", ["张雨桐 36.5"]),
        ("张雨桐：36.2。301寝", ["张雨桐 36.2"]),
        ("301\n1.36.5 2.36.4 3.请假 4.36.6", ["张雨桐 36.5", "李明 36.4", "王芳@3 away", "刘子豪 36.6"]),
    ],
)
def test_room_bed_and_tail_tell_who(text: str, said: list[str]) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "徐鹏 36.5",
        "徐鹏9床 36.5",
        "303\n徐鹏 36.5",
        "【302】\n王芳 36.5",
        "【301】\n\n王芳 36.5",
        "301的空调坏了\n王芳 36.5",
        "301\n王芳 302 36.5",
        "1137张雨桐36.5",
        "张雨桐9876 36.5",
        "8栋张雨桐 36.5",
        "4楼301张雨桐36.5",
        "8栋3楼301张雨桐36.5",
        "301\n1.36.5 2.36.4",
        "301\n2.36.5 1.36.4 3.36.6 4.36.7",
        "301\n36.5 36.6 36.7 36.8",
    ],
)
def test_what_fits_nobody_or_two_is_listed(text: str) -> None:
    (said,) = read(text)
    assert said.startswith("?")


def test_a_heading_is_over_where_somebody_of_another_room_follows() -> None:
    assert read("【301】\n陈思远 36.5\n王芳 36.4") == ["陈思远 36.5", "?homonym"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("张雨桐 7:30 35.9 12:15 36.3", ["张雨桐 m35.9 n36.3"]),
        ("张雨桐 36.5(7:30) 36.7(21:30)", ["张雨桐 m36.5 e36.7"]),
        ("张雨桐 7点半36.6 12点36.2", ["张雨桐 m36.6 n36.2"]),
        ("晨午检\n张雨桐 36.6 35.9", ["张雨桐 m36.6 n35.9"]),
        ("午晚一起报吧\n张雨桐 36.6/35.9\n晚检\n李明 36.5 36.6", ["张雨桐 n36.6 e35.9", "?values"]),
        ("张雨桐 两次：36.6 36.7", ["张雨桐 36.6 36.7*"]),
        ("张雨桐 37.5 过了十分钟36.8", ["张雨桐 37.5 36.8*"]),
        ("姓名\t寝室\t早\t午\t晚\n张雨桐\t301\t36.5\t\t36.6", ["张雨桐 m36.5 e36.6"]),
        ("姓名,额温,腋温\n张雨桐,36.5,36.6", ["张雨桐 36.5f 36.6a"]),
        ("张雨桐 晚了不好意思 36.5", ["张雨桐 36.5"]),
        ("张雨桐 7:30 36.5 7:50 36.7", ["?values"]),
        ("张雨桐 7:30 36.5 19:00 36.7", ["?values"]),
        ("张雨桐 早36.5 36.6 晚36.4", ["?values"]),
        ("早检\n张雨桐 36.6 35.9", ["?values"]),
        ("早中晚三次\n张雨桐 36.6 35.9", ["?values"]),
    ],
)
def test_times_headings_and_titles_tell_which_check(text: str, said: list[str]) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("张雨桐 改：36.6", ["张雨桐 36.6"]),
        ("张雨桐 不是36.9，是36.4", ["张雨桐 36.4"]),
        ("张雨桐 是36.4不是36.9", ["张雨桐 36.4"]),
        ("张雨桐 不是36.9", ["?vague"]),
        ("张雨桐 是不是36.5", ["?vague"]),
        ("张雨桐 36.5？", ["?vague"]),
        ("不是张雨桐，是李明 36.5", ["?mention"]),
        ("张雨桐 36.9\n上一条写错了", ["张雨桐 36.9", "?mention"]),
        ("张雨桐 补昨天的 36.5", ["?past"]),
        ("张雨桐 昨天 07:12\n36.5", ["?past"]),
    ],
)
def test_what_is_taken_back_asked_or_yesterdays_is_not_stored(text: str, said: list[str]) -> None:
    assert read(text) == said


def test_a_correction_says_that_it_is_one() -> None:
    (line,) = parse("张雨桐 不是38.9，是36.4", DIRECTORY).lines
    assert line.said[0].corrects


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("请假（2人）：张雨桐，李明", ["张雨桐 away", "李明 away"]),
        ("请假：张雨桐 李明", ["张雨桐 away", "李明 away"]),
        ("张雨桐 李明 周凯 请假回家", ["张雨桐 away", "李明 away", "周凯 away"]),
        ("张雨桐和李明请假了", ["张雨桐 away", "李明 away"]),
        ("张雨桐、李明两位同学体温正常", ["张雨桐 normal", "李明 normal"]),
        ("请假（3人）：张雨桐，李明", ["?several"]),
        ("张雨桐，李明请假", ["?several"]),
        ("请假：张雨桐，李明36.5", ["?several"]),
        ("张雨桐36.5，李明、周凯请假", ["?several"]),
        ("吴迪周凯36.5", ["?several"]),
    ],
)
def test_several_people_share_a_state_only_in_a_list(text: str, said: list[str]) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "超过37.3的私聊我",
        "正常范围36-37.2",
        "谁36.5？",
        "谁有退烧药",
        "有发烧的没？",
        "平均体温 36.5",
        "温馨提示：体温超过37.3请联系楼长",
        "https://example.org/s/365 填问卷",
    ],
)
def test_rules_and_questions_are_nobodys(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["我发烧了怎么办", "405有人发烧", "+1 36.5", "36.5写错了"])
def test_what_somebody_says_of_himself_or_of_a_room_is_listed(text: str) -> None:
    assert read(text)[0].startswith("?")


def test_what_a_reply_quotes_was_said_before_or_is_listed() -> None:
    assert read("李明 36.6\n「李明：36.6」\n- - - - -\n张雨桐 36.4") == ["李明 36.6", "张雨桐 36.4"]
    assert read("李明 36.6\n「李明：36.6」— — — 张雨桐 36.4") == ["李明 36.6", "张雨桐 36.4"]
    assert read("「李明：36.6」\n- - - - -\n张雨桐 36.4") == ["?mention", "张雨桐 36.4"]


def test_a_form_may_begin_with_another_field_than_the_name() -> None:
    form = "学号：2019051000\n姓名：张雨桐\n体温：36.5\n"
    other = "学号：2019051137\n姓名：李明\n体温：36.6"
    assert read(form + other) == ["张雨桐 36.5", "李明 36.6"]
    assert read(form.replace("张雨桐", "李明")) == ["?number"]


@pytest.mark.parametrize(
    "value", ["3 6 . 5", "36 5", "36.5oC", "36.5'C", "36点5", "36.5hhh", "36.5摄氏度", "量了36.5哦"]
)
def test_further_spellings_of_a_value(value: str) -> None:
    assert read(f"张雨桐 {value}") == ["张雨桐 36.5"]


def test_a_heading_of_a_room_that_reports_is_no_heading_of_another_building() -> None:
    assert read("8号楼301全体正常\n张雨桐 36.5")[-1] == "张雨桐 36.5"
