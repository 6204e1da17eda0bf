"""Looking back, grants, the restricted list and a record's history, from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Answer
from tests.fakes.homes import GUARD, LEADER, PINS
from tests.fakes.lookedback import CHEN, DUTY, LIN, WHY, LookedBack

Gatepost = Callable[..., Answer]
PLATE, DELIVERY = "吉A·D12345", "W220408-482913-7"
SPAN = ("--from", "2022-03-27", "--to", "2022-04-11")
"""The passages of these tests are of April 2022; a grant is of the day on which they run."""


@pytest.fixture
def real(tmp_path: Path) -> Path:
    made = LookedBack(tmp_path / "real")
    made.weeks()
    made.vehicles()
    made.delivered(2, DELIVERY)
    made.close()
    return made.post.home.path


@pytest.fixture
def act(gatepost: Gatepost, real: Path, monkeypatch: pytest.MonkeyPatch) -> Gatepost:
    """Runs a command as somebody, by their PIN."""

    def run(who: str, *words: str, **more: bytes) -> Answer:
        monkeypatch.setenv("GATEPOST_PIN", PINS.get(who, "2468"))
        return gatepost("--as", who, *words, at=real, **more)

    return run


def audit(act: Gatepost) -> list[tuple[str, str, str]]:
    rows = act(LEADER, "records", "audit", "--json").rows
    return [(row["action"], row["person"], row["operator"]) for row in rows if row["action"] != "sign-in"]


def test_a_leader_says_why_and_gets_a_workbook(act: Gatepost, tmp_path: Path) -> None:
    out = tmp_path / "c.xlsx"
    assert act(LEADER, "contacts", LIN, *SPAN).status == 2
    answer = act(LEADER, "contacts", LIN, *SPAN, "--reason", WHY, "--out", str(out))
    assert (answer.status, "4 人" in answer.out) == (0, True)
    assert len(list(openpyxl.load_workbook(out)["同时段人员"].values)) == 5
    assert audit(act) == [("grant", LIN, LEADER), ("contacts", LIN, LEADER), ("export", LIN, LEADER)]
    again = act(LEADER, "contacts", LIN, *SPAN, "--json", "--minutes", "1")
    assert [row["times"] for row in again.rows] == [3, 1]


@pytest.mark.parametrize(
    "words", [("--from", "soon"), ("--minutes", "0"), ("--from", "2022-04-11", "--to", "2022-04-10")]
)
def test_what_cannot_be_meant_is_wrong_use(act: Gatepost, words: tuple[str, ...]) -> None:
    assert act(LEADER, "contacts", LIN, "--reason", WHY, *words).status == 2


@pytest.mark.parametrize(
    "words",
    [
        ("contacts", LIN), ("person-data", LIN, "--out", "x.jsonl"), ("deny", "list"),
        ("deny", "add", "--number", LIN, "--days", "1"),
        ("grant", "give", "contacts.look", LIN),
    ],
)  # fmt: skip
def test_a_guard_gets_a_sentence_and_nothing_else(act: Gatepost, words: tuple[str, ...]) -> None:
    answer = act(GUARD, *words, "--reason", WHY)
    assert (answer.status, answer.out) == (1, "")
    assert "“保安”没有这项权限" in answer.err
    assert audit(act) == []


def test_an_officer_needs_a_leaders_grant_and_it_can_be_taken_back(act: Gatepost) -> None:
    look = ("contacts", LIN, *SPAN, "--json")
    refused = act(DUTY, *look, "--reason", WHY)
    assert (refused.status, "授权" in refused.err) == (1, True)
    id_ = act(LEADER, "grant", "give", "contacts.look", LIN, "--to", DUTY, "--reason", WHY).out.split("\t")[0]
    assert len(act(DUTY, *look).rows) == 4
    assert [row["id"] for row in act(DUTY, "grant", "list", "--json").rows] == [id_]
    assert act(DUTY, "contacts", CHEN, *SPAN).status == 1
    assert act(LEADER, "grant", "end", id_).status == 0
    assert act(DUTY, *look).status == 1
    assert act(LEADER, "grant", "list").out == ""


def test_a_grant_is_no_longer_than_a_shift(act: Gatepost) -> None:
    words = ("grant", "give", "contacts.look", LIN, "--reason", WHY, "--hours")
    assert act(LEADER, *words, "9").status == 2
    assert act(LEADER, *words, "-1").status == 2
    assert act(LEADER, *words, "8").status == 0
    assert act(LEADER, "grant", "give", "level.set", LIN, "--reason", WHY).status == 2


def test_a_persons_file_comes_under_a_grant(act: Gatepost, tmp_path: Path) -> None:
    words = ("person-data", LIN, "--out", str(tmp_path / "p.jsonl"))
    assert act(DUTY, *words).status == 1
    act(LEADER, "grant", "give", "person.export", LIN, "--to", DUTY, "--reason", "本人申请查看")
    assert act(DUTY, *words).status == 0
    assert audit(act)[-1] == ("person.export", LIN, DUTY)


def test_the_list_from_entry_to_lifting(act: Gatepost) -> None:
    assert act(LEADER, "deny", "add", "--number", CHEN, "--reason", WHY).status == 2  # without an end
    made = act(LEADER, "deny", "add", "--number", CHEN, "--days", "3", "--reason", "多次借用他人校园码")
    id_ = made.out.strip()
    assert act(LEADER, "deny", "appeal", id_, "本人称校园卡遗失", "--reason", "受理申诉材料").status == 0
    (row,) = act(LEADER, "deny", "list", "--json", "--reason", "核对本周名单").rows
    assert (row["value"], row["name"], row["in_force"], row["appeal"]) == (CHEN, "陈立", True, "本人称校园卡遗失")
    act(LEADER, "level", "open")
    lane = act(LEADER, "lane", "--source", "lines:-", "--json", stdin=f"{CHEN}\n{LIN}\n".encode())
    assert [(row["verdict"], row["reasons"]) for row in lane.rows] == [
        ("undecided", ["call-supervisor"]),
        ("admit", []),
    ]
    assert "借用" not in lane.out + lane.err
    assert act(LEADER, "deny", "lift", id_, "--reason", "已核实，误列入").status == 0
    lane = act(LEADER, "lane", "--source", "lines:-", "--json", stdin=f"{CHEN}\n".encode())
    assert [row["verdict"] for row in lane.rows] == ["admit"]
    assert act(LEADER, "deny", "list").out == ""
    assert "已解除" in act(LEADER, "deny", "list", "--ended").out
    assert act(LEADER, "deny", "lift", id_, "--reason", "再解除一次看看").status == 1


@pytest.mark.parametrize("words", [("--days", "0"), ("--days", "367"), ("--until", "soon"), ("--until", "2022-01-01")])
def test_an_entry_has_an_end_that_can_be_meant(act: Gatepost, words: tuple[str, ...]) -> None:
    assert act(LEADER, "deny", "add", "--plate", "吉A·D12345", *words, "--reason", WHY).status == 2


def test_a_records_history_and_how_it_stands_now(act: Gatepost) -> None:
    def enter(**more: object) -> str:
        body = {"person": LIN, "celsius": 38.5, "at": "2022-04-10T06:00", **more}
        return str(act(LEADER, "add", "temperature", "-", stdin=json.dumps(body).encode()).rows[0]["id"])

    first = enter()
    second = enter(celsius=36.5, corrects=first, why="抄错一位")
    assert [row["id"] for row in act(LEADER, "show", second, "--history", "--json").rows] == [first, second]
    assert [row["celsius"] for row in act(GUARD, "show", first, "--json").rows] == [36.5]
    told = act(GUARD, "show", first, "--history").out
    assert "体温\t38.5\t* 36.5" in told
    assert "抄错一位" in told
    assert "（补录）" in told
    assert act(GUARD, "show", "no-such-id").status == 1
    assert act(GUARD, "show", "999999").status == 1
    seq = act(LEADER, "records", "audit", "--json").rows[0]["seq"]
    assert act(GUARD, "show", str(seq)).status == 1
    assert act(LEADER, "show", str(seq)).status == 0


def test_a_vehicle_and_goods_are_traced_under_a_reason(act: Gatepost, tmp_path: Path) -> None:
    out = tmp_path / "v.xlsx"
    assert act(LEADER, "trace", "vehicle", PLATE, *SPAN).status == 2
    traced = act(LEADER, "trace", "vehicle", "吉ad12345", *SPAN, "--reason", WHY, "--out", str(out))
    assert (traced.status, "6 行" in traced.out, out.exists()) == (0, True, True)
    rows = act(LEADER, "trace", "goods", "合作社", *SPAN, "--reason", WHY, "--json").rows
    assert [(row["delivery"], row["line"]["name"], row["phase"]) for row in rows] == [(DELIVERY, "大米", "released")]
    assert [one for one in audit(act) if one[0] != "grant"] == [
        ("vehicle traced", "", LEADER), ("export", "", LEADER), ("goods traced", "", LEADER),
    ]  # fmt: skip
    assert act(LEADER, "trace", "vehicle", "大货车", "--reason", WHY).status == 2
    assert act(GUARD, "trace", "goods", "合作社", "--reason", WHY).status == 1


def test_the_last_day_of_a_period_is_in_it(act: Gatepost) -> None:
    """Whoever writes --to and a day means that day too."""
    words = ("contacts", LIN, "--from", "2022-03-27", "--reason", WHY, "--json")
    until_midnight = act(LEADER, *words, "--to", "2022-04-11T00:00")
    assert act(LEADER, *words, "--to", "2022-04-10").rows == until_midnight.rows
    assert until_midnight.rows
