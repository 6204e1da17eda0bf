"""Page templates that a school writes, and what OCR may read on a page."""

from app.errors import UserError
from app.pages import extract, sections, template
from app.pages.line import Line, rows
from app.pages.template import Template
from tests.fuzz.target import Target

_OURS = """name = "our-app"
kind = "health-code"
anchors = ["平安校园", "学号"]
at_least = 2
[[field]]
name = "number"
label = ["学号："]
pattern = '(?P<number>[0-9]{8})'
[[field]]
name = "color"
words = { "可以通行" = "green", "不可通行" = "red" }
[[field]]
name = "sampled_at"
column = ["采样时间"]
pattern = '{day}'
"""


def written(data: bytes) -> None:
    """A template's text; one that is accepted is tried on a page."""
    try:
        found = template.parse(data.decode("utf-8", "replace"), "ours.toml")
    except UserError:
        return
    _read(found, _page(["平安校园通行页", "学号：20190403", "a" * 60, "1" * 60 + "x", "可以通行"]))


def shown(data: bytes) -> None:
    """A page of any text, read as every page that is known."""
    lines = _page(data.decode("utf-8", "replace").split("\n")[:40])
    for one in template.shipped():
        _read(one, lines)


def _read(one: Template, lines: list[Line]) -> None:
    extract.score(one, lines)
    for reading in extract.fields(one, one.field, rows(lines)).values():
        assert reading.value is not None
    for reading in sections.of(one, lines, 200).found.values():
        assert reading.value is not None


def _page(rows: list[str]) -> list[Line]:
    kept = (row[:80] for row in rows if row)
    return [
        Line(row, (0.9,) * len(row), ((0.0, at), (200.0, at), (200.0, at + 10.0), (0.0, at + 10.0)))
        for at, row in zip(range(0, 10_000, 20), kept, strict=False)
    ]


_CARD = """通信行程卡
请收下绿色行程卡
138****0000的动态行程卡
更新于：2022.04.02 08:00:00
您于前14天内到达或途经：吉林省长春市*，北京市"""
_REPORT = """核酸检测报告
姓名：张*
采样时间：2022-04-01 08:00
检测结果：【阴性】
检测机构：医院
身份证号：2****************X"""

TARGETS = (
    Target("page-template", written, lambda: [_OURS.encode()], 2048),
    Target("page-text", shown, lambda: [_CARD.encode(), _REPORT.encode()], 1024, 20),
)
