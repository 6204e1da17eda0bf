"""The list of a day's shifts: what stands in its columns."""

from app.clock import campus
from app.i18n import mark, tr
from app.keyposts.day import Shown
from app.keyposts.words import astray_words, call_words, shift_words, state_word
from ui.widgets.lines import Column, Row

COLUMNS = (
    Column(mark("岗位")), Column(mark("姓名")), Column(mark("班次")), Column(mark("状态"), wide=True),
    Column(mark("签到")), Column(mark("签退")), Column(mark("打电话给")),
)  # fmt: skip


def key_of(one: Shown) -> str:
    """Tells a shift from every other."""
    return f"{one.staff.key} {one.begins.isoformat()}"


def shift_row(one: Shown) -> Row:
    def cells() -> tuple[str, ...]:
        staff = one.staff
        came, left = (f"{campus(at):%H:%M}" if at else "" for at in (one.came, one.left))
        astray = tr("越界：{where}", where=astray_words(one)) if one.astray else ""
        state = state_word(one) if one.state != "elsewhere" else ""
        says = tr("，").join(filter(None, (state, astray)))
        return staff.post, staff.name, shift_words(one), says, came, left, call_words(one) if one.wanting else ""

    return Row(key_of(one), cells, "refuse_ink" if one.wanting else "ink" if one.state == "here" else "ink_2")
