"""What came of a table that was taken over: every row that was read is in exactly one of its counts and lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.i18n import tr


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken over: its number in the file, why, and what stands in it."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A row that says of its key what an earlier one says already, and counts with it."""

    row: int
    first: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many were added, changed and found as they were; the rows that were refused, those that say the same again,
    and those about somebody who is not on the list of people. notes: what does not match beside the rows. tried: it was
    only looked at, and nothing has changed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)
    unknown: list[Refused] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    tried: bool = False

    @property
    def read(self) -> int:
        """The rows under the headings of the file."""
        lists = len(self.refused) + len(self.repeated) + len(self.unknown)
        return self.added + self.changed + self.unchanged + lists

    @property
    def left(self) -> int:
        """The rows that were not taken over."""
        return len(self.refused) + len(self.unknown)


def summary(result: ImportResult) -> str:
    """One sentence with all counts."""
    counts: dict[str, Any] = {
        "read": result.read, "added": result.added, "changed": result.changed, "same": result.unchanged,
        "again": len(result.repeated), "left": result.left,
    }  # fmt: skip
    if result.tried:
        return tr(
            "试导入：共 {read} 行，将新增 {added}，更新 {changed}，未变 {same}，重复 {again}，不能导入 {left}。",
            **counts,
        )
    return tr(
        "共 {read} 行：新增 {added}，更新 {changed}，未变 {same}，重复 {again}，未导入 {left}。", **counts
    )  # fmt: skip


def lines(result: ImportResult) -> Iterator[str]:
    """A sentence for each row that was not taken over, in the order of the file; then for those that say the same
    again, and for what does not match."""
    wrong = [(one.row, one.reason) for one in result.refused]
    for row, why in sorted([*wrong, *((one.row, one.reason) for one in result.unknown)]):
        yield tr("第 {row} 行未导入：{reason}", row=row, reason=why)
    for one in result.repeated:
        yield tr("第 {row} 行与第 {first} 行相同，只算一次", row=one.row, first=one.first)
    yield from result.notes


def difference(taken: Mapping[str, Any], known: Mapping[str, Any]) -> tuple[int, int, int]:
    """How many of what a file has are new, other than they were, and as they were."""
    same = sum(key in known and known[key] == one for key, one in taken.items())
    added = len(taken.keys() - known.keys())
    return added, len(taken) - added - same, same
