"""A post of one's own is there as a whole or not at all, and its recovery code is told once it can be needed."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.settings import Home
from app.station.local import LocalPost
from app.station.setup import Plan, set_up
from app.store.secret.key import key_for, where
from app.store.secret.recovery import key_of
from tests.fakes.homes import actions, fill_disk

PLAN = Plan("白城医专", "东门", "何老师", "135790")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def opened(home: Home) -> LocalPost:
    return LocalPost.open(home)


def test_the_administrator_signs_in_codes_can_be_issued_and_the_recovery_code_is_the_key(home: Home) -> None:
    done = set_up(home, PLAN)
    assert key_of(done.code) == key_for(home)
    post = opened(home)
    assert post.sign_in("何老师", "135790").role == "administrator"
    assert post.settings.post_name == "白城医专 · 东门"
    assert post.trust().campus_keys
    assert ("recovery code", "", "何老师") in actions(post)
    post.close()


def test_a_passphrase_is_asked_for_from_the_first_start(home: Home) -> None:
    set_up(home, Plan("白城医专", "5 号楼", "何老师", "135790", "dormitory", "passphrase", "一把好锁，二〇二二"))
    assert where(home) == "passphrase"
    with pytest.raises(UserError, match="口令"):
        opened(home)
    post = opened(Home(home.path, "一把好锁，二〇二二"))
    assert post.settings.post == "dormitory"
    assert ("key", "passphrase", "何老师") in actions(post)
    post.close()


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (Plan("白城医专", "东门", " ", "135790"), "管理员姓名"),
        (Plan("白城医专", "东门", "何老师", "abc"), "4 到 12 位数字"),
        (Plan("白城医专", "东门", "何老师", "135790", key="passphrase", passphrase="短"), "至少"),
    ],
)
def test_what_does_not_do_is_said_before_anything_is_made(home: Home, plan: Plan, said: str) -> None:
    with pytest.raises(UserError, match=said):
        set_up(home, plan)
    assert not home.path.exists()


def test_a_disk_that_fills_up_in_between_leaves_nothing_half_done(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        fill_disk(full)
        with pytest.raises(UserError, match="磁盘已满"):
            set_up(home, PLAN)
    post = opened(home)
    assert post.accounts.all() == []
    post.close()
    assert key_of(set_up(home, PLAN).code) == key_for(home)


def test_a_post_in_use_is_left_as_it_is(home: Home) -> None:
    set_up(home, PLAN)
    with pytest.raises(UserError, match="已有值守台"):
        set_up(home, Plan("别的学校", "西门", "外人", "2468"))
    post = opened(home)
    assert [account.name for account in post.accounts.all()] == ["何老师"]
    assert post.settings.post_name == "白城医专 · 东门"
    post.close()


def test_a_list_that_cannot_be_read_does_not_undo_the_post(home: Home, tmp_path: Path) -> None:
    good, bad = tmp_path / "people.csv", tmp_path / "people.xlsx"
    good.write_text("学工号,姓名\n2019999999,孙悦\n", encoding="utf-8")
    bad.write_text("no table", encoding="utf-8")
    done = set_up(home, Plan("白城医专", "东门", "何老师", "135790", roster=bad))
    assert (bool(done.code), done.added, "people.xlsx" in done.problem) == (True, 0, True)
    other = set_up(Home(tmp_path / "other"), Plan("白城医专", "东门", "何老师", "135790", roster=good))
    assert (other.added, other.problem) == (1, "")
