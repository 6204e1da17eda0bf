"""A line of text that the OCR found on a page, with how sure it is of every character."""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

Box: TypeAlias = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


class Line(msgspec.Struct, frozen=True):
    """One line.

    text: as read, blanks taken out.
    sure: for every character of `text`, 0 to 1.
    others: for every character what else it may be, the likeliest first; empty where that is not known.
    box: its corners in the page's pixels, clockwise from the text's own top left.
    at: for every character how far right on the page its middle lies; empty where that is not known.
    """

    text: str
    sure: tuple[float, ...]
    box: Box
    others: tuple[str, ...] = ()
    at: tuple[float, ...] = ()

    @property
    def left(self) -> float:
        return min(x for x, _ in self.box)

    @property
    def right(self) -> float:
        return max(x for x, _ in self.box)

    @property
    def top(self) -> float:
        return min(y for _, y in self.box)

    @property
    def bottom(self) -> float:
        return max(y for _, y in self.box)

    @property
    def middle(self) -> float:
        """Height of its middle on the page, from the top."""
        return sum(y for _, y in self.box) / 4

    @property
    def height(self) -> float:
        """Of the letters, not of a slanting line."""
        (_, top_left), (_, top_right), (_, low_right), (_, low_left) = self.box
        return (low_left - top_left + low_right - top_right) / 2

    @property
    def places(self) -> tuple[float, ...]:
        """For every character how far right its middle lies; evenly spread where that is not known."""
        pitch = (self.right - self.left) / max(len(self.text), 1)
        return self.at or tuple(self.left + pitch * (number + 0.5) for number in range(len(self.text)))

    def cut(self, start: int, end: int | None = None) -> "Line":
        """The same line from character `start` to `end`; the box stays the whole line's."""
        return Line(self.text[start:end], self.sure[start:end], self.box, self.others[start:end], self.at[start:end])


def chain(lines: Sequence[Line], box: Box | None = None) -> Line:
    """`lines` one after the other as one; its box is the first one's, or `box`."""
    return Line(
        "".join(line.text for line in lines),
        tuple(one for line in lines for one in line.sure),
        box or (lines[0].box if lines else ((0.0, 0.0),) * 4),
        tuple(one for line in lines for one in line.others),
        tuple(one for line in lines for one in line.places),
    )


def grouped(lines: list[Line]) -> list[list[Line]]:
    """`lines` from top to bottom, those side by side in one group from left to right."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.middle):
        if groups and abs(groups[-1][-1].middle - line.middle) < 0.4 * min(groups[-1][-1].height, line.height):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [sorted(group, key=lambda one: one.left) for group in groups]


def rows(lines: list[Line]) -> list[Line]:
    """`lines` from top to bottom, those side by side joined to one from left to right."""
    return [row_of(group) for group in grouped(lines)]


def row_of(group: Sequence[Line]) -> Line:
    """Lines side by side, from left to right, as one."""
    first, last = group[0].box, group[-1].box
    return chain(group, (first[0], last[1], last[2], first[3]))
