"""Key post staff at a real post: signed by a scan, missing and astray named, exported by those who may."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from app.access.roles import NotPermitted
from app.errors import UserError
from app.station.imports import Imports
from app.store.reference.keystaff import KeyStaffs
from tests.fakes.crew import CLEANER, COOK, NIGHT, PORTER, WARDEN, Crew
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, actions, fill_disk


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    made = Crew(tmp_path / "home")
    yield made
    made.close()


def bodies(crew: Crew) -> list[dict[str, object]]:
    return [one.fact.body or {} for one in crew.post.ledger.entries("key-sign")]


def test_a_scan_signs_in_and_the_next_one_out(crew: Crew) -> None:
    crew.as_(ADMINISTRATOR)
    crew.post.begin_issuing()
    code = crew.post.issue_code(COOK.number)
    crew.as_(GUARD)
    came = crew.keyposts.sign(code)
    assert (came.act, came.again, came.late, came.elsewhere) == ("in", False, 0, False)
    assert crew.keyposts.sign(code).again
    crew.at(14, 3)
    assert crew.keyposts.sign(code).act == "out"
    assert crew.of(COOK).state == "left"
    assert [(one["act"], one["trust"], one["key_post"]) for one in bodies(crew)] == [
        ("in", "verified", "一食堂"), ("out", "verified", "一食堂"),
    ]  # fmt: skip


def test_a_clock_that_was_ahead_keeps_nobody_from_signing(crew: Crew) -> None:
    crew.at(5, 50, day=300)
    crew.keyposts.sign(COOK.number)
    crew.at(5, 50)
    assert not crew.keyposts.sign(COOK.number).again
    assert crew.keyposts.sign(COOK.number).again
    crew.at(6, 0)
    assert crew.of(COOK).state == "here"


def test_whoever_is_late_is_told_and_a_name_will_do(crew: Crew) -> None:
    crew.at(6, 20)
    assert crew.of(COOK).state == "missing"
    assert crew.keyposts.sign(COOK.name).late == 20
    assert (crew.of(COOK).state, crew.of(COOK).late) == ("here", 20)
    assert bodies(crew)[0]["trust"] == "seen"


def test_the_missing_come_first_with_whom_to_call(crew: Crew) -> None:
    crew.at(14, 10)
    crew.keyposts.sign(PORTER.number)
    found = crew.keyposts.day()
    assert [one.staff.name for one in found if one.wanting] == [COOK.name]
    assert found[0].staff.head_phone == COOK.head_phone
    assert found[0].staff.phone == "100****3001"
    crew.as_(LEADER)
    assert crew.keyposts.day()[0].staff.phone == COOK.phone


def test_who_signs_elsewhere_is_on_the_list_only_when_seen_astray(crew: Crew) -> None:
    crew.at(9)
    assert CLEANER.number not in {one.staff.number for one in crew.keyposts.day()}
    crew.passes(CLEANER, "东门")
    (one,) = crew.of(CLEANER).astray
    assert (one.at, one.where) == (crew.now, "东门")
    assert crew.of(CLEANER).wanting
    assert crew.keyposts.sign(CLEANER.number).elsewhere


def test_the_night_shift_is_still_there_in_the_morning(crew: Crew) -> None:
    crew.at(21, 55, day=-1)
    crew.keyposts.sign(WARDEN.number)
    crew.at(5, 0)
    assert [one.state for one in crew.keyposts.day() if one.staff == WARDEN] == ["here", "later"]
    crew.at(6, 0)
    crew.keyposts.sign(WARDEN.number)
    assert [one.state for one in crew.keyposts.day() if one.staff == WARDEN] == ["later"]
    assert [one.state for one in crew.keyposts.day(date(2022, 4, 9)) if one.staff == WARDEN] == ["left"]


def test_at_two_posts_it_is_the_one_whose_shift_it_is(crew: Crew) -> None:
    KeyStaffs(crew.post.database).put([replace(COOK, post="夜宵档", shifts=(NIGHT,))])
    crew.at(5, 50)
    assert crew.keyposts.sign(COOK.number).staff.post == "夜宵档"
    crew.at(7, 0)
    crew.keyposts.sign(COOK.number, "out")
    crew.at(7, 30)
    assert crew.keyposts.sign(COOK.number).staff.post == "一食堂"


def test_whoever_is_not_on_the_list_signs_nothing(crew: Crew) -> None:
    KeyStaffs(crew.post.database).put([replace(COOK, number="T3009")])
    for text, says in (("查无此人", "不在重点岗位名册"), (COOK.name, "有几位叫"), ("", "不在重点岗位名册")):
        with pytest.raises(UserError, match=says):
            crew.keyposts.sign(text)
    assert bodies(crew) == []


def test_a_sign_in_from_paper_counts_at_its_own_time(crew: Crew) -> None:
    crew.at(9)
    assert crew.of(COOK).state == "missing"
    at = crew.now.replace(hour=6).isoformat()
    crew.post.enter("key-sign", {"person": COOK.number, "key_post": "一食堂", "act": "in", "at": at})
    assert (crew.of(COOK).state, crew.of(COOK).late) == ("here", 0)


def test_the_list_is_exported_by_those_who_may_and_says_what_is_a_text(crew: Crew, tmp_path: Path) -> None:
    KeyStaffs(crew.post.database).put([replace(PORTER, head="=1+1")])
    path = tmp_path / "day.xlsx"
    with pytest.raises(NotPermitted):
        crew.keyposts.export(path)
    crew.as_(LEADER)
    crew.at(6, 10)
    assert crew.keyposts.export(path) == len(crew.keyposts.day())
    rows = list(openpyxl.load_workbook(path)["2022-04-10"].iter_rows(values_only=True))
    assert rows[1][:8] == (
        "一食堂",
        "食堂",
        "一食堂后厨",
        COOK.number,
        COOK.name,
        COOK.phone,
        "06:00–14:00",
        "未到岗 10 分钟",
    )
    assert "=1+1" in {row[11] for row in rows}
    assert ("export", "key-sign", LEADER) in actions(crew.post)
    with pytest.raises(UserError, match="已经存在"):
        crew.keyposts.export(path)


def test_the_list_is_imported_and_tried_before(crew: Crew, tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(
        "重点岗位,工号,姓名,班次,活动范围,负责人,负责人电话\n"
        "一食堂,T3001,王敏,06:00-09:00、10:30-13:00,东门、一食堂,孙国栋,10000000006\n"
        "配电室,T3010,何军,22:00-次日06:00,,,\n配电室,T3011,郑爽,早班,,,\n,T3012,许诺,06:00-14:00,,,\n",
        encoding="utf-8",
    )
    imports = Imports(crew.post)
    with pytest.raises(NotPermitted):
        imports.take("key-staff", path)
    crew.as_(ADMINISTRATOR)
    tried = imports.take("key-staff", path, tried=True)
    assert (tried.added, tried.changed, tried.left) == (1, 1, 2)
    assert imports.take("key-staff", path).left == 2
    kept = {one.key: one for one in KeyStaffs(crew.post.database).all()}
    assert [str(one) for one in kept["一食堂/T3001"].shifts] == ["06:00-09:00", "10:30-13:00"]
    assert kept["配电室/T3010"].shifts == (NIGHT,)
    assert ("import", "key-staff", ADMINISTRATOR) in actions(crew.post)


def test_on_a_full_disk_nobody_has_signed_in(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        fill_disk(full)
        with pytest.raises(UserError):
            crew.keyposts.sign(COOK.number)
    assert bodies(crew) == []
