"""`gatepost rounds`: a pasted text, a round and the daily report, by role."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from app.access.roles import Role
from app.clock import campus
from app.policy.person import Person
from tests.cli.conftest import Answer
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, real_post

Gatepost = Callable[..., Answer]
COUNSELLOR, BUILDING = "何导员", "孙楼长"
ROLES: dict[str, Role] = {COUNSELLOR: "counsellor", BUILDING: "building"}
PEOPLE = [
    Person(number="1", name="张三", place="5-301", counsellor=COUNSELLOR, college="护理学院", phone="10012345678"),
    Person(number="2", name="李四", place="5-301", counsellor="别人", college="药学院", phone="10087654321"),
    Person(number="3", name="王五", place="6-101", counsellor=COUNSELLOR, college="护理学院"),
]
TEXT = "#接龙\n1. 张三 36.5\n2. 李四36度9 咳嗽\n3. 王五一 36.6\n".encode()


@pytest.fixture
def real(tmp_path: Path) -> Path:
    post = real_post(tmp_path / "real")
    for name, role in ROLES.items():
        post.accounts.add(name, role, "2468")
    post.people.upsert(PEOPLE)
    post.close()
    return tmp_path / "real"


@pytest.fixture
def act(gatepost: Gatepost, real: Path, monkeypatch: pytest.MonkeyPatch) -> Gatepost:
    """Runs a command as somebody, by their PIN, at half past twelve."""

    noon = campus(datetime.now().astimezone()).replace(hour=12, minute=30)
    monkeypatch.setattr("app.cli.context.clock_of", lambda _: lambda: noon)

    def run(who: str, *words: str, **more: bytes) -> Answer:
        monkeypatch.setenv("GATEPOST_PIN", PINS.get(who, "2468"))
        return gatepost("--as", who, *words, at=real, **more)

    return run


def test_reading_writes_nothing_and_lists_what_has_to_be_looked_at(act: Gatepost) -> None:
    answer = act(BUILDING, "rounds", "read", "-", "--json", stdin=TEXT)
    assert answer.status == 1
    assert [(row["line"], row.get("number"), row.get("problem")) for row in answer.rows] == [
        (2, "1", None), (3, "2", None), (4, None, "part"),
    ]  # fmt: skip
    assert answer.rows[2]["candidates"][0]["name"] == "王五"
    assert act(LEADER, "records", "temperature", "--json").rows == []


def test_entering_writes_each_once_and_the_round_shows_it(act: Gatepost) -> None:
    act(BUILDING, "rounds", "read", "-", "--enter", stdin=TEXT)
    again = act(BUILDING, "rounds", "read", "-", "--enter", stdin=TEXT)
    assert "记入 0 条" in again.err
    rows = act(BUILDING, "records", "temperature", "--json").rows
    assert [(row["person"], row["celsius"], row["source"], row["round"]) for row in rows] == [
        ("1", 36.5, "pasted", "noon"), ("2", 36.9, "pasted", "noon"),
    ]  # fmt: skip
    state = act(BUILDING, "rounds", "state", "--json").rows
    assert {row["number"]: (row["status"], row["ill"]) for row in state} == {
        "1": ("measured", False), "2": ("measured", True), "3": ("missing", False),
    }  # fmt: skip
    assert act(BUILDING, "rounds", "state", "--json", "--building", "6").rows[0]["calls"][-1]["name"] == COUNSELLOR


def test_a_counsellor_is_told_the_names_of_his_own_students(act: Gatepost) -> None:
    assert [row["number"] for row in act(COUNSELLOR, "rounds", "state", "--json").rows] == ["1", "3"]
    assert "漏报 3" in act(COUNSELLOR, "rounds", "state").err


def test_a_guard_gets_a_sentence_and_nothing_else(act: Gatepost) -> None:
    for words in (("read", "-"), ("read", "-", "--enter"), ("state",), ("report",), ("report", "--sign", "counsellor")):
        answer = act(GUARD, "rounds", *words, stdin=TEXT)
        assert (answer.status, answer.out) == (1, "")
        assert "“保安”没有这项权限" in answer.err


def test_a_report_is_signed_along_the_chain_by_those_who_may(act: Gatepost) -> None:
    report = ("rounds", "report", "--building", "5")
    assert act(COUNSELLOR, *report, "--sign", "affairs").status == 1
    assert "请等上一级签发" in act(LEADER, *report, "--sign", "affairs").err
    assert act(COUNSELLOR, *report, "--sign", "counsellor").status == 0
    (row,) = act(LEADER, *report, "--sign", "affairs", "--json").rows
    assert [one["state"] for one in row["stages"]] == ["signed", "signed", "due"]
    signed = act(LEADER, "records", "daily-report", "--json").rows
    assert [(one["step"], one["operator"], one["zero"]) for one in signed] == [
        ("counsellor", COUNSELLOR, False), ("affairs", LEADER, False),
    ]  # fmt: skip
    assert signed[1]["follows"] == signed[0]["id"]


def test_nobody_types_the_numbers_of_a_report(act: Gatepost) -> None:
    body = {"day": "2022-04-10", "part": "5号楼", "step": "counsellor", "asked": 3}
    answer = act(LEADER, "add", "daily-report", "-", stdin=json.dumps(body).encode())
    assert (answer.status, answer.out) == (1, "")
    assert "不能手工录入" in answer.err
    assert act(LEADER, "records", "daily-report", "--json").rows == []


def test_the_workbook_is_recorded_and_replaces_no_file(act: Gatepost, tmp_path: Path) -> None:
    out = tmp_path / "r.xlsx"
    assert act(LEADER, "rounds", "report", "--out", str(out)).status == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["汇总", "漏报", "迟报和更正", "发热和不适", "待核实"]
    assert act(LEADER, "rounds", "report", "--out", str(out)).status == 1
    assert act(BUILDING, "rounds", "report", "--out", str(tmp_path / "x.xlsx")).status == 1
    audit = act(ADMINISTRATOR, "records", "audit", "--json").rows
    assert [(row["about"], row["operator"]) for row in audit if row["action"] == "export"] == [("daily-report", LEADER)]


def test_the_words_of_a_report_hold_no_name(act: Gatepost) -> None:
    act(BUILDING, "rounds", "read", "-", "--enter", stdin=TEXT)
    said = act(BUILDING, "rounds", "report", "--building", "5").out
    assert "5号楼" in said
    assert not [word for word in ("张三", "李四", "301", "100", BUILDING) if word in said]


@pytest.mark.parametrize(
    "words",
    [
        ("state", "--day", "soon"), ("report", "--zero"), ("report", "--building", "5", "--college", "x"),
        ("report", "--out", "x.csv"), ("read", "-", "--enter", "--at", "2099-01-01"), ("state", "--round", "night"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_wrong_use(act: Gatepost, words: tuple[str, ...]) -> None:
    assert act(LEADER, "rounds", *words, stdin=TEXT).status == 2


def test_a_building_without_anybody_is_said(act: Gatepost) -> None:
    assert "没有住在这里的人" in act(LEADER, "rounds", "state", "--building", "99").err
    assert "没有“99”的数据" in act(LEADER, "rounds", "report", "--building", "99").err


def test_before_the_first_round_there_is_no_report(act: Gatepost, monkeypatch: pytest.MonkeyPatch) -> None:
    early = campus(datetime.now().astimezone()).replace(hour=6, minute=0)
    monkeypatch.setattr("app.cli.context.clock_of", lambda _: lambda: early)
    answer = act(LEADER, "rounds", "report", "--building", "5")
    assert (answer.status, "还没有开始" in answer.err) == (1, True)
