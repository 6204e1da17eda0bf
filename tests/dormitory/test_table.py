"""Temperatures from the tables that collection forms export: any order of columns, nobody guessed, the rest listed."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dormitory.chain.names import Directory
from app.dormitory.chain.said import Chain
from app.dormitory.table.read import Read, read
from app.store.importing.tables import NoTable
from tests.fakes.residents import PEOPLE, housed, number

DAY = date(2022, 4, 10)
DIRECTORY = Directory(PEOPLE)


def table(*rows: list[object]) -> Read:
    return read([list(enumerate(rows, 1))], DIRECTORY, DAY)


def told(chain: Chain) -> list[tuple[str, list[tuple[str, float]], str]]:
    return [
        (one.number, [(reading.round, reading.celsius) for reading in one.readings], one.says)
        for line in chain.lines
        for one in line.said
    ]


def problems(chain: Chain) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in chain.problems]


def test_a_form_s_export_is_read_by_its_headings() -> None:
    found = table(
        ["健康填报 5号楼"],
        [
            "序号",
            "提交答卷时间",
            "1、您的姓名：",
            "2、学号",
            "3、寝室号",
            "4、今日体温（℃）*",
            "5、是否有发热、咳嗽等症状",
        ],
        [1, datetime(2022, 4, 10, 7, 1), "张三", 2019000001.0, "301", 36.5, "否"],
        [2, "2022/4/10 7:02:11", "李四", "2019000002", "5栋301", "37.9℃", "咳嗽"],
        [3, "2022/4/9 7:02:11", "王五", "2019000003", "301", "36度4", "无"],
        [4, "2022/4/10 7:30:00", "王小明", "", "", 36.0, "无"],
    )
    assert told(found.chain) == [
        (number("张三"), [("", 36.5)], ""), (number("李四"), [("", 37.9)], "ill"), (number("王小明"), [("", 36.0)], ""),
    ]  # fmt: skip
    assert (problems(found.chain), found.others) == ([], 1)
    assert [one.cough for one in found.chain.of(number("李四"))] == [True]


def test_what_does_not_match_is_listed_with_who_may_be_meant() -> None:
    found = table(
        ["体温", "姓名", "宿舍", "学号"],
        ["36.5", "张三", "", "2019000002"],  # another one's number
        ["36.5", "徐鹏", "", ""],  # two of that name
        ["36.5", "徐鹏", "316", ""],
        ["36.5", "张山", "", ""],  # nobody, but sounds like somebody
        ["36.5", "王五", "305", ""],  # lives elsewhere
        ["66.5", "张三", "", ""],
        ["36.5", "", "", "2019999999"],
        ["", "张三", "", ""],  # nothing said
        ["合计", "", "", ""],
    ).chain
    assert [(row, code) for row, code in problems(found)] == [
        (2, "number"), (3, "homonym"), (5, "nobody"), (6, "room"), (7, "impossible"), (8, "nobody"),
    ]  # fmt: skip
    assert told(found) == [("2020000001", [("", 36.5)], "")]
    by_row = {one.line: one for one in found.problems}
    assert by_row[2].candidates == (number("李四"), number("张三"))
    assert number("张三") in by_row[5].candidates
    assert by_row[7].said is None  # nobody makes a temperature of it by saying who it is


def test_columns_of_the_day_s_three_and_of_a_site() -> None:
    found = table(["姓名", "晚检(额温)", "午检", "晨检"], ["张三", "36.6", "", "36.4"]).chain
    (said,) = found.of(number("张三"))
    assert [(one.round, one.celsius, one.site) for one in said.readings] == [
        ("evening", 36.6, "forehead"), ("morning", 36.4, ""),
    ]  # fmt: skip
    found = table(["姓名", "体温1", "体温2", "体温3"], ["张三", 36.4, 36.5, 36.6]).chain
    assert told(found)[0][1] == [("morning", 36.4), ("noon", 36.5), ("evening", 36.6)]
    assert problems(table(["姓名", "体温", "体温"], ["张三", 36.4, 36.9]).chain) == [(2, "values")]


def test_a_bed_is_whoever_sleeps_in_it() -> None:
    found = table(["楼栋", "房间", "床位", "温度"], ["5号楼", "301", "2", 36.5], ["5", "302", "1床", 36.6]).chain
    assert told(found) == [(number("李四"), [("", 36.5)], ""), (number("赵一鸣"), [("", 36.6)], "")]


@pytest.mark.parametrize(
    ("answer", "says", "cough"),
    [("否", "", False), ("无", "", False), ("没有不适", "", False), ("是", "ill", False), ("咳嗽", "ill", True),
     ("无发热，有咳嗽", "ill", True), ("无发热咳嗽", "", False), ("例假", "ill", False)],
)  # fmt: skip
def test_a_question_for_illness_is_answered_yes_in_doubt(answer: str, says: str, cough: bool) -> None:
    (said,) = table(["姓名", "体温", "有无发热咳嗽等症状"], ["张三", 36.5, answer]).chain.of(number("张三"))
    assert (said.says, said.cough) == (says, cough)


@pytest.mark.parametrize(("answer", "says"), [("是", ""), ("正常", ""), ("否", "ill"), ("不太好", "ill"), ("", "")])
def test_asked_whether_all_is_well_it_is_the_no_that_counts(answer: str, says: str) -> None:
    (said,) = table(["姓名", "体温", "体温是否正常"], ["张三", 36.5, answer]).chain.of(number("张三"))
    assert said.says == says


def test_other_people_s_names_in_the_heading_are_not_the_person_s() -> None:
    found = table(
        ["辅导员姓名", "紧急联系人姓名", "姓名", "昨日体温", "体温"], ["李四", "王五", "张三", 38.5, 36.5]
    ).chain
    assert told(found) == [(number("张三"), [("", 36.5)], "")]


@pytest.mark.parametrize("heads", [["姓名", "学号"], ["体温", "备注"], ["a", "b"], []])
def test_a_table_that_says_not_who_or_not_what_is_refused(heads: list[object]) -> None:
    with pytest.raises(NoTable, match="表头"):
        table(heads, ["张三", 36.5])


@given(st.permutations(["姓名", "学号", "寝室", "体温", "备注"]), st.lists(st.integers(0, 7), min_size=1, max_size=8))
def test_the_order_of_the_columns_does_not_matter(heads: list[str], who: list[int]) -> None:
    people = housed(["张三", "李四", "王五", "赵一鸣", "陈晓", "王小明", "刘洋", "周杰"])
    cells = [
        {"姓名": people[at].name, "学号": people[at].number, "寝室": people[at].room, "体温": 36 + at / 10, "备注": ""}
        for at in who
    ]
    rows: list[list[object]] = [[one[head] for head in heads] for one in cells]
    found = read([list(enumerate([list(heads), *rows], 1))], Directory(people), DAY).chain
    assert [(number_, values[0][1]) for number_, values, _ in told(found)] == [
        (people[at].number, round(36 + at / 10, 2)) for at in who
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "cells", "clock"),
    [
        (["提交时间"], [datetime(2022, 4, 10, 7, 1)], (7, 1)),
        (["提交时间"], ["2022/4/10 7:02:11"], (7, 2)),
        (["填写日期"], ["2022-04-10"], None),
        (["日期"], [datetime(2022, 4, 10)], None),
        (["日期", "测量时间"], ["4月10日", time(20, 5)], (20, 5)),
        (["时间"], ["下午 1:05"], (13, 5)),
        (["提交时间"], ["2022/4/10 99:77"], None),
        (["提交时间"], ["2022/4/9 7:02"], None),
    ],
)
def test_a_row_s_own_time_is_the_time_of_the_fact(heads: list[str], cells: list[object], clock: object) -> None:
    found = table([*heads, "姓名", "体温"], [*cells, "王五", "36.5"])
    assert [(one.hour, one.minute) for one in found.times.values()] == ([clock] if clock else [])
