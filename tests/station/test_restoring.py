"""A backup on a new PC: the post is what it was, and nothing of the broken PC's devices comes along."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.settings import Home
from app.station.backups import Backups
from app.station.local import LocalPost
from app.station.restoring import restore
from app.store.secret.key import KeyMissing
from tests.fakes.homes import ADMINISTRATOR, PINS, real_post


@pytest.fixture
def code_and_copy(tmp_path: Path) -> tuple[str, Path]:
    """The recovery code of a dormitory's post, and a backup of it."""
    post = real_post(tmp_path / "old")
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    post.change_settings(
        post="dormitory", post_name="白城医专 · 5号楼", camera="http://127.0.0.1:1/secret", repeat_hours=8
    )
    code, copy = post.recovery_code(), tmp_path / "copy.gatepost"
    post.backup(copy)
    post.close()
    return code, copy


def test_a_new_pc_is_the_same_post_with_devices_of_its_own(code_and_copy: tuple[str, Path], tmp_path: Path) -> None:
    code, copy = code_and_copy
    home = Home(tmp_path / "new")
    assert restore(home, copy, code) is None
    settings = home.settings()
    assert (settings.post, settings.post_name, settings.repeat_hours) == ("dormitory", "白城医专 · 5号楼", 8)
    assert settings.camera == "camera:0"
    post = LocalPost.open(home)
    assert [one.name for one in post.accounts.all()][-1] == ADMINISTRATOR
    post.close()


def test_a_pc_that_is_a_post_already_keeps_its_settings(code_and_copy: tuple[str, Path], tmp_path: Path) -> None:
    home = Home(tmp_path / "old")
    before = home.settings()
    aside = restore(home, code_and_copy[1])
    assert aside is not None
    assert aside.exists()
    assert home.settings() == before


def test_the_daily_backup_knows_it_too(tmp_path: Path) -> None:
    post = real_post(tmp_path / "old")
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    post.change_settings(post_name="白城医专 · 南门")
    (tmp_path / "stick").mkdir()
    backups = Backups(post)
    backups.keep_in(tmp_path / "stick", 7)
    copy, code = backups.make(), post.recovery_code()
    post.close()
    home = Home(tmp_path / "new")
    restore(home, copy, code)
    assert home.settings().post_name == "白城医专 · 南门"
    assert not home.settings().backup_folder


def test_without_the_key_it_says_what_is_needed_and_makes_nothing(
    code_and_copy: tuple[str, Path], tmp_path: Path
) -> None:
    home = Home(tmp_path / "new")
    with pytest.raises(UserError, match="恢复码"):
        restore(home, code_and_copy[1])
    assert not home.exists
    assert not home.key_file.exists()


def test_another_posts_code_does_not_open_it(code_and_copy: tuple[str, Path], tmp_path: Path) -> None:
    other = real_post(tmp_path / "other")
    other.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    code = other.recovery_code()
    other.close()
    home = Home(tmp_path / "new")
    with pytest.raises(UserError):
        restore(home, code_and_copy[1], code)
    assert not home.exists
    restore(home, code_and_copy[1], code_and_copy[0])  # the right one is still welcome
    assert home.exists


def test_a_lost_key_beside_a_database_is_not_made_anew(code_and_copy: tuple[str, Path], tmp_path: Path) -> None:
    home = Home(tmp_path / "old")
    home.key_file.unlink()
    with pytest.raises(UserError, match="恢复码"):
        restore(home, code_and_copy[1])
    with pytest.raises(KeyMissing):
        LocalPost.open(home)
