"""Points and deliveries from a table, as an office writes it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.clock import CAMPUS
from app.codes.campus_things import ControlPoint, GoodsTicket
from app.report.sheet_table import Expected, read_points, read_tickets
from app.store.importing.tables import NoTable

NOW = datetime(2022, 4, 10, 14, 48, tzinfo=CAMPUS)
WEEK = timedelta(days=7)
HEADER = "单号,供应商,物资类别,车牌,有效期起,有效期止\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "表.csv"
    path.write_text(text, encoding="utf-8")
    return path


def tickets(folder: Path, *rows: str) -> tuple[list[Expected], list[str]]:
    listed = read_tickets(written(folder, HEADER + "\n".join(rows)), NOW, WEEK)
    return listed.taken, listed.refused


def test_points_in_their_order(tmp_path: Path) -> None:
    listed = read_points(written(tmp_path, "点位编号,点位名称,位置\nD2,西门,校门\nD1,东门,\n"))
    assert listed.taken == [ControlPoint("D2", "西门", "校门"), ControlPoint("D1", "东门")]
    assert listed.refused == []


def test_what_cannot_be_a_point_is_named_by_its_row(tmp_path: Path) -> None:
    listed = read_points(written(tmp_path, "编号,名称\nD1,西门\n,东门\nD3,\nD1,南门\n"))
    assert [one.number for one in listed.taken] == ["D1"]
    assert [sentence[:5] for sentence in listed.refused] == ["第 3 行", "第 4 行", "第 5 行"]
    assert "第 2 行" in listed.refused[2]


def test_a_ticket_holds_through_its_last_day(tmp_path: Path) -> None:
    (one,), refused = tickets(tmp_path, "WZ1,欧亚,防疫,吉A12345,2022-04-11,2022/4/12")
    assert refused == []
    assert one.ticket == GoodsTicket("WZ1", "欧亚", "protective", "吉A12345")
    assert (one.start, one.end) == (
        datetime(2022, 4, 11, tzinfo=CAMPUS), datetime(2022, 4, 12, 23, 59, 59, tzinfo=CAMPUS),
    )  # fmt: skip


def test_a_ticket_without_dates_holds_from_now(tmp_path: Path) -> None:
    (one,), _ = tickets(tmp_path, "WZ1,张师傅,生活物资,,,")
    assert (one.start, one.end) == (NOW, NOW + WEEK)


def test_a_ticket_for_hours(tmp_path: Path) -> None:
    (one,), _ = tickets(tmp_path, "WZ1,张师傅,daily,,2022-04-11 06:00,2022年4月11日 9：30")
    assert (one.start.hour, one.end.hour, one.end.minute) == (6, 9, 30)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("WZ1,欧亚,水果,,,", "类别"),
        ("WZ1,,生活,,,", "名称"),
        (",欧亚,生活,,,", "编号"),
        ("1.1E+25,欧亚,生活,,,", "丢失"),
        ("WZ1,欧亚,生活,,,2022-04-09", "已过"),
        ("WZ1,欧亚,生活,,2022-04-12,2022-04-11", "早于"),
        ("WZ1,欧亚,生活,,明天,", "不是日期"),
        ("WZ1,欧亚,生活,,2022-02-30,", "不是日期"),
        ("WZ1,欧亚,生活,,0001-01-01,", "不是日期"),
    ],
)
def test_what_cannot_be_a_ticket_says_why(tmp_path: Path, row: str, why: str) -> None:
    taken, (refused,) = tickets(tmp_path, row)
    assert taken == []
    assert why in refused


def test_a_workbook_s_own_dates_and_numbers(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["单号", "送货人", "类别", "截止"], [7, "张师傅", "生活", datetime(2022, 4, 12, 18)]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    (one,) = read_tickets(tmp_path / "t.xlsx", NOW, WEEK).taken
    assert (one.ticket.number, one.end) == ("7", datetime(2022, 4, 12, 18, tzinfo=CAMPUS))


def test_a_table_of_something_else_says_which_columns_are_needed(tmp_path: Path) -> None:
    with pytest.raises(NoTable, match="点位号"):
        read_points(written(tmp_path, "姓名,电话\n林,1\n"))
