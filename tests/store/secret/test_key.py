"""The database's key, made once, kept by its owner, and missed in a sentence."""

import threading

import pytest

from app.settings import Home
from app.store.database import Database
from app.store.secret.key import KeyMissing, KeyUnusable, keep, key_for, move, where
from app.store.secret.keyform import KeyringClosed, PassphraseNeeded, PassphraseWrong
from tests.fakes.keyrings import memory_keyring


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
    with pytest.raises(KeyMissing, match="恢复码"):
        Database.of(home)
    assert not home.key_file.exists()


@pytest.mark.parametrize("content", [b"", b"short", bytes(33), b'{"kept":"nowhere"}', b'{"kept":"keyring"}'])
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


def test_a_key_in_the_keyring_opens_the_database_and_lies_in_no_file(tmp_path):
    home = Home(tmp_path)
    Database.of(home).close()
    key = key_for(home)
    with memory_keyring() as ring:
        move(home, "keyring")
        assert (where(home), key_for(home)) == ("keyring", key)
        assert key not in home.key_file.read_bytes()
        assert key.hex().encode() not in home.key_file.read_bytes()
        Database.of(home).close()
        assert len(ring.kept) == 1


def test_two_homes_have_entries_of_their_own(tmp_path):
    first, second = Home(tmp_path / "1"), Home(tmp_path / "2")
    keys = key_for(first), key_for(second)
    with memory_keyring():
        move(first, "keyring")
        move(second, "keyring")
        assert (key_for(first), key_for(second)) == keys


def test_a_locked_keyring_is_told_and_nothing_is_lost(tmp_path):
    home = Home(tmp_path)
    key = key_for(home)
    with memory_keyring() as ring:
        move(home, "keyring")
        ring.locked = True
        with pytest.raises(KeyringClosed, match="恢复码"):
            key_for(home)
        ring.locked = False
        assert key_for(home) == key


@pytest.mark.parametrize("fault", ["locked", "mute"])
def test_a_keyring_that_does_not_keep_it_leaves_the_key_in_its_file(tmp_path, fault):
    home = Home(tmp_path)
    key = key_for(home)
    with memory_keyring() as ring:
        setattr(ring, fault, True)
        with pytest.raises(KeyringClosed):
            move(home, "keyring")
    assert (where(home), key_for(home)) == ("file", key)


def test_a_key_that_goes_back_to_its_file_leaves_the_keyring(tmp_path):
    home = Home(tmp_path)
    key = key_for(home)
    with memory_keyring() as ring:
        move(home, "keyring")
        move(home, "file")
        assert ring.kept == {}
    assert key_for(home) == key


def test_a_passphrase_opens_the_key_and_another_does_not(tmp_path):
    home = Home(tmp_path)
    key = key_for(home)
    move(home, "passphrase", "一把好锁 2022")
    assert where(home) == "passphrase"
    assert key not in home.key_file.read_bytes()
    assert key_for(Home(tmp_path, "一把好锁 2022")) == key
    with pytest.raises(PassphraseNeeded, match="GATEPOST_PASSPHRASE"):
        key_for(home)
    with pytest.raises(PassphraseWrong):
        key_for(Home(tmp_path, "一把坏锁 2022"))


def test_a_passphrase_is_changed_only_by_who_has_it(tmp_path):
    home = Home(tmp_path)
    key = key_for(home)
    move(home, "passphrase", "第一个口令。")
    with pytest.raises(PassphraseNeeded):
        move(home, "passphrase", "第二个口令。")
    move(Home(tmp_path, "第一个口令。"), "passphrase", "第二个口令。")
    assert key_for(Home(tmp_path, "第二个口令。")) == key


def test_a_passphrase_is_not_told_by_the_home_that_has_it(tmp_path):
    assert "口令" not in repr(Home(tmp_path, "口令一二三"))
