"""What each role may do at a post: asked in one place, below the window and the command line, and recorded there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.policy.person import Person
from app.station.centredesk import CentreDesk
from app.station.local import LocalPost
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, actions, fill_disk, real_post

Act = Callable[[LocalPost, Path], object]
SIGN_INS = {"sign-in"}


def export(post: LocalPost, folder: Path) -> object:
    return post.export("temperature", [{"celsius": 36.5}], folder / "out.csv")


def take_people(post: LocalPost, folder: Path) -> object:
    (folder / "people.csv").write_text("学工号,姓名\n2019999999,孙悦\n", encoding="utf-8")
    return post.import_people(folder / "people.csv")


ACTS: dict[str, tuple[str, Act]] = {
    "settings": (LEADER, lambda post, _: post.change_settings(camera="camera:1")),
    "level": (LEADER, lambda post, _: post.set_level("closed", "通知")),
    "code.issue": (LEADER, lambda post, _: post.issue_code("2019000001")),
    "import": (LEADER, take_people),
    "export": (LEADER, export),
    "backup": (ADMINISTRATOR, lambda post, folder: post.backup(folder / "copy.db")),
}


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    opened = real_post(tmp_path / "home")
    opened.people.upsert([Person(number="2019000001", name="林晓彤")])
    opened.begin_issuing()
    yield opened
    opened.close()


@pytest.mark.parametrize("action", ACTS)
def test_a_guard_may_not_and_leaves_no_trace_of_it(post: LocalPost, tmp_path: Path, action: str) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(NotPermitted):
        ACTS[action][1](post, tmp_path)
    assert {name for name, *_ in actions(post)} == SIGN_INS
    assert {path.name for path in tmp_path.iterdir()} - before <= {"people.csv"}


@pytest.mark.parametrize("action", ACTS)
def test_nobody_may_without_signing_in(post: LocalPost, tmp_path: Path, action: str) -> None:
    with pytest.raises(NotPermitted):
        ACTS[action][1](post, tmp_path)


@pytest.mark.parametrize("action", ACTS)
def test_who_may_is_recorded_once(post: LocalPost, tmp_path: Path, action: str) -> None:
    who, act = ACTS[action]
    post.sign_in(who, PINS[who])
    act(post, tmp_path)
    assert [(name, by) for name, _, by in actions(post) if name not in SIGN_INS] == [(action, who)]


def test_a_guard_may_not_join_another_centre(post: LocalPost) -> None:
    post.sign_in(LEADER, PINS[LEADER])
    with pytest.raises(NotPermitted):
        CentreDesk(post).join("http://127.0.0.1:1", "0000-0000")


def test_how_the_window_looks_is_for_whoever_is_on_duty(post: LocalPost) -> None:
    with pytest.raises(NotPermitted):
        post.change_settings(language="en")
    post.sign_in(GUARD, PINS[GUARD])
    post.change_settings(language="en", theme="dark")
    assert (post.settings.language, post.settings.theme) == ("en", "dark")
    assert {name for name, *_ in actions(post)} == SIGN_INS


def test_a_device_is_not_slipped_in_with_the_language(post: LocalPost) -> None:
    post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        post.change_settings(language="en", thermometer="/dev/ttyUSB0")
    assert post.settings.language == "zh"


def test_what_was_changed_is_named_without_its_value(post: LocalPost) -> None:
    """An address of a camera may hold a password."""
    post.sign_in(LEADER, PINS[LEADER])
    post.change_settings(camera="http://user:secret@127.0.0.1/video", language="en")
    assert ("settings", "camera language", LEADER) in actions(post)


def test_an_export_that_cannot_be_recorded_does_not_stay(
    post: LocalPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.sign_in(LEADER, PINS[LEADER])
    fill_disk(monkeypatch)
    with pytest.raises(Exception, match="磁盘已满"):
        export(post, tmp_path)
    assert not (tmp_path / "out.csv").exists()


def test_a_level_that_cannot_be_recorded_is_not_in_force(post: LocalPost, monkeypatch: pytest.MonkeyPatch) -> None:
    post.sign_in(LEADER, PINS[LEADER])
    before = post.level().name
    fill_disk(monkeypatch)
    with pytest.raises(Exception, match="磁盘已满"):
        post.set_level("open", "试试")
    assert post.level().name == before


def test_a_backup_is_made_also_when_the_disk_is_full(
    post: LocalPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is then that somebody needs one."""
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    fill_disk(monkeypatch)
    post.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_size > 0


def test_a_record_of_the_program_carries_its_schema(post: LocalPost) -> None:
    from app.records.registry import kind

    entry = post.audit("level", "open")
    assert entry.fact.schema == kind("audit").version
