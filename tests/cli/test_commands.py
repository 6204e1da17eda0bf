"""The contract's commands, as a script uses them."""

import csv
import json
import os
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
import qrcode
from python_calamine import CalamineWorkbook

from app.cli.main import parser
from app.cli.read import with_page
from app.codes.claim import Claim, Holder
from tests.cli.conftest import Answer
from tests.fakes.certificates import card, elliptic, jws, numeric
from tests.fakes.homes import ADMINISTRATOR, real_post
from tests.records.test_kinds import delivery

Gatepost = Callable[..., Answer]
DEMO_FILM = 6


def somebody(gatepost: Gatepost) -> dict[str, str]:
    person: dict[str, str] = gatepost("people", "--json").rows[17]
    return person


def test_the_demonstration_has_the_whole_campus(gatepost: Gatepost) -> None:
    people = gatepost("people", "--json").rows
    assert len(people) == 14_895 + 760
    assert len({person["number"] for person in people}) == len(people)


def test_people_are_found_by_number_name_and_initials(gatepost: Gatepost) -> None:
    person = somebody(gatepost)
    assert gatepost("people", person["number"], "--json").rows == [person]
    assert person in gatepost("people", person["name"], "--json").rows


@pytest.mark.usefixtures("no_film")
def test_a_second_demonstration_keeps_the_records_and_the_key(gatepost: Gatepost) -> None:
    code = gatepost("pass", "2019000001", "--text").out
    records = len(gatepost("records", "--all", "--json").rows)
    assert gatepost("demo").status == 0
    assert len(gatepost("records", "--all", "--json").rows) > records
    assert gatepost("lane", "--source", "lines:-", "--json", stdin=code.encode()).rows[0]["verdict"] == "admit"


@pytest.mark.parametrize("level", ["static", "sealed", "closed", "routine", "open"])
def test_a_level_is_set_and_shown(gatepost: Gatepost, level: str) -> None:
    assert gatepost("level", level).status == 0
    assert gatepost("level").out.startswith(level)


def test_a_code_on_a_picture_is_read_and_verified(gatepost: Gatepost, tmp_path: Path) -> None:
    person, picture = somebody(gatepost), tmp_path / "码.png"
    gatepost("pass", person["number"], "--out", str(picture))
    row = gatepost("read", str(picture), "--json").rows[0]
    assert row["file"] == str(picture)
    assert row["symbols"][0]["text"].encode() == b64decode(row["symbols"][0]["bytes"])
    assert [claim["trust"] for claim in row["claims"]] == ["verified"]
    assert row["claims"][0]["holder"]["number"] == person["number"]
    late = gatepost("read", str(picture), "--json", "--now", "2099-01-01T00:00:00").rows[0]
    assert (late["claims"][0]["trust"], late["claims"][0]["reason"]) == ("invalid", "code-expired")


def test_what_is_not_a_picture_is_named_and_the_rest_goes_on(gatepost: Gatepost, tmp_path: Path) -> None:
    broken, missing = tmp_path / "broken.png", tmp_path / "missing.png"
    broken.write_bytes(b"not a picture")
    answer = gatepost("read", str(broken), str(missing), "--json")
    assert answer.status == 0
    assert [row["file"] for row in answer.rows] == [str(broken), str(missing)]
    assert all(row["error"] for row in answer.rows)


def test_a_name_that_is_no_text_is_named_as_far_as_it_is(gatepost: Gatepost, tmp_path: Path) -> None:
    """A file from a PC of another encoding."""
    answer = gatepost("read", os.fsdecode(b"\xff.png"), str(tmp_path / "missing.png"), "--json")
    assert answer.status == 0
    assert [Path(row["file"]).name for row in answer.rows] == ["\N{REPLACEMENT CHARACTER}.png", "missing.png"]
    assert all(row["error"] for row in answer.rows)


def test_the_film_of_the_demonstration_gives_one_decision_for_each_phone(gatepost: Gatepost, home: Path) -> None:
    film = str(home / "demo" / "film.mp4")
    rows = gatepost("lane", "--source", film, "--temperature", "36.5", "--json").rows
    assert [row["verdict"] for row in rows] == ["admit", "admit", "admit", "refuse", "admit", "admit"]
    assert rows[3]["reasons"] == ["code-expired"]
    assert len({row["person"]["number"] for row in rows if row["person"]}) == DEMO_FILM - 1
    assert rows == sorted(rows, key=lambda row: (row["at"], row["seq"]))
    kept = {record["id"]: record for record in gatepost("records", "passage", "--json").rows}
    assert [kept[row["record"]]["verdict"] for row in rows] == [row["verdict"] for row in rows]


def test_lines_of_garbage_admit_nobody(gatepost: Gatepost) -> None:
    garbage = b"garbage\n\xff\xfe\x00\n365\n" + b"9" * 3000 + b"\n"
    assert gatepost("lane", "--source", "lines:-", "--json", stdin=garbage).rows == []


def test_whoever_is_incomplete_at_the_end_is_decided_as_they_stand(gatepost: Gatepost) -> None:
    gatepost("level", "routine")
    code = gatepost("pass", "2019000001", "--text").out
    row = gatepost("lane", "--source", "lines:-", "--json", stdin=code.encode()).rows[0]
    assert (row["verdict"], row["needed"]) == ("hold", ["health-code", "temperature"])


def test_records_are_entered_as_the_form_enters_them(gatepost: Gatepost, tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    good = {"person": "2019000001", "celsius": 36.5, "at": "2022-04-10T06:48:00+08:00"}
    file.write_text("\n".join(json.dumps(one) for one in (good, {"celsius": 99}, "nonsense")), encoding="utf-8")
    answer = gatepost("add", "temperature", str(file))
    assert answer.status == 1
    assert len(answer.rows) == 1
    assert "第 2 条" in answer.err
    assert "第 3 条" in answer.err
    record = gatepost("records", "temperature", "--json").rows[0]
    assert record["at"].startswith("2022-04-09T22:48:00")
    assert record["entered_at"] > record["at"]


@pytest.mark.parametrize(
    "at", ["yesterday", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "1999-12-31", "2099-01-01", True]
)
def test_a_record_of_no_possible_time_is_named_and_the_rest_goes_on(gatepost: Gatepost, at: object) -> None:
    bad, good = {"person": "2019000001", "celsius": 36.5, "at": at}, {"person": "2020000002", "celsius": 36.5}
    answer = gatepost("add", "temperature", "-", stdin=json.dumps([bad, good]).encode())
    assert answer.status == 1
    assert "第 1 条未录入：发生时间" in answer.err
    assert [row["person"] for row in gatepost("records", "temperature", "--json").rows] == ["2020000002"]


@pytest.mark.parametrize("bad", [b"\xce\xde\xce\xfd", b'{"person": "\xe5"}', b"[" * 5000])
def test_a_line_that_is_no_record_is_named_and_the_rest_goes_on(gatepost: Gatepost, bad: bytes) -> None:
    good = {"person": "2020000002", "celsius": 36.5}
    answer = gatepost("add", "temperature", "-", stdin=bad + b"\n" + json.dumps(good).encode())
    assert answer.status == 1
    assert "第 1 条未录入" in answer.err
    assert len(answer.rows) == 1


def test_a_number_that_is_none_is_not_entered(gatepost: Gatepost) -> None:
    goods = {**delivery(), "lines": [{"name": "大米", "quantity": "inf", "unit": "袋"}]}
    answer = gatepost("add", "goods", "-", stdin=json.dumps(goods).encode())
    assert (answer.status, answer.rows) == (1, [])
    assert "数量：超出合理范围" in answer.err


def test_a_reader_along_is_told_in_words(gatepost: Gatepost) -> None:
    gatepost("level", "routine")
    code = gatepost("pass", "2019000001", "--text").out
    line = gatepost("lane", "--source", "lines:-", stdin=code.encode()).out
    assert "暂缓放行" in line
    assert "还差：健康码、体温" in line


def test_another_time_says_which_level_it_means(gatepost: Gatepost) -> None:
    """The level is the one that was in force then."""
    assert gatepost("level", "closed").status == 0
    answer = gatepost("lane", "--source", "lines:-", "--json", "--now", "2022-04-10T06:48:00+08:00")
    assert "2022-04-10 06:48" in answer.err
    assert "常态化防控" in answer.err
    assert gatepost("lane", "--source", "lines:-", "--json").err == ""


def exported(gatepost: Gatepost, target: Path) -> None:
    entered = b'{"person": "2019000001", "celsius": 36.5, "note": "=1+1", "at": "2022-04-10T06:48:00"}'
    assert gatepost("add", "temperature", "-", stdin=entered).status == 0
    assert gatepost("export", "temperature", str(target)).status == 0


TABLE = {
    "发生时间": "2022-04-10 06:48:00", "登记人": "演示管理员", "人员": "2019000001", "体温": "36.5", "部位": "额温",
    "来源": "手工录入", "咳嗽": "否", "备注": "'=1+1",
}  # fmt: skip


def test_a_csv_holds_what_was_entered(gatepost: Gatepost, tmp_path: Path) -> None:
    exported(gatepost, tmp_path / "体温.csv")
    with (tmp_path / "体温.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {name: row[name] for name in TABLE} == TABLE


def test_a_workbook_holds_what_was_entered(gatepost: Gatepost, tmp_path: Path) -> None:
    exported(gatepost, tmp_path / "体温.xlsx")
    headings, values = CalamineWorkbook.from_path(tmp_path / "体温.xlsx").get_sheet_by_index(0).to_python()
    row = dict(zip(headings, values, strict=True))
    assert {name: row[name] for name in TABLE} == TABLE


def test_json_lines_hold_what_was_entered(gatepost: Gatepost, tmp_path: Path) -> None:
    exported(gatepost, tmp_path / "体温.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "体温.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines == gatepost("records", "temperature", "--json").rows
    assert (lines[0]["celsius"], lines[0]["note"]) == (36.5, "=1+1")


def test_an_export_to_nowhere_says_so(gatepost: Gatepost, tmp_path: Path) -> None:
    answer = gatepost("export", "temperature", str(tmp_path / "no" / "such" / "folder.csv"))
    assert answer.status == 1
    assert "换一个位置" in answer.err


def test_verify_proves_the_ledger(gatepost: Gatepost) -> None:
    row = gatepost("verify", "--json").rows[0]
    assert row["ok"] is True
    assert row["problems"] == []
    assert row["head"]["seq"] >= 1


def test_kinds_are_described_with_their_fields(gatepost: Gatepost) -> None:
    kinds = {row["kind"]: row for row in gatepost("kinds", "--json").rows}
    assert {"passage", "temperature", "goods"} <= set(kinds)
    assert {"name": "celsius", "label": "体温", "type": "number", "required": True, "unit": "℃"} in kinds[
        "temperature"
    ]["fields"]


def test_a_selfcheck_needs_no_station(gatepost: Gatepost, tmp_path: Path) -> None:
    answer = gatepost("selfcheck", "--json", at=tmp_path / "empty")
    rows = {row["check"]: row for row in answer.rows}
    assert answer.status == 0
    assert rows["decoders"]["ok"] is True
    assert "goods" in rows["kinds"]["found"]
    assert "campus" in rows["issuers"]["found"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["no-such-command"], 2),
        (["level", "nonsense"], 2),
        (["records", "nonsense"], 2),
        (["lane", "--source", "nonsense"], 2),
        (["lane"], 2),
        (["lane", "--source", "lines:-", "--temperature", "99"], 2),
        (["lane", "--source", "lines:-", "--temperature", "nan"], 2),
        (["lane", "--source", "lines:-", "--temperature", "warm"], 2),
        (["lane", "--source", "lines:-", "--now", "0001-01-01T00:00:00+08:00"], 2),
        (["lane", "--source", "lines:-", "--now", "soon"], 2),
        (["export", "temperature", "x.pdf"], 2),
        (["add", "audit", "-"], 1),
        (["pass", "no-such-number", "--text"], 1),
        (["import", "people", "not-there.csv"], 1),
        (["add", "temperature", "not-there.json"], 1),
        (["sync", "--once"], 1),
    ],
)
def test_wrong_use_gets_one_sentence(gatepost: Gatepost, words: list[str], status: int) -> None:
    answer = gatepost(*words, stdin=b"{}")
    assert answer.status == status
    assert len(answer.err.strip().splitlines()) == 1


def test_without_a_station_the_sentence_says_how_to_get_one(gatepost: Gatepost, tmp_path: Path) -> None:
    answer = gatepost("records", at=tmp_path / "empty")
    assert answer.status == 1
    assert "gatepost demo" in answer.err


def test_a_real_home_asks_who_acts(gatepost: Gatepost, tmp_path: Path) -> None:
    real_post(tmp_path / "real").close()
    assert gatepost("records", at=tmp_path / "real").status == 2
    assert gatepost("--as", ADMINISTRATOR, "records", at=tmp_path / "real").status == 2


def test_a_guard_may_not_change_the_level(gatepost: Gatepost) -> None:
    answer = gatepost("--as", "演示保安", "level", "static")
    assert answer.status == 1
    assert "保安" in answer.err
    assert gatepost("level").out.startswith("open")


def test_every_command_says_what_it_is_for() -> None:
    top = parser()
    actions = [action for action in top._actions if hasattr(action, "choices") and isinstance(action.choices, dict)]
    helped = {choice.dest for choice in actions[0]._choices_actions if choice.help}
    assert helped == set(actions[0].choices)


def test_the_installed_command_runs_without_qt(home: Path) -> None:
    code = "import sys; from ui.start import main\ntry: main()\nexcept SystemExit: print('PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "kinds", "--json"], env={**os.environ, "GATEPOST_HOME": str(home)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "False"


def test_a_sync_without_a_centre_still_says_what_is_left(gatepost: Gatepost) -> None:
    answer = gatepost("sync", "--once", "--json")
    assert answer.status == 1
    assert answer.rows[0]["left"] > 0


@pytest.mark.usefixtures("no_film")
def test_a_second_demonstration_keeps_the_level(gatepost: Gatepost) -> None:
    gatepost("level", "closed")
    gatepost("demo")
    assert gatepost("level").out.startswith("closed")


def test_without_a_display_the_window_says_so(home: Path) -> None:
    code = "from ui.start import main; main()"
    bare = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-c", code, "--home", str(home)],
        env=bare,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_page_and_its_code_are_one_claim() -> None:
    code = Claim(kind="health-code", trust="read", color="green", token="a")
    page = Claim(kind="health-code", trust="read", color="green", holder=Holder(name="林**"))
    campus, other = Claim(kind="campus-code", trust="verified"), Claim(kind="travel-card", trust="read")
    (whole,) = with_page([code], page)
    assert (whole.holder.name, whole.token, whole.trust) == ("林**", "a", "read")
    assert with_page([campus], other) == [campus, other]


def test_the_parts_of_a_health_card_in_several_pictures_are_one_claim(gatepost: Gatepost, tmp_path: Path) -> None:
    letters = jws(elliptic(21), card({"resourceType": "Immunization", "status": "completed"}))
    half, files = len(letters) // 2, []
    for number, part in enumerate((letters[:half], letters[half:]), 1):
        files.append(tmp_path / f"{number}.png")
        qrcode.make(numeric(part, f"{number}/2/").decode()).save(files[-1])
    first, second = gatepost("read", *map(str, files), "--json").rows
    assert [claim["reason"] for claim in first["claims"]] == ["shc-incomplete"]
    assert [(claim["kind"], claim["reason"]) for claim in second["claims"]] == [("shc", "issuer-unknown")]
