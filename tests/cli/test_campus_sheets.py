"""`gatepost sheet` and `gatepost revoke` on a demonstration campus."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer
from tests.fakes.homes import GUARD, PINS, real_post
from tests.fakes.printed import Paper

Gatepost = Callable[..., Answer]


def test_codes_by_number_are_printed_in_that_order_and_may_be_revoked(gatepost: Gatepost, tmp_path: Path) -> None:
    target = tmp_path / "codes.pdf"
    first, *_, last = (row["number"] for row in gatepost("people", "--json").rows)
    answer = gatepost("sheet", "people", last, "nobody", first, "--out", str(target), "--days", "2")
    assert (answer.status, "nobody" in answer.err, str(target) in answer.out) == (1, True, True)
    text = Paper(target).text()
    assert text.index(last) < text.index(first)
    assert gatepost("revoke", first, "--why", "丢失").status == 0
    assert gatepost("revoke", first).status == 1
    audit = [row for row in gatepost("records", "audit", "--json").rows if row["action"].startswith("code.")]
    newest = [(row["action"], row["about"], row["detail"]) for row in audit[-2:]]
    assert newest == [("code.sheet", "people", "2"), ("code.revoke", first, "丢失")]


def test_a_room_s_codes_are_printed_by_its_name(gatepost: Gatepost, tmp_path: Path) -> None:
    person = next(row for row in gatepost("people", "--json").rows if row.get("place"))
    answer = gatepost("sheet", "people", "--place", person["place"], "--out", str(tmp_path / "room.pdf"))
    assert answer.status == 0
    assert person["name"] in Paper(tmp_path / "room.pdf").text()


@pytest.mark.parametrize(
    "words",
    [
        ["sheet", "people", "--out", "x.pdf"],
        ["sheet", "people", "1", "--college", "护理学院", "--out", "x.pdf"],
        ["sheet", "people", "1", "--days", "0", "--out", "x.pdf"],
        ["sheet", "people", "1", "--days", "401", "--out", "x.pdf"],
        ["sheet", "people", "1"],
        ["sheet", "--out", "x.pdf"],
        ["revoke"],
        ["revoke", "1", "--token", "0011223344556677"],
        ["revoke", "--token", "1"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_said_at_once(gatepost: Gatepost, words: list[str]) -> None:
    answer = gatepost(*words)
    assert (answer.status, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 1


def test_a_class_without_people_makes_no_file(gatepost: Gatepost, tmp_path: Path) -> None:
    answer = gatepost("sheet", "people", "--class", "没有这个班", "--out", str(tmp_path / "x.pdf"))
    assert (answer.status, answer.out, (tmp_path / "x.pdf").exists()) == (1, "", False)


def test_rows_that_are_no_points_are_listed(gatepost: Gatepost, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("点位号,点位\nD1,西门\n,东门\n", encoding="utf-8")
    answer = gatepost("sheet", "points", str(tmp_path / "points.csv"), "--out", str(tmp_path / "points.pdf"))
    assert (answer.status, "第 3 行" in answer.err) == (1, True)
    assert "西门" in Paper(tmp_path / "points.pdf").text()


@pytest.mark.parametrize(
    "words",
    [["sheet", "people", "2019000001", "--out", "x.pdf"], ["revoke", "2019000001"], ["revoke", "--token", "00" * 8]],
    ids=" ".join,
)
def test_a_guard_may_not(gatepost: Gatepost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    real_post(tmp_path / "real").close()
    monkeypatch.setenv("GATEPOST_PIN", PINS[GUARD])
    answer = gatepost("--as", GUARD, *words, at=tmp_path / "real")
    assert (answer.status, "保安" in answer.err) == (1, True)
