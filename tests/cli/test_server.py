"""`gatepost server …`, as its administrator uses it beside the running centre."""

import json
import os
from pathlib import Path

import pytest

from app.cli.main import main
from app.server.opening import open_storage
from app.settings import Home
from app.sync.client import SyncClient
from app.sync.enrol import enrol
from tests.fakes.postgres import PASSWORD, server
from tests.sync.memory import ADDRESS, Centre, MemoryLedger


@pytest.fixture(params=["", "postgresql"])
def words(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What stands before every command: the home; the other database is named by the environment."""
    monkeypatch.setenv("GATEPOST_DB", server().fresh() if request.param else "")
    return ["--home", str(tmp_path / "home"), "server"]


def test_a_station_from_its_code_to_its_end(
    words: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def out(*command: str, status: int = 0) -> str:
        assert main([*words, *command]) == status
        return capsys.readouterr().out

    centre = Centre(tmp_path, open_storage(Home(tmp_path / "home"), os.environ["GATEPOST_DB"]).engine)
    ledger = MemoryLedger()
    bond = enrol(ADDRESS, out("code").strip(), ledger.station, "东门", transport=centre.transport)
    ledger.write(3)
    client = SyncClient(ledger, bond, centre.transport)
    assert client.run_once().sent == 3
    (one,) = map(json.loads, out("stations", "--json").splitlines())
    assert (one["name"], one["id"], one["records"], one["revoked"]) == ("东门", ledger.station, 3, False)
    assert len(out("records", "--json").splitlines()) == 3
    assert out("recount") == "计数与记录相符。\n"
    heir = MemoryLedger().station
    code = out("code", "--replace", "东门").strip()
    assert enrol(ADDRESS, code, heir, "new", transport=centre.transport).station_name == "东门"
    out("revoke", "东门")
    assert {line.split("\t")[4] for line in out("stations").splitlines()} == {"已停用"}
    assert len(out("records", "--json").splitlines()) == 3
    client.close()
    centre.close()


@pytest.mark.parametrize("command", [["revoke", "nobody"], ["code", "--replace", "nobody"]])
def test_a_name_that_nobody_has(words: list[str], capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main([*words, *command]) == 1
    assert "gatepost server stations" in capsys.readouterr().err


def test_a_password_is_never_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = server().url(password=f"{PASSWORD}not")
    for part in ("run", "code", "records", "stations"):
        assert main(["--home", str(tmp_path), "server", part, "--db", url]) == 1
        said = capsys.readouterr()
        assert "PGPASSWORD" in said.err
        assert PASSWORD not in said.out + said.err
