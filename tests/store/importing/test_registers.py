"""Vehicles and places from a table: what is taken over, and what is refused in the words of whoever sent it."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.importing.places import read_places
from app.store.importing.tables import NoTable
from app.store.importing.vehicles import read_vehicles
from app.store.reference.places import Head, Place
from app.store.reference.vehicles import Vehicle


def csv(*lines):
    return "\n".join(lines).encode("gb18030")


def reasons(register):
    return {one.row: one.reason for one in register.refused}


def test_vehicles_are_read_as_a_school_writes_them():
    found = read_vehicles(csv(
        "2022 年备案车辆", "车牌号,车主,类别,联系电话,有效期至",
        "吉A·12345,长春粮油公司,供货车,13800000001,2022-06-30", "吉ad12345,何老师,教工,,2022/6/1",
        "吉A00001,车队,,,", "吉A00001,车队,,,",
    ), "车辆.csv")  # fmt: skip
    assert list(found.taken.values()) == [
        Vehicle(plate="吉A12345", owner="长春粮油公司", kind="supplier", phone="13800000001",
                until=datetime(2022, 6, 30, 16, tzinfo=UTC)),
        Vehicle(plate="吉AD12345", owner="何老师", kind="staff", until=datetime(2022, 6, 1, 16, tzinfo=UTC)),
        Vehicle(plate="吉A00001", owner="车队"),
    ]  # fmt: skip
    assert found.refused == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("吉A1,甲,,,", "不像车牌"), (",甲,,,", "没有车牌"), ("吉A12345,,,,", "没有车主"),
        ("吉A12345,甲,坦克,,", "没有“坦克”这种车辆类别"), ("吉A12345,甲,,1.38E+11,", "有几位已丢失"),
        ("吉A12345,甲,,,明年", "不是日期"), ("吉A12345,甲,,,2022-13-01", "不是日期"),
        ("吉A12345,甲,,,9999-01-01", "不是日期"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_do_is_named_with_its_reason(line, says):
    found = read_vehicles(csv("车牌,车主,类别,电话,有效期至", "吉A54321,乙,,,", line), "x.csv")
    assert list(found.taken) == ["吉A54321"]
    assert says in reasons(found)[3]


def test_of_two_rows_that_disagree_none_is_believed():
    found = read_vehicles(csv("车牌,车主", "吉A12345,甲", "吉A54321,丙", "吉a·12345,乙"), "x.csv")
    assert (list(found.taken), list(reasons(found))) == (["吉A54321"], [2, 4])


def test_a_workbooks_own_dates_are_read():
    book = openpyxl.Workbook()
    book.active.append(["车牌", "车主", "有效期至"])
    book.active.append(["吉A12345", "甲", datetime(2022, 6, 30)])
    file = io.BytesIO()
    book.save(file)
    (one,) = read_vehicles(file.getvalue(), "x.xlsx").taken.values()
    assert one.until == datetime(2022, 6, 30, 16, tzinfo=UTC)


def test_places_lie_in_each_other_and_have_their_heads():
    found = read_places(csv(
        "编码,名称,校长,校长电话,楼长,寝室长,寝室长电话", "main,主校区,李校长,13800000001,,,", "main/5,5 号楼,,,周明,,",
        "main / 5/A/3/316,316 寝,,,,王一,13800000003", "main/5/A,A 区,,,,,", "main/5/A/3,3 层,,,,,",
    ), "网格.csv", ())  # fmt: skip
    assert found.refused == []
    assert found.taken["main/5/A/3/316"] == Place(
        path="main/5/A/3/316", title="316 寝", heads={"room": Head("王一", "13800000003")}
    )
    assert found.taken["main"].heads == {"principal": Head("李校长", "13800000001")}
    assert found.taken["main/5"].heads == {"building": Head("周明")}


def test_a_place_that_lies_in_nothing_is_refused_with_what_lies_in_it():
    table = csv("编码,名称,楼长,楼长电话", "main/7,7 号楼,,", "main/7/A,A 区,,", "a/b/c/d/e/f,太深,,", "x,楼,,139")
    alone = read_places(table, "x.csv", ())
    assert (list(alone.taken), sorted(reasons(alone))) == ([], [2, 3, 4, 5])
    assert "“main”" in reasons(alone)[2]
    within = read_places(table, "x.csv", ("main",))
    assert (list(within.taken), sorted(reasons(within))) == (["main/7", "main/7/A"], [4, 5])


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", "车牌\n吉A12345".encode(), b"PK\x03\x04broken"])
def test_what_is_no_such_table_is_said_in_a_sentence(content):
    for read in (read_vehicles, lambda one, name: read_places(one, name, ())):
        with pytest.raises(NoTable):
            read(content, "x.csv")


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8)), max_size=8))
def test_whatever_stands_in_the_rows_each_is_taken_or_refused(rows):
    book = openpyxl.Workbook()
    book.active.append(["车牌", "车主", "有效期至"])
    plain = [["".join(c for c in cell if c.isprintable()) for cell in row] for row in rows]
    for row in plain:
        book.active.append(["'" + cell if cell.startswith("=") else cell for cell in row])
    file = io.BytesIO()
    book.save(file)
    found = read_vehicles(file.getvalue(), "x.xlsx")
    filled = [row for row in plain if any(cell.strip() for cell in row)]
    assert len(found.refused) + len(found.taken) <= len(filled)
    assert len(filled) == 0 or found.refused or found.taken
