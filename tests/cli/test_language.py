"""The command line speaks the home's language from the first word."""

from pathlib import Path

import pytest

from app.cli.main import main
from app.settings import Home, Settings


@pytest.fixture
def english(tmp_path: Path) -> Path:
    Home(tmp_path / "home").save(Settings(camera="", language="en"))
    return tmp_path / "home"


def test_the_help_of_an_english_home_is_english(english: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--home", str(english), "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "what works on this machine" in told
    assert "检查" not in told


def test_wrong_use_in_an_english_home_is_said_in_english(english: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--home", str(english), "nonsense"])
    said = capsys.readouterr().err
    assert "gatepost --help" in said
    assert "命令" not in said


def test_settings_that_cannot_be_read_do_not_keep_the_help_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["--home", str(tmp_path), "--help"])
    assert ended.value.code == 0
    assert "gatepost" in capsys.readouterr().out
