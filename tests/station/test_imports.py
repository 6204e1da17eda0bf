"""Tables taken over at a post: tried, done in one step, recorded, and refused to whoever may not."""

import csv
import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.clock import campus
from app.policy.person import Person
from app.station.imports import Imports
from app.station.local import LocalPost
from app.store.faults import DiskFull
from app.store.importing.tables import NoTable
from app.store.reference.approvals import Approvals
from app.store.reference.owned import CentresOwn
from app.store.reference.vehicles import Vehicles
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, real_post

LIN, CHEN = Person(number="2019000001", name="林晓彤"), Person(number="2019000002", name="陈立")


@pytest.fixture
def post(tmp_path: Path):
    opened = real_post(tmp_path / "home")
    opened.people.upsert([LIN, CHEN])
    opened.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    yield opened
    opened.close()


def table(folder: Path, *rows: list[str], name: str = "表.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def said(post: LocalPost, kind: str) -> list[dict[str, object]]:
    return [entry.fact.body or {} for entry in post.ledger.entries(kind)]


def sampled(post: LocalPost, hours: float) -> str:
    return f"{campus(post.clock() - timedelta(hours=hours)):%Y-%m-%d %H:%M}"


def test_results_become_records_of_their_people(post: LocalPost, tmp_path: Path) -> None:
    early, late = sampled(post, 20), sampled(post, 2)
    head = ["学号", "姓名", "采样时间", "结果", "检测机构"]
    path = table(
        tmp_path, head, [LIN.number, "林晓彤", early, "阴性", "云间检验所"], [CHEN.number, "陈立", late, "检测中", ""],
        ["777", "谁", late, "阴性", ""], name="核酸.csv",
    )  # fmt: skip
    tried = Imports(post).take("results", path, tried=True)
    assert (tried.added, [one.row for one in tried.unknown], said(post, "test-result")) == (2, [4], [])
    assert Imports(post).take("results", path).added == 2
    lin, chen = said(post, "test-result")
    assert (lin["person"], lin["result"], lin["trust"], lin["table"]) == (LIN.number, "negative", "read", "核酸.csv")
    assert lin["organisation"] == "云间检验所"
    claims = post.tests(LIN.number, post.clock() - timedelta(days=1))
    assert [(one.trust, one.tests[0].result) for one in claims] == [("read", "negative")]
    again = table(
        tmp_path, head, [LIN.number, "林晓彤", early, "阴性", ""], [CHEN.number, "陈立", late, "阴性", ""]
    )  # fmt: skip
    result = Imports(post).take("results", again)
    assert (result.added, result.changed, result.unchanged) == (0, 1, 1)
    assert said(post, "test-result")[-1]["why"] == "imported-again"
    assert chen["result"] == "none"


def test_a_table_overrules_nothing_that_was_shown(post: LocalPost, tmp_path: Path) -> None:
    at = sampled(post, 3)
    post.enter("test-result", {"person": LIN.number, "result": "negative", "sampled_at": at})
    path = table(tmp_path, ["学号", "采样时间", "结果"], [LIN.number, at, "阳性"])
    result = Imports(post).take("results", path)
    assert ([one.row for one in result.refused], result.read) == ([2], 1)
    assert len(said(post, "test-result")) == 1


def test_approvals_stand_beside_those_there_are(post: LocalPost, tmp_path: Path) -> None:
    day = campus(post.clock()).date()
    head = ["学号", "类别", "开始", "结束"]
    first = table(tmp_path, head, [LIN.number, "返校", f"{day}", f"{day}"])
    assert Imports(post).take("approvals", first).added == 1
    more = table(tmp_path, head, [LIN.number, "返校", f"{day}", f"{day + timedelta(days=1)}"],
                 [LIN.number, "请假", f"{day}", f"{day}"])  # fmt: skip
    result = Imports(post).take("approvals", more)
    assert (result.added, result.changed) == (1, 1)
    assert sorted(one.kind for one in Approvals(post.database).of(LIN.number)) == ["leave", "return"]
    assert Imports(post).take("approvals", more).unchanged == 2


def test_vehicles_are_on_the_register_and_the_import_on_record(post: LocalPost, tmp_path: Path) -> None:
    path = table(tmp_path, ["车牌", "车主"], ["吉A12345", "长春粮油公司"], ["坦克", "谁"])
    result = Imports(post).take("vehicles", path)
    assert (result.added, result.left) == (1, 1)
    assert Vehicles(post.database).of("吉A12345") is not None
    assert said(post, "audit")[-1]["detail"] == "+1 ~0 !1"


def test_a_trial_changes_nothing_and_counts_the_same(post: LocalPost, tmp_path: Path) -> None:
    rows = [[LIN.number, "林晓彤", "6-101"], ["3", "李四", ""], ["", "无号", ""]]
    path = table(tmp_path, ["学号", "姓名", "宿舍"], *rows)
    tried = Imports(post).take("people", path, tried=True)
    assert (post.people.count(), tried.added, tried.changed, tried.left) == (2, 1, 1, 1)
    assert dataclasses.replace(Imports(post).take("people", path), tried=True) == tried
    assert post.people.count() == 3


def test_what_cannot_be_written_whole_is_not_written_at_all(
    post: LocalPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path, ["车牌", "车主"], ["吉A12345", "长春粮油公司"])

    def full(*_words: object, **_more: object) -> None:
        raise DiskFull("full")

    before = len(said(post, "audit"))
    with monkeypatch.context() as patched:
        patched.setattr(Vehicles, "put", full)
        with pytest.raises(DiskFull):
            Imports(post).take("vehicles", path)
    assert len(said(post, "audit")) == before
    assert Imports(post).take("vehicles", path).added == 1


@pytest.mark.parametrize("what", ["people", "approvals", "vehicles", "places", "results"])
def test_a_file_that_is_no_table_and_a_guard_get_one_sentence(post: LocalPost, tmp_path: Path, what: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(NoTable):
        Imports(post).take(what, path)  # type: ignore[arg-type]
    with pytest.raises(NoTable):
        Imports(post).look(what, path)  # type: ignore[arg-type]
    post.sign_in(GUARD, PINS[GUARD])
    for tried in (True, False):
        with pytest.raises(NotPermitted):
            Imports(post).take(what, path, tried=tried)  # type: ignore[arg-type]
    assert Imports(post).permitted() == []


@pytest.mark.parametrize("what", ["people", "approvals", "vehicles", "places"])
def test_what_the_centre_manages_is_changed_at_the_centre(
    post: LocalPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    owned = dict.fromkeys(("person", "approval", "vehicle", "place"), 1)
    monkeypatch.setattr(
        "app.store.reference.owned.progress.load", lambda _database, _type: type("Used", (), {"counts": owned})()
    )
    with pytest.raises(CentresOwn, match="指挥中心"):
        Imports(post).take(what, tmp_path / "any.csv", tried=True)  # type: ignore[arg-type]


def test_what_was_understood_of_a_table_before_it_is_taken_over(post: LocalPost, tmp_path: Path) -> None:
    rows = [[f"{n}", "甲", "红"] for n in range(20)]
    found = Imports(post).look("people", table(tmp_path, ["学号", "姓名", "爱好"], *rows))
    assert [(one.heading, one.field) for one in found.columns] == [("学号", "number"), ("姓名", "name"), ("爱好", "")]
    assert (len(found.rows), found.rows[0], found.many) == (8, (2, ("0", "甲", "红")), 20)
