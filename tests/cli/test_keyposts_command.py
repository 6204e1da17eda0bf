"""Key post staff from the command line: a list taken over here or at the centre, signed in, listed, saved."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.settings import Home
from app.station.local import LocalPost
from app.store.reference.keystaff import KeyStaffs
from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]
TABLE = "岗位,工号,姓名,班次,负责人,负责人电话\n一食堂,T3001,王敏,00:00-24:00,孙国栋,10000000006\n,T3002,赵云,早班,,\n"


@pytest.fixture
def empty(gatepost: Gatepost, home: Path) -> Gatepost:
    """Without the demonstration's own list."""
    post = LocalPost.open(Home(home))
    for one in KeyStaffs(post.database).all():
        KeyStaffs(post.database).remove(one.key)
    post.close()
    return gatepost


def table(folder: Path) -> str:
    path = folder / "staff.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def test_imported_signed_listed_and_saved(empty: Gatepost, tmp_path: Path) -> None:
    gatepost, none = empty, empty("keyposts", "list", "--json")
    assert (none.rows, none.status) == ([], 0)
    taken = gatepost("import", "key-staff", table(tmp_path))
    assert (taken.status, "第 3 行未导入" in taken.err) == (1, True)
    missing = gatepost("keyposts", "list", "--json")
    assert ([row["state"] for row in missing.rows], missing.status) == (["missing"], 1)
    assert missing.rows[0]["call"] == "孙国栋 10000000006"
    (came,) = gatepost("keyposts", "sign", "T3001", "--json").rows
    assert (came["act"], came["again"], came["elsewhere"]) == ("in", False, False)
    assert "刚刚已经签过" in gatepost("keyposts", "sign", "王敏").out
    assert gatepost("keyposts", "list", "--wanting", "--json").status == 0
    assert "已签退" in gatepost("keyposts", "sign", "T3001", "--out").out
    saved = tmp_path / "day.xlsx"
    assert gatepost("keyposts", "export", str(saved)).status == 0
    assert openpyxl.load_workbook(saved).active["E2"].value == "王敏"


def test_what_does_not_do_is_said_in_a_sentence(gatepost: Gatepost, tmp_path: Path) -> None:
    assert "不在重点岗位名册里" in gatepost("keyposts", "sign", "T9999").err
    assert gatepost("keyposts", "list", "--day", "gestern").status == 2


def test_the_centre_publishes_the_list(gatepost: Gatepost, tmp_path: Path) -> None:
    path, centre = table(tmp_path), tmp_path / "centre"
    assert gatepost("server", "import", "key-staff", path, at=centre).status == 1
    again = gatepost("server", "import", "key-staff", path, at=centre)
    assert "未变 1" in again.out
    head, *changes = gatepost("server", "reference", "--json", at=centre).rows
    assert head["sections"] == {"key-staff": 1}
    assert {(one["what"], one["why"]) for one in changes} == {("import key-staff", "staff.csv")}
