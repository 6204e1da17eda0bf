"""Beside the list: who has just signed, how the day stands, and everything about the one in hand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import mark, tr
from app.keyposts.day import Shown
from app.keyposts.words import astray_words, call_words, signed_words
from app.station.keyposts import Signed
from ui.widgets.boxes import Panel, column, rule
from ui.widgets.text import Text

ABOUT = (
    mark("扫校园码，或键入编号、姓名，回车签到；已签到的再扫一次签退。"),
    mark("红字的要打电话：未到岗、早退、到了不该到的地方。"),
)


class Aside(Panel):
    """say_signed after a scan; show_day with each reading; show_one for the line in hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.signed = Text("", "title", bold=True, wrap=True)
        self.count, self.one = Text("", "lead", bold=True, wrap=True), Text("", wrap=True)
        help_ = (Text(line, tone="quiet", wrap=True) for line in ABOUT)
        self.signed.hide()
        parts = (self.signed, self.count, rule(), self.one, None, *help_)
        super().__init__(column(*parts, margins=(20, 16, 20, 16), gap=12), parent)

    def say_signed(self, one: Signed) -> None:
        """Read by whoever has just scanned."""
        self.signed.show()
        tone = "hold" if one.again or one.late or one.elsewhere else "admit"
        self.signed.say(
            lambda: signed_words(one.staff, one.act, again=one.again, late=one.late, elsewhere=one.elsewhere), tone
        )

    def show_day(self, some: Sequence[Shown]) -> None:
        """How many of each."""
        missing = sum(one.state == "missing" for one in some)
        here, astray = sum(one.state == "here" for one in some), sum(bool(one.astray) for one in some)
        self.count.say(
            lambda: tr("未到岗 {missing}，在岗 {here}，越界 {astray}", missing=missing, here=here, astray=astray)
        )

    def show_one(self, one: Shown | None) -> None:
        """The line in hand."""
        self.one.say((lambda: "\n".join(_about(one))) if one else "")


def _about(one: Shown) -> list[str]:
    staff = one.staff
    between = tr("、")
    said = [
        (mark("姓名"), f"{staff.name} {staff.number}"), (mark("电话"), staff.phone), (mark("类别"), staff.category),
        (mark("工作区域"), staff.area), (mark("签到地点"), between.join(staff.signs_at)),
        (mark("活动范围"), between.join(staff.allowed)), (mark("越界"), astray_words(one)),
        (mark("负责人"), call_words(one)),
    ]  # fmt: skip
    return [tr("{what}：{found}", what=tr(what), found=found) for what, found in said if found]
