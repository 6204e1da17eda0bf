"""Where the key is kept, and bringing it back, on the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.store.secret.recovery import code_of
from tests.cli.conftest import Answer
from tests.fakes.homes import GUARD, PINS, real_post
from tests.fakes.keyrings import memory_keyring

Gatepost = Callable[..., Answer]


@pytest.fixture
def real(tmp_path: Path) -> Path:
    real_post(tmp_path / "real").close()
    return tmp_path / "real"


@pytest.fixture(autouse=True)
def _administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEPOST_PIN", PINS["何老师"])


def gives(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)


def test_a_lost_key_file_comes_back_by_the_recovery_code(
    gatepost: Gatepost, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = gatepost("--as", "何老师", "key", "code", at=real).out.strip()
    (real / "station.key").unlink()
    assert gatepost("--as", "何老师", "people", at=real).status == 1
    gives(monkeypatch, "GATEPOST_RECOVERY", code)
    assert gatepost("key", "recover", at=real).status == 0
    assert gatepost("--as", "何老师", "people", at=real).status == 0


def test_another_homes_code_is_refused_and_changes_nothing(
    gatepost: Gatepost, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (real / "station.key").read_bytes()
    gives(monkeypatch, "GATEPOST_RECOVERY", code_of(bytes(32)))
    answer = gatepost("key", "recover", at=real)
    assert answer.status == 1
    assert (real / "station.key").read_bytes() == before


def test_with_a_passphrase_every_command_asks_for_it(
    gatepost: Gatepost, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives(monkeypatch, "GATEPOST_NEW_PASSPHRASE", "一把好锁，二〇二二")
    assert gatepost("--as", "何老师", "key", "passphrase", at=real).status == 0
    answer = gatepost("--as", "何老师", "people", at=real)
    assert answer.status == 1
    assert "GATEPOST_PASSPHRASE" in answer.err
    gives(monkeypatch, "GATEPOST_PASSPHRASE", "一把好锁，二〇二二")
    assert gatepost("--as", "何老师", "people", at=real).status == 0
    assert "口令保护" in gatepost("--as", "何老师", "key", "where", at=real).out


def test_a_short_passphrase_is_refused(gatepost: Gatepost, real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gives(monkeypatch, "GATEPOST_NEW_PASSPHRASE", "短")
    answer = gatepost("--as", "何老师", "key", "passphrase", at=real)
    assert (answer.status, "至少" in answer.err) == (1, True)


def test_the_keyring_keeps_it_where_there_is_one(gatepost: Gatepost, real: Path) -> None:
    with memory_keyring():
        assert gatepost("--as", "何老师", "key", "keyring", at=real).status == 0
        assert "密钥环" in gatepost("--as", "何老师", "key", "where", at=real).out


@pytest.mark.parametrize("act", ["code", "file", "keyring", "passphrase", "where"])
def test_a_guard_may_not(gatepost: Gatepost, real: Path, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    monkeypatch.setenv("GATEPOST_PIN", PINS[GUARD])
    gives(monkeypatch, "GATEPOST_NEW_PASSPHRASE", "一把好锁，二〇二二")
    answer = gatepost("--as", GUARD, "key", act, at=real)
    assert answer.status == 1
    assert "保安" in answer.err
    assert answer.out == ""


def test_an_administrator_who_forgot_the_pin_sets_another_by_the_code(
    gatepost: Callable[..., Answer], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = next(row["name"] for row in gatepost("account", "list", "--json").rows if row["role"] == "administrator")
    monkeypatch.setenv("GATEPOST_RECOVERY", gatepost("key", "code").out.strip())
    monkeypatch.setenv("GATEPOST_NEW_PIN", "975310")
    assert gatepost("account", "recover", name).status == 0
    monkeypatch.setenv("GATEPOST_PIN", "975310")
    assert gatepost("account", "list", "--as", name).status == 0
    monkeypatch.setenv("GATEPOST_RECOVERY", code_of(bytes(32)))
    refused = gatepost("account", "recover", name)
    assert (refused.status, refused.out) == (1, "")
    assert "恢复码" in refused.err
