"""The database's key, made once, kept by its owner, and missed in a sentence."""

import threading

import pytest

from app.settings import Home
from app.store.database import Database
from app.store.key import KeyMissing, KeyUnusable, keep, key_for


def test_a_new_home_gets_a_key_that_stays(tmp_path):
    home = Home(tmp_path / "home")
    key = key_for(home)
    assert len(key) == 32
    assert key_for(home) == key
    assert home.key_file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.path.iterdir()] == ["station.key"]
    assert key_for(Home(tmp_path / "other")) != key


def test_a_database_without_its_key_is_said_and_no_new_key_is_made(tmp_path):
    home = Home(tmp_path)
    Database.of(home).close()
    home.key_file.unlink()
    with pytest.raises(KeyMissing, match="备份"):
        Database.of(home)
    assert not home.key_file.exists()


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)])
def test_a_key_file_that_is_no_key_is_said(tmp_path, content):
    home = Home(tmp_path)
    home.key_file.write_bytes(content)
    with pytest.raises(KeyUnusable):
        key_for(home)
    assert home.key_file.read_bytes() == content


def test_an_existing_key_is_never_replaced(tmp_path):
    home = Home(tmp_path)
    assert keep(home, bytes(32)) == bytes(32)
    assert keep(home, bytes(range(32))) == bytes(32)


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    home = Home(tmp_path)
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(key_for(home))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
