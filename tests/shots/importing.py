"""Taking over a table in 管理, on a real post: looked at, and taken over."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fakes.administered import Administered
from tests.shots.stage import Stage
from ui.screens.manage.importing import ImportPage
from ui.screens.manage.screen import Manage, Page

ROWS = (
    "学号（必填）,姓名,采样日期,核酸结果,检测机构,备注栏", "2019000001,林晓彤,2022-04-09 08:30,阴性,,1",
    "2019000001,林晓彤,2022-04-09 08:30,阴性,,2", "2019000009,陈立,2022-04-09 08:31,阴性,,3",
    "2019000001,林晓彤,2022-04-08 08:30,可疑,,4",
)  # fmt: skip


class ImportShot:
    """A post, and the page before it; `files` are chosen one after the other."""

    def __init__(self, stage: Stage) -> None:
        from app.station.imports import Imports

        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.folder = Path(rest.enter_context(TemporaryDirectory()))
        self.made = Administered(self.folder)
        rest.callback(self.made.close)
        self.files: list[Path | None] = []
        self.page = ImportPage(Imports(self.made.post), stage.jobs, lambda: self.files.pop(0))
        screen = Manage([Page("表格导入", "results.import", lambda: self.page)], self.made.post.may)
        stage.window.offer("manage", True)
        stage.window.add_screens({"manage": screen})
        stage.window.show()
        stage.window.open("manage")
        stage.settle()
        screen.front.setFocus()
        stage.settle()

    def table(self, *rows: str, name: str = "4 月 9 日核酸.csv") -> Path:
        path = self.folder / name
        path.write_bytes("\n".join(rows).encode("gb18030"))
        return path

    def choose(self, what: str, path: Path | None) -> None:
        """A sort of table, by its name, and a file."""
        self.page.sorts.setCurrentRow(self.page._whats.index(what))  # type: ignore[arg-type]
        self.files.append(path)
        self.page.pick()
        self.stage.settle()


def _looked(stage: Stage) -> ImportShot:
    made = ImportShot(stage)
    made.choose("results", made.table(*ROWS))
    return made


def _done(stage: Stage) -> None:
    made = _looked(stage)
    made.page.take()
    stage.settle()


SCENES: dict[str, Callable[[Stage], None]] = {
    "manage-import": lambda stage: (_looked(stage), None)[1],
    "manage-import-done": _done,
}
