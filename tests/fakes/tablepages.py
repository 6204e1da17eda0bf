"""Pages that list nucleic acid tests in a table, in several layouts: as pictures, and as the lines that OCR would find.

People and laboratories are invented.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from app.pages.line import Line
from tests.fakes.strangerpages import _font

WIDTH, HEIGHT = 720, 1500
HEADS = ("采样时间", "检测时间", "检测机构", "结果")
ACROSS = ((20, 190), (200, 370), (380, 580), (600, 710))
"""Left and right of the columns, in pixels."""
DAYS = (
    ("2022-10-08\n07:40", "2022-10-08\n19:22", "长春市测试医学\n检验实验室", "阴性"),
    ("2022-10-07\n08:05", "2022-10-07\n20:10", "吉林市实验室", "阳性"),
    ("2022-10-06\n07:55", "2022-10-06\n18:48", "长春市测试医学\n检验实验室", "阴性"),
)
ABOVE = ("姓名：李*", "证件号码：2201**********0018")


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    size: int


@dataclass(frozen=True)
class Layout:
    """How a table is set. across: left and right of its columns. centred: cells in the middle of their column, else at
    its left. top: cells of one line at the top of their row, else in its middle. padding: between two rows."""

    across: Sequence[tuple[int, int]] = ACROSS
    centred: bool = True
    top: bool = False
    padding: int = 28
    size: int = 26


def page(rows=DAYS, heads: Sequence[str] | None = HEADS, layout: Layout | None = None,
         title="核酸检测记录", above=ABOVE, below=("结果仅对本次样本负责",)) -> list[Text]:  # fmt: skip
    """Everything that stands on the page; heads: None for a table without. A cell may have several lines, or none."""
    how = layout or Layout()
    found = [Text(WIDTH / 2 - 16 * len(title), 130, title, 32)]
    found += [Text(36, 230 + 60 * number, text, 28) for number, text in enumerate(above)]
    y = 250.0 + 60 * len(above)
    for row in ([heads] if heads else []) + list(rows):
        tall = max(len(cell.split("\n")) for cell in row) * how.size * 1.35
        for cell, (left, right) in zip(row, how.across, strict=True):
            found += _cell(cell.split("\n"), left, right, y, tall, how)
        y += tall + how.padding
    return found + [Text(36, y + 60 + 44 * number, text, 24) for number, text in enumerate(below)]


def _cell(lines, left, right, y, tall, how) -> list[Text]:
    pitch = how.size * 1.35
    start = y if how.top else y + (tall - pitch * len(lines)) / 2
    found = []
    for number, one in enumerate(lines):
        x = (left + right - width_of(one, how.size)) / 2 if how.centred else left
        found.append(Text(x, start + pitch * (number + 0.5), one, how.size))
    return [one for one in found if one.text]


def width_of(text: str, size: int) -> float:
    return _font(size, False).getlength(text)


def drawn(texts: Sequence[Text]) -> np.ndarray:
    """(HEIGHT, WIDTH, 3) blue-green-red."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), (250, 250, 252))
    pen = ImageDraw.Draw(canvas)
    for one in texts:
        pen.text((one.x, one.y), one.text, fill=(30, 30, 36), font=_font(one.size, False), anchor="lm")
    return np.ascontiguousarray(np.asarray(canvas)[:, :, ::-1])


def lines(texts: Sequence[Text], sure=0.99) -> list[Line]:
    """As OCR reads them: blanks taken out, every text a line of its own."""
    return [_line(one, sure) for one in texts]


def _line(one: Text, sure: float) -> Line:
    at = [one.x + width_of(one.text[: number + 1], one.size) - one.size / 4
          for number, letter in enumerate(one.text) if letter != " "]  # fmt: skip
    left, right, half = one.x, one.x + width_of(one.text, one.size), 0.62 * one.size
    box = ((left, one.y - half), (right, one.y - half), (right, one.y + half), (left, one.y + half))
    text = one.text.replace(" ", "")
    return Line(text, (sure,) * len(text), box, at=tuple(at))


def merged(texts: Sequence[Text]) -> list[Text]:
    """The same with texts that stand side by side written as one, as OCR takes narrow gaps for blanks."""
    found: list[Text] = []
    for one in sorted(texts, key=lambda text: (text.y, text.x)):
        before = found[-1] if found else None
        if before and abs(before.y - one.y) < 1 and before.size == one.size:
            blank = width_of(" ", one.size)
            gap = round((one.x - before.x - width_of(before.text, one.size)) / blank)
            found[-1] = Text(before.x, before.y, before.text + " " * max(gap, 1) + one.text, one.size)
        else:
            found.append(one)
    return found
