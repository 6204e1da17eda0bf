"""A roster as schools send it: every encoding, header and spreadsheet's whim; nothing is taken over wrongly."""

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.person import Person
from app.store.importing import tables
from app.store.importing.cells import Lost, digits
from app.store.importing.report import Repeated
from app.store.importing.roster import import_people
from app.store.importing.tables import NoTable
from app.store.reference.people import Changes, People
from tests.fakes.ledgers import database

CHINESE = "学号,姓名,类别,学院,班级,宿舍,手机,身份证号,辅导员"
ZHANG = Person(
    number="20200101", name="张三", college="计算机学院", class_name="软件2001", place="5-316", phone="10000000000",
    id_number="11010119900307777X", counsellor="李老师",
)  # fmt: skip
LINE = "20200101,张三,学生,计算机学院,软件2001,5-316,10000000000,11010119900307777X,李老师"


@pytest.fixture
def people(tmp_path):
    with database(tmp_path) as opened:
        yield People(opened)


def _csv(folder, text, encoding="utf-8"):
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _xlsx(folder, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "roster.xlsx"
    book.save(path)
    book.close()
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_form(tmp_path, people, encoding, delimiter):
    path = _csv(tmp_path, f"{CHINESE}\r\n{LINE}\r\n".replace(",", delimiter), encoding)
    assert import_people(people, path) == import_people_result(added=1)
    assert people.all() == [ZHANG]


def import_people_result(added=0, changed=0, unchanged=0):
    from app.store.importing.report import ImportResult

    return ImportResult(added, changed, unchanged, [])


@pytest.mark.parametrize(
    "header",
    [
        "学号,姓名,人员类别,所在学院,行政班,寝室,联系电话,证件号码,辅导员姓名",
        "学工号,姓 名,身份,单位,班级,房间号,手机号,身份证,辅导员",
        "Number,Name,Kind,College,Class,Room,Phone,ID number,Counsellor",
    ],
)
def test_headers_by_many_names(tmp_path, people, header):
    import_people(people, _csv(tmp_path, f"{header}\n{LINE}\n"))
    assert people.all() == [ZHANG]


def test_a_workbook_with_a_title_and_numbers_as_quantities(tmp_path, people):
    path = _xlsx(
        tmp_path,
        ["2020 级名单"],
        [],
        ["姓名", "学号", "手机"],
        ["张三", 20200101, 10000000000],
        ["李四", "2020 0102 ", None],
    )
    assert import_people(people, path).added == 2
    assert people.get("20200101") == Person(number="20200101", name="张三", phone="10000000000")
    assert people.get("20200102") == Person(number="20200102", name="李四")


def test_every_refused_row_says_where_and_why(tmp_path, people):
    lines = [
        "学号,姓名,类别,身份证号", ",无号,,", "20200102,,,", "2.02E+10,丢位,,", "20200103,张三,,", "20200103,李四,,",
        "20200104,王五,神仙,", "20200105,赵六,,110101199003071000", "20?5,孙七,,", "20200107,周八,教师,",
    ]  # fmt: skip
    found = import_people(people, _csv(tmp_path, "\n".join(lines)))
    assert [one.row for one in found.refused] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert all(one.reason and one.text for one in found.refused)
    for one, word in zip(
        found.refused, ["学工号", "姓名", "丢失", "不同", "第 5 行", "神仙", "身份证", "20?5"], strict=True
    ):
        assert word in one.reason
    assert people.all() == [Person(number="20200107", name="周八", kind="staff")]


def test_a_long_number_that_was_a_quantity_is_refused(tmp_path, people):
    path = _xlsx(
        tmp_path, ["学号", "姓名", "身份证号"], ["1", "张三", 110101199003071234], ["2", "李四", "110101199003071234"]
    )
    assert [one.row for one in import_people(people, path).refused] == [2]
    assert people.get("2").id_number == "110101199003071234"


def test_the_same_row_twice_is_one_person(tmp_path, people):
    found = import_people(people, _csv(tmp_path, f"{CHINESE}\n{LINE}\n{LINE}\n"))
    assert (found.added, found.read, found.repeated) == (1, 2, [Repeated(3, 2)])


def test_two_sheets_about_one_person_add_to_each_other(tmp_path, people):
    book = openpyxl.Workbook()
    for at, rows in enumerate(
        ([["学号", "姓名", "学院"], ["1", "张三", "护理学院"]], [["学号", "姓名", "宿舍"], ["1", "张三", "5-316"]])
    ):
        sheet = book.active if at == 0 else book.create_sheet("宿舍")
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "名单.xlsx")
    assert import_people(people, tmp_path / "名单.xlsx").read == 2
    assert people.get("1") == Person(number="1", name="张三", college="护理学院", place="5-316")


def test_two_rows_that_contradict_each_other_are_both_refused(tmp_path, people):
    found = import_people(people, _csv(tmp_path, "学号,姓名,宿舍\n1,张三,5-316\n1,张三,6-101\n2,李四,\n"))
    assert ([one.row for one in found.refused], [one.number for one in people.all()]) == ([2, 3], ["2"])


@given(st.lists(st.tuples(st.sampled_from(["1", "2", "", "x?"]), st.sampled_from(["张三", "李四", ""])), max_size=8))
def test_every_row_is_counted_once(rows):
    content = "\n".join(["学号,姓名", *(f"{number},{name}" for number, name in rows)]).encode()
    found = import_people(Nobody(), Path("x.csv"), content=content)
    assert found.read == sum(bool(number or name) for number, name in rows)


class Nobody:
    """An empty list of people that keeps nothing."""

    def all(self):
        return []

    def upsert(self, people):
        return Changes(len(list(people)))


def test_a_second_import_updates_and_keeps_what_it_does_not_speak_of(tmp_path, people):
    import_people(people, _csv(tmp_path, f"{CHINESE}\n{LINE}\n"))
    assert import_people(people, _csv(tmp_path, f"{CHINESE}\n{LINE}\n")) == import_people_result(unchanged=1)
    assert import_people(people, _csv(tmp_path, "学号,姓名,宿舍\n20200101,张三,6-101\n")) == import_people_result(
        changed=1
    )
    assert people.get("20200101").place == "6-101"
    assert people.get("20200101").phone == ZHANG.phone


def test_staff_numbers_make_staff(tmp_path, people):
    import_people(people, _csv(tmp_path, "工号;姓名\nT01;陈老师\n"))
    assert people.get("T01").kind == "staff"


def test_progress_ends_at_the_end(tmp_path, people):
    steps = []
    lines = "".join(f"{n:08},人{n}\n" for n in range(1, 1251))
    import_people(people, _csv(tmp_path, f"学号,姓名\n{lines}"), lambda done, total: steps.append((done, total)))
    assert steps == [(500, 1250), (1000, 1250), (1250, 1250)]


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for n in range(9):
            file.writestr(f"{n}.xml", bytes(2**18))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空"),
        (b" \n ", "空"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "不是表格"),
        (b"\xff\xfe\x00", "不是表格"),
        (b"PK\x03\x04 and no more", "不是表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024), "密码"),
        ("甲,乙\n1,2\n".encode(), "表头"),
        ('学号,姓名\n1,"没有收尾\n'.encode(), "引号"),
    ],
)
def test_what_is_no_roster_gets_one_sentence(tmp_path, people, content, word):
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(NoTable, match=word):
        import_people(people, path)
    assert people.count() == 0


def test_what_is_huge_or_unpacks_to_something_huge_is_not_read(tmp_path, people, monkeypatch):
    monkeypatch.setattr(tables, "MOST_UNPACKED", 2**21)
    path = tmp_path / "roster.xlsx"
    path.write_bytes(_bomb())
    with pytest.raises(NoTable, match="太大"):
        import_people(people, path)
    os.truncate(path, 100 * 2**20)
    with pytest.raises(NoTable, match="太大"):
        import_people(people, path)


def test_a_missing_file_is_said(tmp_path, people):
    with pytest.raises(NoTable, match=r"gone\.csv"):
        import_people(people, tmp_path / "gone.csv")


@given(st.integers(0, 10**15 - 1))
def test_a_number_survives_a_spreadsheet_whole_or_is_refused(number):
    text = str(number)
    assert digits(number) == digits(float(number)) == digits(text) == digits(f" {text[:3]} {text[3:]}\u3000") == text
    assert digits(f"{text}.0") == text
    shown = f"{number:.5E}"
    try:
        assert digits(shown) == text
    except Lost:
        assert len(text) > 6


@pytest.mark.parametrize("lost", [1.5, -1, 1e15, 1.1e17, float("nan"), float("inf"), True, "1.5E+30", "2.02E+10"])
def test_digits_that_are_gone_are_never_guessed(lost):
    with pytest.raises(Lost):
        digits(lost)


def test_two_names_for_one_number_take_neither_even_when_one_row_is_refused_for_something_else(tmp_path, people):
    path = tmp_path / "名单.csv"
    path.write_text("学号,姓名,类别\n1001,林晓彤,外星人\n1001,陈立,学生\n1002,吴敏,学生\n", encoding="utf-8")
    result = import_people(people, path)
    assert [person.number for person in people.all()] == ["1002"]
    assert [one.row for one in result.refused] == [2, 3]


def test_a_person_is_found_by_the_identity_card(people):
    people.upsert([Person(number="1", name="林晓彤", id_number="990000200001010015"), Person(number="2", name="陈立")])
    found = people.by_id_number("990000200001010015")
    assert found is not None
    assert found.number == "1"
    assert people.by_id_number("") is None


def test_a_workbook_with_a_sheet_for_students_and_one_for_staff(tmp_path, people):
    book = openpyxl.Workbook()
    book.active.append(["学号", "姓名"])
    book.active.append(["1001", "林晓彤"])
    staff = book.create_sheet("教工")
    staff.append(["工号", "姓名"])
    staff.append(["T01", "吴敏"])
    book.create_sheet("说明").append(["请勿修改"])
    book.save(tmp_path / "名单.xlsx")
    assert import_people(people, tmp_path / "名单.xlsx").added == 2
    assert people.get("T01").kind == "staff"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("张 三", "张三"),
        ("张　三", "张三"),
        (" 欧 阳 娜 ", "欧阳娜"),
        ("Anna Li", "Anna Li"),
        ("买买提·艾力", "买买提·艾力"),
    ],
)
def test_a_name_that_was_spread_to_line_up_is_the_name(people: People, tmp_path: Path, written: str, kept: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"学号,姓名\n20200101,{written}\n", encoding="utf-8")
    import_people(people, path)
    found = people.get("20200101")
    assert found is not None
    assert found.name == kept
