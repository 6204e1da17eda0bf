"""`gatepost server token` and `hook`, as the centre's administrator uses them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.main import main
from app.server.dashboard import acts
from app.server.opening import open_storage
from app.settings import Home
from tests.fakes.postgres import server
from tests.fakes.receiver import receiving

Out = Callable[..., str]


@pytest.fixture(params=["", "postgresql"])
def url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    made = server().fresh() if request.param else ""
    monkeypatch.setenv("GATEPOST_DB", made)
    return made


@pytest.fixture
def out(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Out:
    """Runs a command; what it prints. status: what it is to end with."""

    def run(*words: str, status: int = 0) -> str:
        assert main(["--home", str(tmp_path / "home"), "server", *words]) == status
        said = capsys.readouterr()
        return said.out if status == 0 else said.err

    return run


def test_a_token_from_its_making_to_its_end(out: Out, url: str, tmp_path: Path) -> None:
    made = out("token", "add", "教务系统", "--scope", "people.read", "--scope", "counts.read", "--days", "30")
    assert made.startswith("gpo_")
    assert made.count("\n") == 1
    (one,) = map(json.loads, out("token", "list", "--json").splitlines())
    assert (one["name"], one["scopes"], one["opens"]) == ("教务系统", ["counts.read", "people.read"], True)
    assert "没有用过" in out("token", "list")
    assert made.strip() not in out("token", "list", "--json")
    assert "已停用" in out("token", "revoke", "教务系统")
    assert "已失效" in out("token", "list")
    assert "教务系统" in out("token", "revoke", "教务系统", status=1)
    storage = open_storage(Home(tmp_path / "home"), url)
    kept = [(one.action, one.about, one.detail) for one in acts.page(storage.engine)]
    storage.close()
    assert kept == [("api token revoked", "教务系统", ""), ("api token", "教务系统", "counts.read people.read")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["token", "add"], "请写明名称"), (["token", "add", "x"], "--scope"), (["hook", "test"], "请写明名称"),
        (["token", "add", "x", "--scope", "everything"], "levels.read"),
        (["token", "add", "x", "--scope", "people.read", "--days", "4000"], "366"),
        (["hook", "add", "x", "https://x.example/", "--event", "lunch"], "fever.found"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant(out: Out, words: list[str], said: str) -> None:
    assert said in out(*words, status=2)


@pytest.mark.parametrize("address", ["", "http://office.example.cn/", "https://169.254.169.254/"])
def test_where_a_hook_may_not_lead(out: Out, address: str) -> None:
    assert "https://" in out("hook", "add", "x", address, status=1)
    assert "没有名为“x”的通知" in out("hook", "remove", "x", status=1)


def test_a_hook_from_its_making_to_its_end(out: Out) -> None:
    with receiving(200, 500) as receiver:
        secret = out("hook", "add", "值班室", receiver.address, "--event", "level.published").strip()
        assert len(bytes.fromhex(secret)) == 32
        out("level", "closed", "--why", "测试")
        (one,) = map(json.loads, out("hook", "list", "--json").splitlines())
        assert (one["name"], one["events"], one["waiting"]) == ("值班室", ["level.published"], 1)
        assert secret not in out("hook", "list", "--json")
        assert "发布了管控级别\t1 条待发" in out("hook", "list")
        assert "收到了" in out("hook", "test", "值班室")
        assert "500" in out("hook", "test", "值班室", status=1)
        assert json.loads(receiver.got[0].body)["event"] == "ping"
    out("hook", "remove", "值班室")
    assert out("hook", "list") == ""
