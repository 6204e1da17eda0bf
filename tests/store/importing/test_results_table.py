"""Test results and approvals from a table: read as people write them, refused in the words of whoever sent it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import CAMPUS
from app.policy.evidence import Approval
from app.policy.person import Person
from app.store.importing.approvals import read_approvals
from app.store.importing.results import read_results
from app.store.importing.times import NoTime, end_of, time_of
from app.store.importing.whose import whose

NOW = datetime(2022, 4, 10, 6, 48, tzinfo=CAMPUS)
LIN = Person(number="2019000001", name="林晓彤", id_number="220102200001017776")
CHEN = Person(number="2019000002", name="陈立")


class List:
    """Two people."""

    def get(self, number):
        return next((one for one in (LIN, CHEN) if one.number == number), None)

    def by_id_number(self, id_number):
        return LIN if id_number == LIN.id_number else None


def results(*lines, encoding="gb18030"):
    return read_results("\n".join(lines).encode(encoding), "核酸.csv", whose(List()), NOW)


def approvals(*lines):
    return read_approvals("\n".join(lines).encode(), "审批.csv", whose(List()))


def reasons(register):
    return {one.row: one.reason for one in (*register.refused, *register.unknown)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_results_under_a_laboratorys_own_headings(encoding):
    found = results(
        "4 月 9 日核酸检测结果", "序号,姓 名,身份证号码（必填）,采样时间*,报告时间,检测结果,检测机构",
        "1,林晓彤,220102200001017776,2022年4月9日 08:30,2022/4/9 20:05:00,阴性(-),云间检验所", encoding=encoding,
    )  # fmt: skip
    (one,) = found.taken.values()
    assert (one.number, one.test, one.result, one.organisation) == (
        LIN.number,
        "nucleic-acid",
        "negative",
        "云间检验所",
    )
    assert one.sampled_at == datetime(2022, 4, 9, 8, 30, tzinfo=CAMPUS)
    assert one.tested_at == datetime(2022, 4, 9, 20, 5, tzinfo=CAMPUS)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2019000009,,2022-04-09,阴性", "人员名单中没有 2019000009"),
        ("2019000001,陈立,2022-04-09,阴性", "对不上"),
        (",林晓彤,2022-04-09,阴性", "没有学工号"),
        ("2019000001,,,阴性", "没有采样时间"),
        ("2019000001,,2022-04-11,阴性", "晚于现在"),
        ("2019000001,,四月九日,阴性", "不是日期"),
        ("2019000001,,2022-04-09,可疑", "不明白"),
        ("2019000001,,2022-04-09,", "没有结果"),
        ("2.019E+09,,2022-04-09,阴性", "有几位已丢失"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_do_is_named_and_the_others_are_taken(line, says):
    found = results("学号,姓名,采样日期,结果", "2019000002,陈立,2022-04-09,阳性", line)
    assert [one.number for one in found.taken.values()] == [CHEN.number]
    assert says in reasons(found)[3]


def test_somebody_who_is_not_on_the_list_is_listed_apart():
    found = results("学号,采样日期,结果", "777,2022-04-09,阴性")
    assert ([one.row for one in found.unknown], found.refused) == ([2], [])


def test_two_rows_for_one_test():
    found = results(
        "学号,采样时间,结果", "2019000001,2022-04-09 08:30,阴性", "2019000001,2022-04-09 08:30,阴性",
        "2019000002,2022-04-09 08:30,阴性", "2019000002,2022-04-09 08:30,阳性",
    )  # fmt: skip
    assert [one.number for one in found.taken.values()] == [LIN.number]
    assert [(one.row, one.first) for one in found.repeated] == [(3, 2)]
    assert sorted(reasons(found)) == [4, 5]


def test_approvals_of_residents_and_visitors():
    found = approvals(
        "学工号,姓名,手机号,类别,开始时间,结束时间,接待人,事由,车牌号",
        "2019000001,林晓彤,,请假,2022-04-10 08:00,2022-04-10,,看牙,",
        ",刘师傅,13900001111,来访,2022-04-10,2022-04-11,何老师,检修,吉a·12345",
    )
    leave, visit = found.taken.values()
    start = datetime(2022, 4, 10, tzinfo=CAMPUS)
    assert leave.number == LIN.number
    assert leave.approval == Approval("leave", start + timedelta(hours=8), start + timedelta(days=1), purpose="看牙")
    assert visit.number == "13900001111"
    assert visit.approval == Approval(
        "visit", start, start + timedelta(days=2), "何老师", "检修", "吉A12345", "刘师傅"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2019000009,,请假,2022-04-10,2022-04-11", "人员名单中没有"),
        ("2019000001,,旅游,2022-04-10,2022-04-11", "不明白"),
        ("2019000001,,请假,2022-04-12,2022-04-11", "不晚于"),
        ("2019000001,,请假,2022-04-12,", "没有开始或结束时间"),
        ("13900001111,,来访,2022-04-10,2022-04-11", "来访人要有姓名"),
    ],
)
def test_an_approval_that_does_not_do(line, says):
    assert says in reasons(approvals("学号,姓名,类别,开始,结束", line))[2]


@given(st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1)), st.sampled_from(["-", "/", "."]))
def test_a_time_written_any_way_is_the_same_time(moment, between):
    wanted = moment.replace(second=0, microsecond=0, tzinfo=CAMPUS)
    day = f"{moment.year}{between}{moment.month}{between}{moment.day}"
    chinese = f"{moment.year}年{moment.month}月{moment.day}日"
    for text in (
        f"{day} {moment:%H:%M}",
        f"{chinese} {moment:%H:%M}",
        f"{moment:%Y%m%d %H:%M}",
        f"{day} {moment:%H:%M}:00",
    ):
        assert time_of(text) == wanted
        assert end_of(text) == wanted
    start = wanted.replace(hour=0, minute=0)
    for text in (day, chinese, f"{moment:%Y%m%d}", moment.date()):
        assert time_of(text) == start
        assert end_of(text) == start + timedelta(days=1)


@given(st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.none()))
def test_whatever_stands_in_a_cell_is_a_time_or_none_or_said_to_be_no_time(cell):
    try:
        found = time_of(cell)
    except NoTime:
        return
    assert found is None or found.tzinfo is not None


CELLS = st.sampled_from(
    ["2019000001", "2019000002", "777", "", "林晓彤", "阴性", "阳性", "-", "2022-04-09", "2022-04-08 9:00", "x"]
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_every_row_is_in_exactly_one_list(rows):
    lines = [",".join(row) for row in rows]
    filled = [at for at, row in enumerate(rows, 2) if any(row)]
    found = results("学号,采样日期,结果", *lines)
    listed = [one.row for one in (*found.refused, *found.unknown, *found.repeated)]
    assert sorted([*listed, *(found.rows[key] for key in found.taken)]) == filled
