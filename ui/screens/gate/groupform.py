"""Asking who comes together (集体进出): a class, a teacher, a list; loaded when the first group comes."""

from PySide6.QtCore import Signal

from app.i18n import mark, tr
from app.station.groups import Found
from ui.post import LanePost
from ui.screens.gate.group import NAMED
from ui.threads import Jobs
from ui.widgets.keybar import Hint
from ui.widgets.smallform import Field, SmallForm
from ui.words import listed

_FIELDS = (
    Field("people", mark("哪些人"), hint=mark("班级、老师姓名或学工号，用逗号隔开；也可写 XLSX、CSV 文件的路径")),
    Field("name", mark("集体名称"), hint=mark("例如 3 号大巴；不填就用上一行"), optional=True),
)


class GroupForm(SmallForm):
    """Asks who comes. begun: their Group. closed: nobody."""

    begun = Signal(object)
    closed = Signal()

    def __init__(self, post: LanePost, jobs: Jobs) -> None:
        super().__init__(mark("集体进出"), _FIELDS, mark("开始"), mark("名单上的人逐个登记，各自按级别核验。"))
        self._post, self._jobs = post, jobs
        self._warned = ""
        self.given.connect(self._gather)
        self.left.connect(self.closed)

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", mark("下一栏，然后开始")), Hint("Esc", mark("返回")))

    def open(self) -> None:
        """Begin anew."""
        self._warned = ""
        self.begin()

    def _gather(self, values: dict[str, str]) -> None:
        self.set_busy(True)
        people, name = values["people"].strip(), values.get("name", "").strip()
        self._jobs.run(lambda: self._post.gather(people), lambda found: self._found(people, name, found), self._failed)

    def _found(self, people: str, name: str, found: Found) -> None:
        """Whom nobody knows is said first; given again as it stands, the list is what was found."""
        if found.unknown and not (found.people and self._warned == people):
            self._warned = people
            some = listed(list(found.unknown[:NAMED]))
            self.say_problem(
                lambda: tr("找到 {count} 人，查不到：{some}。请改正，或再按 Enter 不含他们。", count=len(found.people),
                           some=some), "people",
            )  # fmt: skip
            return
        self._jobs.run(lambda: self._post.lead(name or people, found.people), self.begun.emit, self._failed)

    def _failed(self, error: Exception) -> None:
        self.say_problem(lambda: str(error), "people")
