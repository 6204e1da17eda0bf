"""Periods, holds, one person's data and checkpoints from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.settings import Home
from app.station.local import LocalPost
from app.store.reference.people import People
from tests.cli.conftest import Answer
from tests.fakes.homes import GUARD, LEADER, PINS, real_post

Gatepost = Callable[..., Answer]
NUMBER = "2019000001"


def _temperature(gatepost: Gatepost, **more: str) -> str:
    body = {"person": NUMBER, "celsius": 36.5, **more}
    answer = gatepost("add", "temperature", "-", stdin=json.dumps(body).encode())
    return str(answer.rows[0]["id"])


def _line(gatepost: Gatepost, kind: str) -> str:
    return next(line for line in gatepost("retention").out.splitlines() if line.startswith(kind))


def test_retention_says_how_every_kind_stands_and_a_period_can_be_set(gatepost: Gatepost) -> None:
    assert "保存 60 天" in _line(gatepost, "temperature")
    assert gatepost("retention", "--set", "temperature", "90", "--why", "校防控办 12 号").status == 0
    assert "保存 90 天" in _line(gatepost, "temperature")
    assert gatepost("retention", "--set", "temperature", "soon").status == 2
    assert gatepost("retention", "--set", "audit", "30", "--why", "试").status == 1
    assert gatepost("retention", "--set", "temperature", "30").status == 2, "nobody said why"
    assert gatepost("retention", "--run").status == 0


def test_a_hold_needs_a_reason_is_listed_and_released(gatepost: Gatepost) -> None:
    assert gatepost("hold", "--kind", "temperature").status == 2
    id_ = gatepost("hold", "--person", NUMBER, "--until", "2099-01-01", "--why", "核查").out.strip()
    assert "核查" in gatepost("hold").out
    _temperature(gatepost)
    assert gatepost("erase", NUMBER, "--reason", "本人申请").status == 1
    assert gatepost("hold", "--release", id_).status == 0
    assert gatepost("hold", "--release", id_).status == 1
    assert gatepost("hold").out == ""
    recorded = [row for row in gatepost("records", "audit", "--json").rows if row["action"].startswith("hold")]
    assert [row["action"] for row in recorded] == ["hold", "hold released"]
    assert NUMBER not in str(recorded)


@pytest.mark.parametrize("name", ["data.jsonl", "data.xlsx"])
def test_a_persons_data_is_handed_out_for_a_reason(gatepost: Gatepost, tmp_path: Path, name: str) -> None:
    _temperature(gatepost, note="=1+1")
    assert gatepost("person-data", NUMBER, "--out", str(tmp_path / name)).status == 2
    assert gatepost("person-data", NUMBER, "--out", str(tmp_path / name), "--reason", "本人申请").status == 0
    if name.endswith("jsonl"):
        person, record, grant = map(json.loads, (tmp_path / name).read_text(encoding="utf-8").splitlines())
        assert (person["person"]["number"], record["celsius"]) == (NUMBER, 36.5)
        assert grant["action"] == "grant"  # they may see who looked at their data, and why
    else:
        book = openpyxl.load_workbook(tmp_path / name)
        assert book.sheetnames == ["人员", "体温登记", "操作记录"]
        assert "=1+1" in [cell.value for cell in book["体温登记"][2] if cell.data_type == "s"]
    asked = [row for row in gatepost("records", "audit", "--json").rows if row["action"] == "person.export"]
    assert [(row["person"], row["detail"]) for row in asked] == [(NUMBER, "本人申请")]
    assert gatepost("person-data", NUMBER, "--out", str(tmp_path / "data.txt"), "--reason", "x").status == 2


def test_an_erased_person_is_gone_and_everything_else_works_on(gatepost: Gatepost, home: Path, tmp_path: Path) -> None:
    id_ = _temperature(gatepost)
    assert gatepost("erase", NUMBER).status == 2
    assert gatepost("erase", NUMBER, "--reason", "本人申请").status == 0
    row = next(row for row in gatepost("records", "temperature", "--json").rows if row["id"] == id_)
    assert (row["forgotten"], "celsius" in row) == (True, False)
    assert gatepost("people", NUMBER, "--json").rows == []
    assert gatepost("export", "temperature", str(tmp_path / "t.csv")).status == 0
    assert "已按保存期限清除" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    body = {"person": "2019000002", "celsius": 36.5, "corrects": id_, "why": "看错"}
    assert gatepost("add", "temperature", "-", stdin=json.dumps(body).encode()).status == 1
    assert gatepost("verify", "--json").rows[0]["ok"] is True
    post = LocalPost.open(Home(home))
    assert People(post.database).get(NUMBER) is None
    post.close()


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (GUARD, ["retention"]), (GUARD, ["retention", "--run"]), (GUARD, ["hold"]),
        (LEADER, ["retention", "--set", "passage", "60"]), (LEADER, ["hold", "--kind", "passage", "--why", "x"]),
        (GUARD, ["person-data", "1", "--out", "x.jsonl", "--reason", "x"]), (LEADER, ["erase", "1", "--reason", "x"]),
        (GUARD, ["verify", "--repair-counts"]),
    ],
)  # fmt: skip
def test_who_may_not(
    gatepost: Gatepost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str, words: list[str]
) -> None:
    real_post(tmp_path / "real").close()
    monkeypatch.setenv("GATEPOST_PIN", PINS[who])
    assert gatepost("--as", who, *words, at=tmp_path / "real").status == 1


def test_a_checkpoint_is_printed_or_drawn_and_read_back(gatepost: Gatepost, tmp_path: Path) -> None:
    _temperature(gatepost)
    text = gatepost("checkpoint").out.strip()
    assert gatepost("verify", "--checkpoint", text.lower()).status == 0
    for name in ("paper.png", "paper.txt"):
        assert gatepost("checkpoint", "--out", str(tmp_path / name)).status == 0
        assert gatepost("verify", "--checkpoint", str(tmp_path / name)).status == 0
    (tmp_path / "other.txt").write_text("hello", encoding="utf-8")
    assert gatepost("verify", "--checkpoint", str(tmp_path / "other.txt")).status == 1
    assert gatepost("verify", "--checkpoint", str(tmp_path / "missing.txt")).status == 1
    assert gatepost("verify", "--repair-counts", "--json").rows[0]["ok"] is True


def test_a_database_that_does_not_open_is_a_finding(gatepost: Gatepost, home: Path) -> None:
    with (home / "station.db").open("r+b") as file:
        file.truncate(5000)
    answer = gatepost("verify", "--json")
    assert (answer.status, answer.rows[0]["ok"], len(answer.rows[0]["problems"])) == (1, False, 1)
