"""Empty sheets, made before the power fails: which, how many, saved as a PDF or sent to a printer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from app.dormitory.day import ROUND_NAMES
from app.i18n import mark, tr
from app.records.paper_sheet import FORMS
from app.records.rounds import ROUNDS
from app.station.paper.number import LETTERS
from app.station.paper.printing import PaperPrinter, Wanted
from ui.printing import print_pdf
from ui.threads import Jobs
from ui.widgets.smallform import Field, SmallForm, one_of

FIELDS = (
    Field("form", mark("哪种表"), choices=FORMS),
    Field("sheets", mark("几张（公寓按人数）"), hint="5", optional=True),
    Field("day", mark("日期"), hint=mark("空着手填，或 2022-04-10"), optional=True),
    Field("building", mark("楼栋（公寓）"), hint="5", optional=True),
    Field("round", mark("哪一次体温（公寓）"), choices={name: ROUNDS[name] for name in ROUND_NAMES}),
)


def ask_pdf(name: str) -> Path | None:
    """Where to, by the system's own dialog."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getSaveFileName(None, tr("保存登记表"), str(Path(folder) / name), "PDF (*.pdf)")
    return Path(chosen).with_suffix(".pdf") if chosen else None


class BlankSheets(SmallForm):
    """done: a sentence for the banner, and its tone."""

    done = Signal(object, str)

    def __init__(
        self, printer: PaperPrinter, jobs: Jobs, choose: Callable[[str], Path | None] = ask_pdf,
        to_print: Callable[[bytes], bool] = print_pdf,
    ) -> None:  # fmt: skip
        about = mark("停电前印好放在岗位上。每张都有自己的单号，来电后照单号补录。")
        super().__init__(mark("印空表"), FIELDS, mark("存为 PDF…"), about)
        self._printer, self._jobs, self._choose, self._to_print = printer, jobs, choose, to_print
        self.given.connect(self._save)

    def print(self) -> None:
        """Send what is asked for to a printer."""
        wanted = self._wanted(self.values())
        if wanted is not None:
            self._jobs.run(lambda: self._printer.made(wanted), self._made, self._failed)

    def _save(self, given: dict[str, str]) -> None:
        wanted = self._wanted(given)
        path = self._choose(tr("断电登记表 {form}.pdf", form=tr(FORMS[wanted.form]))) if wanted else None
        if wanted is not None and path is not None:
            self.set_busy(True)
            self._jobs.run(
                lambda: self._printer.save(wanted, path), lambda count: self._saved(count, path), self._failed
            )  # fmt: skip

    def _wanted(self, given: dict[str, str]) -> Wanted | None:
        try:
            day = date.fromisoformat(given["day"]) if given["day"] else None
        except ValueError:
            self.say_problem(mark("日期请写成 2022-04-10 的样子，或空着。"), "day")
            return None
        if not (given["sheets"] or "1").isdecimal():
            self.say_problem(mark("张数请写整数，例如 5。"), "sheets")
            return None
        form, round_ = one_of(LETTERS.values(), given["form"]), one_of(ROUND_NAMES, given["round"])
        return Wanted(form, int(given["sheets"] or 1), day, given["building"], round_)

    def _made(self, content: bytes) -> None:
        if self._to_print(content):
            self.done.emit(mark("登记表已送打印机。"), "hint")

    def _saved(self, count: int, path: Path) -> None:
        self.set_busy(False)
        self.done.emit(lambda: tr("{count} 张登记表已写入 {path}。", count=count, path=path), "hint")

    def _failed(self, error: Exception) -> None:
        sentence = str(error)
        self.say_problem(lambda: sentence)
