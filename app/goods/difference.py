"""What the store received against what was released (or stands on the ticket): every difference, named."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isclose

from app.i18n import tr
from app.records.goods_items import Line
from app.records.goods_step import Counted

NAME, UNIT = 12, 4
"""Letters of a line's name and of its unit that a ticket has room for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that does not agree. released: 0 for what nobody released. remark: what the store said of it."""

    name: str
    unit: str
    released: float
    received: float
    remark: str = ""

    def sentence(self) -> str:
        """In the language in use."""
        about = {"name": self.name, "unit": self.unit, "released": figure(self.released), "got": figure(self.received)}
        if isclose(self.released, self.received):
            return tr("{name}：{remark}", name=self.name, remark=self.remark)
        if not self.released:
            return tr("{name}：放行单上没有，实收 {got} {unit}", name=self.name, got=about["got"], unit=self.unit)
        much = figure(abs(self.released - self.received))
        if self.received < self.released:
            return tr("{name}：放行 {released} {unit}，实收 {got}，少 {much}", much=much, **about)
        return tr("{name}：放行 {released} {unit}，实收 {got}，多 {much}", much=much, **about)


def figure(quantity: float) -> str:
    """A quantity as people write it: 40, 12.5."""
    return f"{quantity:.3f}".rstrip("0").rstrip(".")


def counted(lines: Iterable[Line]) -> tuple[Counted, ...]:
    """Released lines as a store would count them."""
    return tuple(Counted(name=line.name, quantity=line.quantity, unit=line.unit) for line in lines)


def differences(
    released: Iterable[Counted], received: Iterable[Counted], *, whole: bool, more: int = 0
) -> tuple[Difference, ...]:
    """whole: nothing more is to come, so that what is not there is missing. more: released lines that are not known
    here, so that what is not among `released` may be one of them."""
    released = tuple(released)
    received = aligned(received, released)
    out, into, remarks = _sums(released), _sums(received), _remarks(received)
    keys = dict.fromkeys((*out, *into))
    found = []
    for name, unit in keys:
        had, got, remark = out.get((name, unit), 0.0), into.get((name, unit), 0.0), remarks.get((name, unit), "")
        unknown = more > 0 and (name, unit) not in out
        short = got < had and not isclose(got, had)
        over = got > had and not isclose(got, had) and not unknown
        if over or (short and whole) or remark:
            found.append(Difference(name, unit, had, got, remark))
    return tuple(found)


def outstanding(released: Iterable[Counted], received: Iterable[Counted]) -> tuple[Counted, ...]:
    """What was released and is not at the store yet."""
    released = tuple(released)
    into = _sums(aligned(received, released))
    rest = ((key, had - into.get(key, 0.0)) for key, had in _sums(released).items())
    return tuple(Counted(name=name, quantity=left, unit=unit) for (name, unit), left in rest if left > 1e-9)


def aligned(received: Iterable[Counted], released: Iterable[Counted]) -> tuple[Counted, ...]:
    """What was received by the names of what was released: a ticket has room for the beginning of a long name only."""
    names = {(line.name, line.unit) for line in released}
    short = {(name[:NAME], unit[:UNIT]): (name, unit) for name, unit in names}
    found = []
    for line in received:
        key = (line.name, line.unit)
        name, unit = key if key in names else short.get(key, key)
        found.append(Counted(name=name, quantity=line.quantity, unit=unit, remark=line.remark))
    return tuple(found)


def _sums(lines: Iterable[Counted]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for line in lines:
        found[line.name, line.unit] = found.get((line.name, line.unit), 0.0) + line.quantity
    return found


def _remarks(lines: Iterable[Counted]) -> dict[tuple[str, str], str]:
    return {(line.name, line.unit): line.remark for line in lines if line.remark}
