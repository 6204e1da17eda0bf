"""The command line on a demonstration home: one is made for all tests, and each test gets a copy of its own."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from app.demo import film


@dataclass
class Answer:
    """What a command came to: its exit status, what it printed, what it said."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demonstration") / "home"
    assert main(["--home", str(home), "demo"]) == 0
    return home


@pytest.fixture
def no_film(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration whose film nobody sees: drawing it is most of making one."""
    monkeypatch.setattr(film, "write_film", lambda path, _pages: Path(path).touch())


@pytest.fixture
def home(demonstration: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demonstration, tmp_path / "home"))


@pytest.fixture
def gatepost(home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Runs a command in this process, on the test's own home."""

    def run(*words: str, stdin: bytes = b"", at: Path = home) -> Answer:
        source = at.parent / "standard-input"
        source.write_bytes(stdin)
        with source.open() as given:
            monkeypatch.setattr("sys.stdin", given)
            capfd.readouterr()
            try:
                status = main(["--home", str(at), *words])
            except SystemExit as ended:
                status = int(ended.code or 0)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Answer(status, out, err)

    return run
