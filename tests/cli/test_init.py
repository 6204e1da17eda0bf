"""A post of one's own from the command line, as a machine without a display is set up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.settings import Home
from app.store.secret.key import key_for
from app.store.secret.recovery import key_of
from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]
WORDS = ("init", "--campus", "白城医专", "--name", "东门", "--administrator", "何老师")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "own"


def test_it_gives_the_recovery_code_and_nothing_else_and_the_administrator_can_begin(
    gatepost: Gatepost, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEPOST_NEW_PIN", "135790")
    made = gatepost(*WORDS, at=place)
    assert made.status == 0
    assert key_of(made.out.strip()) == key_for(Home(place))
    monkeypatch.setenv("GATEPOST_PIN", "135790")
    assert gatepost("account", "add", "周明", "guard", "--as", "何老师", at=place).status == 0
    assert gatepost("verify", "--as", "何老师", at=place).status == 0


def test_a_home_in_use_is_refused(gatepost: Gatepost, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEPOST_NEW_PIN", "135790")
    answer = gatepost(*WORDS)
    assert (answer.status, answer.out) == (1, "")
    assert "已有值守台" in answer.err


def test_without_a_pin_or_a_name_nothing_is_made(
    gatepost: Gatepost, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GATEPOST_NEW_PIN", raising=False)
    assert gatepost(*WORDS, at=place).status == 2
    assert gatepost("init", "--campus", "白城医专", at=place).status == 2
    assert not place.exists()


def test_a_list_that_is_no_table_is_something_left_undone(
    gatepost: Gatepost, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "people.xlsx").write_text("no table", encoding="utf-8")
    monkeypatch.setenv("GATEPOST_NEW_PIN", "135790")
    answer = gatepost(*WORDS, "--people", str(tmp_path / "people.xlsx"), at=place)
    assert (answer.status, bool(answer.out.strip())) == (1, True)
    assert "people.xlsx" in answer.err
