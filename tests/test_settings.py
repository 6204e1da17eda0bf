"""The settings of this PC: what a power cut, a full disk and two processes may not do to them."""

import os
from pathlib import Path

import pytest

from app.errors import UserError
from app.settings import Home, Settings

OLD, NEW = Settings(post_name="东门"), Settings(post_name="西门")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.save(OLD)
    return home


def test_the_new_settings_are_on_the_disk_before_they_take_the_place_of_the_old(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    fsync = os.fsync

    def note(file: int) -> None:
        fsync(file)
        seen.append(home.settings().post_name)

    monkeypatch.setattr(os, "fsync", note)
    home.save(NEW)
    assert seen[0] == "东门"
    assert seen[1:] == ["西门"] or os.name != "posix"
    assert home.settings() == NEW


def test_a_disk_that_takes_nothing_leaves_the_old_settings(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match=r"settings\.json"):
        home.save(NEW)
    assert home.settings() == OLD
    assert [path.name for path in home.path.iterdir()] == ["settings.json"]


def test_two_that_save_at_once_do_not_write_into_one_draft(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def meanwhile(file: int) -> None:
        monkeypatch.setattr(os, "fsync", fsync)
        home.save(OLD)
        fsync(file)

    monkeypatch.setattr(os, "fsync", meanwhile)
    home.save(NEW)
    assert home.settings() == NEW
    assert [path.name for path in home.path.iterdir()] == ["settings.json"]


def test_a_key_of_another_version_is_ignored(home: Home) -> None:
    (home.path / "settings.json").write_text('{"demonstration": true, "post_name": "北门"}', encoding="utf-8")
    assert home.settings() == Settings(post_name="北门")


@pytest.mark.parametrize("content", [b'{"post": "gat\xe5"}', b"[" * 100_000, b'{"post": 1}', b"", b"\x00" * 64])
def test_settings_that_nobody_can_read_are_named(home: Home, content: bytes) -> None:
    (home.path / "settings.json").write_bytes(content)
    with pytest.raises(UserError, match=r"settings\.json"):
        home.settings()
