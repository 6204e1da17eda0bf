"""`gatepost level`: as the contract has it, and what a script may do about levels beside it."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]


def test_the_level_is_shown_set_and_told_as_data(gatepost: Gatepost) -> None:
    assert gatepost("level", "closed").out.startswith("closed\t")
    assert gatepost("level").out.startswith("closed\t")
    (row,) = gatepost("level", "--json").rows
    assert (row["name"], row["next"]) == ("closed", None)


def test_one_for_later_changes_nothing_now_and_can_be_taken_back(gatepost: Gatepost) -> None:
    gatepost("level", "open", "--why", "平时")
    gatepost("level", "sealed", "--why", "通知", "--since", "2098-04-12T08:00+08:00")
    (row,) = gatepost("level", "--json").rows
    assert (row["name"], row["next"]["name"]) == ("open", "sealed")
    gatepost("level", "withdraw", "--why", "不调整")
    assert gatepost("level", "--json").rows[0]["next"] is None


def test_a_name_or_a_use_that_is_wrong_is_a_sentence_and_status_2(gatepost: Gatepost) -> None:
    for words in (("nosuch",), ("preview", "nosuch"), ("closed", "open"), ("export",)):
        answer = gatepost("level", *words)
        assert (answer.status, answer.err.count("\n")) == (2, 1)


def test_a_school_s_own_level_is_saved_tried_and_put_into_force(gatepost: Gatepost, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    gatepost("level", "export", "closed", str(file))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"closed"', '"own"').replace("within_hours = 48", "within_hours = 24"), "utf-8")
    before = {row["situation"]: row["decisions"] for row in gatepost("level", "preview", "closed", "--json").rows}
    after = {row["situation"]: row["decisions"] for row in gatepost("level", "preview", str(file), "--json").rows}
    differing = [one for one in before if before[one]["student"]["verdict"] != after[one]["student"]["verdict"]]
    assert len(differing) == 1
    assert "40" in differing[0]
    gatepost("level", "save", str(file), "--why", "试行")
    assert gatepost("level", "own", "--why", "试行").out.startswith("own\t")
    assert [row["name"] for row in gatepost("level", "list", "--json").rows if row["holds"]] == ["own"]
    history = gatepost("level", "history", "--json").rows
    assert history[0]["name"] == "own"
    assert history[0]["changes"]
    counts = gatepost("level", "try", "own", "--json").rows[0]
    assert counts["total"] == sum(counts["counts"].values())


def test_places_at_risk_from_a_file_name_the_rows_that_do_not_do(gatepost: Gatepost, tmp_path: Path) -> None:
    file = tmp_path / "regions.csv"
    file.write_text("地区,从,到\n上海市*,2022-03-28,\n市\n", encoding="utf-8")
    answer = gatepost("level", "regions", str(file), "--why", "通报")
    assert answer.status == 1
    assert "3" in answer.err
    assert gatepost("level", "regions").out.split("\t")[0] == "上海市"
    assert "+" in json.loads(gatepost("level", "--json").out)["version"]
