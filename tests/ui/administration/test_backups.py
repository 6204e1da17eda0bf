"""Backups by keyboard: where to, one now with its check, what lies there, and what went wrong."""

import errno
import os

import pytest

from tests.fakes.homes import ADMINISTRATOR, actions
from tests.fakes.office import Key, Modifier, Office
from ui.screens.manage.backups import BackupsPage


@pytest.fixture
def page(office: Office) -> BackupsPage:
    front = office.page("备份")
    assert isinstance(front, BackupsPage)
    return front


def set_up(office: Office, keep: str = "2") -> None:
    office.stick.mkdir(exist_ok=True)
    office.press(Key.Key_F2)
    office.press(Key.Key_A, Modifier.ControlModifier)
    office.type(str(office.stick))
    office.type(keep)


def test_before_anybody_said_where_the_page_says_so(office: Office, page: BackupsPage) -> None:
    assert "还没有设置备份文件夹" in page.where.full
    office.press(Key.Key_F6)
    assert "还没有备份文件夹" in office.said


def test_a_folder_is_set_and_one_made_and_proven(office: Office, page: BackupsPage) -> None:
    set_up(office)
    assert str(office.stick) in page.where.full
    assert "同一块磁盘" in page.warning.full
    office.press(Key.Key_F6)
    assert "已备份到" in office.said
    assert "逐条核对，完好" in page.last.full
    assert page.table.rowCount() == 1
    name = page.table.item(0, 0).text()
    assert (office.stick / name).is_file()
    assert ("backup", name, ADMINISTRATOR) in actions(office.post)


def test_a_folder_is_chosen_by_the_systems_dialog(office: Office, page: BackupsPage) -> None:
    office.stick.mkdir()
    page._choose = lambda _now: str(office.stick)
    office.press(Key.Key_F4)
    office.press(Key.Key_Return)
    assert str(office.stick) in page.where.full


@pytest.mark.parametrize(("keep", "said"), [("many", "整数"), ("0", "至少要保留一份")])
def test_how_many_has_to_be_a_number(office: Office, page: BackupsPage, keep: str, said: str) -> None:
    set_up(office, keep)
    assert said in page.placing.problem


def test_a_folder_with_the_data_is_refused(office: Office, page: BackupsPage) -> None:
    office.stick = office.post.home.path / "backups"
    set_up(office)
    assert "数据文件夹" in page.placing.problem


def test_a_stick_that_is_away_is_said(office: Office, page: BackupsPage) -> None:
    set_up(office)
    office.stick.rename(office.folder / "pocket")
    office.press(Key.Key_F5)
    assert "现在不在" in page.warning.full
    office.press(Key.Key_F6)
    assert "插好U盘" in office.said


def test_what_went_wrong_stays_on_the_page_until_one_is_made(
    office: Office, page: BackupsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(office)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr("app.store.copies.backup.durable.settle", full)
        office.press(Key.Key_F6)
    assert "磁盘已满" in office.said
    assert "没有备份成" in page.last.full
    assert ".part" not in page.last.full
    office.press(Key.Key_F6)
    assert "完好" in page.last.full


def test_one_that_is_stopped_is_no_failure(office: Office, page: BackupsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(office)
    report = page.running._report

    def stop_at_once(done: int, total: int) -> None:
        page.running.give_up()
        report(done, total)

    monkeypatch.setattr(page.running, "_report", stop_at_once)
    office.press(Key.Key_F6)
    assert office.said == "已停下。"
    assert page.last.full == "还没有备份过。"
    assert page.table.rowCount() == 0
