"""Who acts on the command line: by PIN, recorded, and able to read also when the disk takes nothing more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.settings import Home
from app.station.local import LocalPost
from tests.cli.conftest import Answer
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, actions, fill_disk, real_post

Gatepost = Callable[..., Answer]
Actions = Callable[[], list[tuple[str, str, str]]]


@pytest.fixture
def real(tmp_path: Path) -> Path:
    real_post(tmp_path / "real").close()
    return tmp_path / "real"


@pytest.fixture
def recorded(real: Path) -> Actions:
    def read() -> list[tuple[str, str, str]]:
        post = LocalPost.open(Home(real))
        try:
            return actions(post)
        finally:
            post.close()

    return read


def test_a_wrong_pin_is_refused_and_recorded(
    gatepost: Gatepost, real: Path, recorded: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEPOST_PIN", "9999")
    answer = gatepost("--as", ADMINISTRATOR, "level", "open", at=real)
    assert (answer.status, answer.out) == (1, "")
    assert recorded() == [("sign-in refused", ADMINISTRATOR, "")]


def test_what_a_command_writes_is_written_after_who_ran_it(
    gatepost: Gatepost, real: Path, recorded: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEPOST_PIN", PINS[ADMINISTRATOR])
    assert gatepost("--as", ADMINISTRATOR, "level", "open", at=real).status == 0
    assert recorded() == [("sign-in", "administrator", ADMINISTRATOR), ("level", "open", ADMINISTRATOR)]


@pytest.mark.parametrize("words", [["records"], ["people"], ["level"], ["verify"]])
def test_reading_works_on_a_full_disk_and_leaves_no_record(
    gatepost: Gatepost, home: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    before = len(gatepost("records", "--all", "--json").rows)
    with monkeypatch.context() as broken:
        fill_disk(broken)
        assert gatepost(*words).status == 0
    assert len(gatepost("records", "--all", "--json").rows) == before


def test_a_backup_is_made_on_a_full_disk(gatepost: Gatepost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_disk(monkeypatch)
    assert gatepost("backup", str(tmp_path / "copy.db")).status == 0


def test_a_line_in_the_settings_makes_nobody_an_administrator(gatepost: Gatepost, real: Path) -> None:
    (real / "settings.json").write_text('{"demonstration": true, "camera": ""}', encoding="utf-8")
    assert gatepost("people", at=real).status == 2
    assert gatepost("--as", ADMINISTRATOR, "people", at=real).status == 2


def test_a_demonstration_replaces_no_real_list_of_people(gatepost: Gatepost, real: Path) -> None:
    (real / "settings.json").write_text('{"demonstration": true, "camera": ""}', encoding="utf-8")
    answer = gatepost("demo", at=real)
    assert answer.status == 1
    assert "正式的值守台" in answer.err
    post = LocalPost.open(Home(real))
    assert list(post.people.all()) == []
    assert {account.name for account in post.accounts.all()} == set(PINS)
    post.close()
    assert Home(real).settings().camera == ""


@pytest.mark.usefixtures("no_film")
def test_a_demonstration_that_was_cut_short_is_filled_again(gatepost: Gatepost, tmp_path: Path) -> None:
    post = LocalPost.open(Home(tmp_path / "half"))
    post.close()
    assert gatepost("demo", at=tmp_path / "half").status == 0
    assert gatepost("level", at=tmp_path / "half").out.startswith("open")


@pytest.mark.parametrize(
    "words", [["level", "static"], ["pass", "2019000001", "--text"], ["backup", "copy.db"], ["restore", "copy.db"]]
)
def test_a_guard_may_not(
    gatepost: Gatepost, real: Path, recorded: Actions, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("GATEPOST_PIN", PINS[GUARD])
    answer = gatepost("--as", GUARD, *words, at=real)
    assert answer.status == 1
    assert "保安" in answer.err
    assert recorded() == []


def test_a_pass_is_recorded_once(gatepost: Gatepost, home: Path) -> None:
    gatepost("pass", "2019000001", "--text")
    made = [row for row in gatepost("records", "audit", "--json").rows if row["person"] == "2019000001"]
    assert [row["action"] for row in made] == ["code.issue"]


def test_looking_one_person_up_is_recorded_and_listing_everyone_is_not(gatepost: Gatepost, home: Path) -> None:
    gatepost("people")
    gatepost("people", "2019000001")
    audit = gatepost("records", "audit", "--json").rows
    assert [row["person"] for row in audit if row["action"] == "look-up"] == ["2019000001"]
