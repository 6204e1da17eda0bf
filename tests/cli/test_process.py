"""What a process of the command line does when its surroundings, or the program itself, are not as they should be."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]
COMMAND = [sys.executable, "-c", "from ui.start import main; main()"]


def boom(*_given: object, **_named: object) -> None:
    raise ZeroDivisionError("number 2019000001")


def test_a_bug_is_one_sentence_and_its_traceback_is_in_the_log(
    gatepost: Gatepost, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cli.ledger.describe", boom)
    answer = gatepost("kinds")
    assert answer.status == 1
    assert len(answer.err.strip().splitlines()) == 1
    assert str(home / "gatepost.log") in answer.err
    assert "ZeroDivisionError" in (home / "gatepost.log").read_text(encoding="utf-8")


def test_a_bug_without_a_home_is_one_sentence_and_makes_no_home(
    gatepost: Gatepost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cli.ledger.describe", boom)
    answer = gatepost("kinds", at=tmp_path / "none")
    assert answer.status == 1
    assert len(answer.err.strip().splitlines()) == 1
    assert not (tmp_path / "none").exists()


def test_ctrl_c_while_the_program_is_still_being_read_from_disk_is_a_quiet_end() -> None:
    impatient = (
        "import sys\n"
        "class Impatient:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.startswith('app.'): raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Impatient())\n"
        "from ui.start import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", impatient], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, b"")


def test_a_bug_inside_a_decision_goes_to_the_log_alone(
    gatepost: Gatepost, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.lane.weigh.decide", boom)
    code = gatepost("pass", "2019000001", "--text").out
    answer = gatepost("lane", "--source", "lines:-", "--json", stdin=code.encode())
    assert [row["verdict"] for row in answer.rows] == ["undecided"]
    assert answer.err == ""
    assert "ZeroDivisionError" in (home / "gatepost.log").read_text(encoding="utf-8")


def test_a_bug_in_a_thread_is_in_the_log_and_the_command_has_failed(
    gatepost: Gatepost, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.capture.run.Run._note", boom)
    answer = gatepost("lane", "--source", "lines:-", "--json", stdin=b"x\n")
    assert answer.status == 1
    assert len(answer.err.strip().splitlines()) == 1
    assert "ZeroDivisionError" in (home / "gatepost.log").read_text(encoding="utf-8")


def test_a_terminal_without_the_signs_gets_others(home: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--home", str(home), "selfcheck"], env={**os.environ, "PYTHONIOENCODING": "gbk"},
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stderr == b""
    assert done.returncode == 0
    assert "Noto Sans SC" in done.stdout.decode("gbk")


def test_json_is_utf_8_whatever_the_terminal_is(home: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--home", str(home), "kinds", "--json"], env={**os.environ, "PYTHONIOENCODING": "gbk"},
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert "体温登记" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("words", [["people", "--json"], ["people"]])
def test_a_reader_who_has_seen_enough_is_no_error(home: Path, words: list[str]) -> None:
    people = subprocess.Popen(
        [*COMMAND, "--home", str(home), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    )
    assert people.stdout is not None
    assert people.stderr is not None
    assert people.stdout.readline()
    people.stdout.close()
    said = people.stderr.read()
    people.stderr.close()
    assert people.wait(timeout=30) == 1
    assert said == b""


@pytest.mark.parametrize("name", ["broken.mp4", "broken.png"])
def test_a_source_that_cannot_be_read_is_said_in_one_sentence(home: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no film, no picture" * 100)
    done = subprocess.run(
        [*COMMAND, "--home", str(home), "lane", "--source", str(tmp_path / name), "--json"], env=dict(os.environ),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert name in done.stderr
