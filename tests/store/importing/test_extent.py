"""A small workbook that is enormous once it is open is refused before it is."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from app.store.importing import tables
from app.store.importing.extent import most_cells
from app.store.importing.tables import NoTable
from tests.fuzz.targets.tables import workbook

ROW = '<row r="{row}"><c r="{column}{row}" t="inlineStr"><is><t>x</t></is></c></row>'


def sheet(*places: tuple[str, int], quote: str = '"') -> bytes:
    rows = "".join(ROW.format(column=column, row=row) for column, row in places).replace('"', quote)
    names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{names}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def reach(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(workbook(content))) as packed:
        return most_cells(packed)


@pytest.mark.parametrize(
    ("places", "cells"),
    [
        ([("A", 1)], 1),
        ([("A", 1), ("C", 7)], 21),
        ([("AA", 2)], 54),
        ([("XFD", 1_048_576)], 16_384 * 1_048_576),
        ([], 1),
    ],
)
def test_how_far_a_sheet_reaches(places: list[tuple[str, int]], cells: int) -> None:
    assert reach(sheet(*places)) == cells
    assert reach(sheet(*places, quote="'")) == cells


@pytest.mark.parametrize("size", range(65, 100))
def test_a_place_across_two_pieces_is_seen(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.importing.extent._PIECE", size)
    assert reach(sheet(("A", 1), ("XFD", 1_048_576))) == 16_384 * 1_048_576


@pytest.mark.parametrize("corner", [("XFD", 1_048_576), ("XFD", 2_000), ("Z", 1_000_000)])
def test_two_cells_in_opposite_corners_are_no_list_of_people(tmp_path: Path, corner: tuple[str, int]) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(workbook(sheet(("A", 1), corner)))
    with pytest.raises(NoTable, match=r"people\.xlsx"):
        tables.sheets(path)


def test_another_kind_of_packed_table_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "people.ods", "w") as file:
        file.writestr("content.xml", '<table:table-cell table:number-columns-repeated="16384"/>')
    with pytest.raises(NoTable, match="XLSX"):
        tables.sheets(tmp_path / "people.ods")


def test_a_long_list_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(3000):
        book.active.append([f"2020{row:04}", "张三"])
    book.save(tmp_path / "people.xlsx")
    book.close()
    assert len(tables.sheets(tmp_path / "people.xlsx")[0]) == 3000


def test_a_damaged_part_is_no_traceback(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", sheet(("A", 1)) * 50)
    content = bytearray(packed.getvalue())
    content[60:90] = bytes(30)
    (tmp_path / "people.xlsx").write_bytes(content)
    with pytest.raises(NoTable, match=r"people\.xlsx"):
        tables.sheets(tmp_path / "people.xlsx")
