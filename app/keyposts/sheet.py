"""The list of a day as lines of a workbook."""

from collections.abc import Iterable, Iterator

from app.clock import campus
from app.i18n import mark, tr
from app.keyposts.day import Shown
from app.keyposts.words import astray_words, call_words, shift_words, state_word

HEADS = (
    mark("岗位"), mark("类别"), mark("工作区域"), mark("编号"), mark("姓名"), mark("电话"), mark("班次"), mark("状态"),
    mark("签到"), mark("签退"), mark("越界"), mark("负责人"),
)  # fmt: skip


def sheet(lines: Iterable[Shown]) -> Iterator[list[str]]:
    """The heads, then a line for each shift."""
    yield [tr(head) for head in HEADS]
    for one in lines:
        staff = one.staff
        came, left = (f"{campus(at):%H:%M}" if at else "" for at in (one.came, one.left))
        yield [
            staff.post, staff.category, staff.area, staff.number, staff.name, staff.phone, shift_words(one),
            state_word(one), came, left, astray_words(one), call_words(one),
        ]  # fmt: skip
