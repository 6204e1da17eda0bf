"""Importing people in the window: what was refused is listed, and stays until it is mended."""

from pathlib import Path

from tests.shots.stage import Stage
from ui.screens.settings import SettingsScreen

FILE = Path("名单.xlsx")


def screen(stage: Stage, file: Path | None = FILE) -> SettingsScreen:
    made = SettingsScreen(stage.post, stage.jobs, lambda: file)
    stage.window.add_screens({"settings": made})
    stage.window.open("settings")
    return made


def test_every_refused_row_is_listed_with_its_reason(stage: Stage) -> None:
    stage.post.refused_rows = ("第 3 行未导入：没有姓名", "第 9 行未导入：没有学工号")
    people = screen(stage).people
    people.import_people()
    stage.settle()
    assert [people.refused.item(at).text() for at in range(people.refused.count())] == list(stage.post.refused_rows)
    assert not people.refused.isHidden()
    assert people.bar.isHidden()
    assert people.take.isEnabled()


def test_a_list_without_a_fault_leaves_nothing_behind(stage: Stage) -> None:
    people = screen(stage).people
    stage.post.refused_rows = ("第 3 行未导入：没有姓名",)
    people.import_people()
    stage.settle()
    stage.post.refused_rows = ()
    people.import_people()
    stage.settle()
    assert people.refused.isHidden()


def test_no_file_chosen_changes_nothing(stage: Stage) -> None:
    people = screen(stage, None).people
    people.import_people()
    stage.settle()
    assert people.take.isEnabled()
    assert people.bar.isHidden()
