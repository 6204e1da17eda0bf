"""What a clumsy hand does: nothing is lost by it, and it is told in a sentence."""

import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app import durable
from app.store.secret.recovery import code_of
from tests.cli.conftest import Answer
from tests.cli.test_process import COMMAND
from tests.fakes.homes import GUARD, PINS, real_post

Gatepost = Callable[..., Answer]
NUMBER = "2019000001"


@pytest.mark.parametrize("name", ["station.key", "station.db", "settings.json"])
def test_a_checkpoint_replaces_nothing_of_the_station(gatepost: Gatepost, home: Path, name: str) -> None:
    before = (home / name).read_bytes()
    assert gatepost("checkpoint", "--out", str(home / name)).status == 2
    assert (home / name).read_bytes() == before


@pytest.mark.parametrize("name", ["list.txt", "list.png"])
def test_a_checkpoint_replaces_a_checkpoint_and_no_other_file(gatepost: Gatepost, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("学工号", encoding="utf-8")
    assert gatepost("checkpoint", "--out", str(path)).status == 1
    assert path.read_text(encoding="utf-8") == "学工号"
    path.unlink()
    for _ in range(2):
        assert gatepost("checkpoint", "--out", str(path)).status == 0
    assert gatepost("verify", "--checkpoint", str(path)).status == 0


def test_an_empty_checkpoint_is_no_proof(gatepost: Gatepost, tmp_path: Path) -> None:
    assert gatepost("verify", "--checkpoint", "").status == 2
    (tmp_path / "gbk.txt").write_bytes("检查点".encode("gbk"))
    for name in ("gbk.txt", "missing.txt", "."):
        answer = gatepost("verify", "--checkpoint", str(tmp_path / name))
        assert (answer.status, "codec" in answer.err, "Errno" in answer.err) == (1, False, False)


def test_another_places_recovery_code_leaves_the_centres_key(
    gatepost: Gatepost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = tmp_path / "centre"
    assert gatepost("server", "code", at=centre).status == 0
    before = (centre / "station.key").read_bytes()
    monkeypatch.setenv("GATEPOST_RECOVERY", code_of(bytes(32)))
    assert gatepost("key", "recover", at=centre).status == 1
    assert (centre / "station.key").read_bytes() == before
    monkeypatch.setenv("GATEPOST_RECOVERY", code_of(before))
    assert gatepost("key", "recover", at=centre).status == 0


def test_a_key_that_lay_in_an_empty_home_is_put_aside(
    gatepost: Gatepost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new"
    for key in (b"a" * 32, b"b" * 32, b"b" * 32):
        monkeypatch.setenv("GATEPOST_RECOVERY", code_of(key))
        assert gatepost("key", "recover", at=new).status == 0
    aside = [path for path in new.iterdir() if path.name != "station.key"]
    assert (new / "station.key").read_bytes() == b"b" * 32
    assert [path.read_bytes() for path in aside] == [b"a" * 32]


def test_a_hold_that_would_hold_nothing_is_refused(gatepost: Gatepost) -> None:
    assert gatepost("hold", "--from", "2026-11-02", "--to", "2026-11-01", "--why", "x").status == 2
    assert gatepost("hold", "--until", "2020-01-01", "--why", "x").status == 2
    assert gatepost("hold", "--until", "2099-01-01").status == 2
    assert gatepost("hold").out == ""


def test_a_listed_hold_says_whom_and_what_it_covers(gatepost: Gatepost) -> None:
    person = gatepost("people", NUMBER, "--json").rows[0]
    gatepost("hold", "--kind", "temperature", "--person", NUMBER, "--from", "2026-11-02", "--why", "核查")
    listed = gatepost("hold").out
    assert all(word in listed for word in (NUMBER, "体温登记", "2026-11-02", "核查"))
    assert person["phone"] not in listed
    assert person["id_number"] not in listed


@pytest.mark.parametrize("number", ["2O19000001", ""])
def test_a_number_that_nobody_has_is_neither_handed_out_nor_erased(
    gatepost: Gatepost, tmp_path: Path, number: str
) -> None:
    path = tmp_path / "data.xlsx"
    assert gatepost("person-data", number, "--out", str(path), "--reason", "本人申请").status == (1 if number else 2)
    assert not path.exists()
    assert gatepost("erase", number, "--reason", "申请").status == 1
    assert gatepost("records", "forgetting", "--json").rows == []


def test_erasing_says_that_the_person_is_off_the_list(gatepost: Gatepost) -> None:
    assert "已不在人员名单" in gatepost("erase", NUMBER, "--reason", "申请").out


@pytest.mark.parametrize("suffix", ["jsonl", "xlsx"])
def test_a_persons_data_is_its_owners_alone_and_replaces_nothing(
    gatepost: Gatepost, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"data.{suffix}"
    words = ("person-data", NUMBER, "--reason", "本人申请", "--out")
    assert gatepost(*words, str(path)).status == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    assert gatepost(*words, str(path)).status == 1
    assert path.read_bytes() == before
    refused = gatepost(*words, str(tmp_path / "missing" / f"data.{suffix}"))
    assert refused.status == 1
    assert "没有这个文件或文件夹" in refused.err


def test_a_picture_that_could_not_be_written_leaves_nothing_behind(
    gatepost: Gatepost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        path.write_bytes(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "write", full)
    answer = gatepost("pass", NUMBER, "--out", str(tmp_path / "code.png"))
    assert (answer.status, "磁盘已满" in answer.err) == (1, True)
    assert not list(tmp_path.glob("code*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
@pytest.mark.parametrize("words", [["people", NUMBER], ["people", NUMBER, "--json"], ["verify", "--json"]])
def test_an_answer_that_cannot_be_written_is_told(home: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "--home", str(home), *words], stdout=full, stderr=subprocess.PIPE, check=False)
    said = done.stderr.decode()
    assert (done.returncode, len(said.strip().splitlines()), "磁盘已满" in said) == (1, 1, True)


def test_whose_home_and_who_acts_may_stand_behind_the_command(
    gatepost: Gatepost, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_post(tmp_path / "real").close()
    monkeypatch.setenv("GATEPOST_PIN", PINS[GUARD])
    behind = ("--as", GUARD, "--home", str(tmp_path / "real"))
    assert gatepost("people", "--json", *behind, at=home).rows == []
    assert gatepost("account", "list", *behind, at=home).status == 1


def test_an_account_that_is_not_there_is_named(gatepost: Gatepost) -> None:
    answer = gatepost("account", "remove", "王五")
    assert (answer.status, "王五" in answer.err, "PIN" in answer.err) == (1, True, False)


def test_emergency_codes_come_with_what_to_do_and_the_codes_alone_are_data(gatepost: Gatepost) -> None:
    answer = gatepost("account", "emergency")
    assert (len(answer.out.split()), "密封" in answer.err) == (5, True)


def test_a_pdf_is_no_table_whatever_its_name(gatepost: Gatepost, tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    answer = gatepost("import", "people", str(tmp_path / "list.xlsx"))
    assert (answer.status, "PDF" in answer.err) == (1, True)


def test_people_whom_nothing_fits_are_told_from_an_empty_sheet(gatepost: Gatepost, tmp_path: Path) -> None:
    answer = gatepost("sheet", "people", "--college", "数学", "--out", str(tmp_path / "codes.pdf"))
    assert (answer.status, "没有人符合" in answer.err) == (1, True)


def test_the_systems_own_words_are_the_users(gatepost: Gatepost, home: Path, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.csv")
    assert "没有这个文件或文件夹" in gatepost("trust", "import", missing).err
    assert "没有这个文件或文件夹" in gatepost("import", "people", missing).err
    settings = json.loads((home / "settings.json").read_text(encoding="utf-8"))
    (home / "settings.json").write_text(json.dumps({**settings, "language": "en"}), encoding="utf-8")
    assert "no such file or folder" in gatepost("read", missing).out
