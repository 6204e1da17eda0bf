"""Lists of people, as schools send them; and what of them stands in a table that is exported."""

import csv
import io
import re
import zipfile
from pathlib import Path

from app.policy.person import Person
from app.records.registry import kind
from app.report import table
from app.store.importing.roster import import_people
from app.store.importing.tables import NoTable
from app.store.reference.people import Changes
from tests.fuzz.scratch import scratch
from tests.fuzz.target import Target

_HEAD = "学号,姓名,类别,学院,手机,身份证号"
_CSV = f"{_HEAD}\r\n20200101,张三,学生,计算机学院,10000000000,11010119900307777X\r\nT7,李四,教工,,1.38E+10,\r\n"
_NAMES = "http://schemas.openxmlformats.org/"
_KINDS = "application/vnd.openxmlformats-"
_TYPES = (
    f'<Types xmlns="{_NAMES}package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{_KINDS}package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELATION = (
    f'<Relationships xmlns="{_NAMES}package/2006/relationships"><Relationship Id="rId1"'
    f' Type="{_NAMES}officeDocument/2006/relationships/{{}}" Target="{{}}"/></Relationships>'
)
_BOOK = (
    f'<workbook xmlns="{_NAMES}spreadsheetml/2006/main" xmlns:r="{_NAMES}officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = f'<worksheet xmlns="{_NAMES}spreadsheetml/2006/main"><sheetData>{{}}</sheetData></worksheet>'
_CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


class _People:
    """A list of people in memory."""

    def all(self) -> list[Person]:
        return [Person(number="20200101", name="张三")]

    def upsert(self, people: object) -> Changes:
        return Changes(len(list(people)), 0, 0)  # type: ignore[call-overload]


def roster(data: bytes) -> None:
    path = scratch() / "roster.csv"
    path.write_bytes(data)
    try:
        import_people(_People(), path)  # type: ignore[arg-type]
    except NoTable:
        return


def sheet(data: bytes) -> None:
    """The one sheet of a workbook."""
    roster(workbook(data))


def exported(data: bytes) -> None:
    """A name with anything in it must stay one cell, and no formula, when it is read back."""
    text = data.decode("utf-8", "replace")
    rows = [{"seq": 1, "operator": text, "post": text}, {"seq": 2, "operator": "林晓彤"}]
    path: Path = scratch() / "out.csv"
    table.write(kind("passage"), rows, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        back = list(csv.reader(file))
    assert len(back) == 1 + len(rows), "a name made a line of its own"
    assert len({len(row) for row in back}) == 1, "a name made a cell of its own"
    for cell in back[1]:
        assert not cell.startswith(_FORMULAS) or re.fullmatch(r"[+-]*[0-9]*\.?[0-9]*", cell), "a formula"
    table.write(kind("passage"), rows, path.with_suffix(".xlsx"))


def workbook(sheet: bytes) -> bytes:
    """An XLSX with `sheet` as the XML of its only sheet."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _RELATION.format("officeDocument", "xl/workbook.xml"))
        file.writestr("xl/workbook.xml", _BOOK)
        file.writestr("xl/_rels/workbook.xml.rels", _RELATION.format("worksheet", "worksheets/sheet1.xml"))
        file.writestr("xl/worksheets/sheet1.xml", sheet)
    return packed.getvalue()


def _sheet(*rows: str) -> bytes:
    lines = (
        "".join(_CELL.format(f"{chr(ord('A') + column)}{at}", cell) for column, cell in enumerate(row.split(",")))
        for at, row in enumerate(rows, 1)
    )
    return _SHEET.format("".join(f'<row r="{at}">{line}</row>' for at, line in enumerate(lines, 1))).encode()


_NAMES_IN_CELLS = [b"=cmd|'/C calc'!A0\r\n1,2", b'a"b\n;', b"-36.5", "林\u202e晓".encode()]

TARGETS = (
    Target("roster-csv", roster, lambda: [_CSV.encode(), _CSV.encode("gb18030"), _CSV.encode("utf-16")], 4096, 100),
    Target("roster-xlsx", sheet, lambda: [_sheet(_HEAD, *_CSV.splitlines()[1:])], 8192, 100),
    Target("export", exported, lambda: _NAMES_IN_CELLS, 512, 20),
)
