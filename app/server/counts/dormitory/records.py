"""The records of a day by whom they are about, kept as they arrive."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from app.dormitory.moving import KIND as MOVED
from app.dormitory.observe.step import KIND as OBSERVED
from app.dormitory.observe.step import MEDICAL
from app.records.registry import kinds
from app.store.fact import Entry

SIGNED = "daily-report"
PASSAGE = "passage"
ELSEWHERE = frozenset({MOVED, OBSERVED, MEDICAL})


class ByPerson:
    """begins: of the day. Of somebody's passages before it the last one is kept: it says whether they are out. moving:
    those who moved, or were observed, at some time."""

    def __init__(self, begins: datetime) -> None:
        self._begins = begins
        self.signed: dict[str, Entry] = {}
        self.moving: set[str] = set()
        self._of: dict[str, dict[str, Entry]] = {}
        self._whose: dict[str, frozenset[str]] = {}

    def add(self, entries: Iterable[Entry]) -> set[str]:
        """Numbers of those of whom something has come; a record that is known already adds nothing."""
        touched: set[str] = set()
        for entry in entries:
            if entry.fact.schema > kinds()[entry.fact.kind].version:
                continue  # a newer program's, which nobody here can read
            if entry.fact.kind == SIGNED:
                self.signed[entry.fact.id] = entry
                continue
            whose = frozenset(_people(entry)) | self._whose.get(_corrects(entry), frozenset())
            self._whose[entry.fact.id] = whose
            for number in whose:
                kept = self._of.setdefault(number, {})
                if entry.fact.kind in ELSEWHERE:
                    self.moving.add(number)
                if entry.fact.id not in kept:
                    kept[entry.fact.id] = entry
                    self._prune(kept, entry)
                    touched.add(number)
        return touched

    def of(self, number: str) -> Iterable[Entry]:
        """The records in which somebody stands, or stood before they were corrected."""
        return self._of.get(number, {}).values()

    def about(self) -> Iterable[str]:
        """Everybody of whom there is a record."""
        return self._of.keys()

    def _prune(self, kept: dict[str, Entry], new: Entry) -> None:
        if new.fact.kind != PASSAGE or new.fact.at >= self._begins:
            return
        before = [one for one in kept.values() if one.fact.kind == PASSAGE and one.fact.at < self._begins]
        for one in sorted(before, key=lambda one: (one.fact.at, one.fact.id))[:-1]:
            del kept[one.fact.id]
            self._whose.pop(one.fact.id, None)


def _people(entry: Entry) -> Iterator[str]:
    body = entry.fact.body or {}
    if "people" in body:
        yield from (str(one.get("person", "")) for one in body["people"])
    elif not (entry.fact.kind == PASSAGE and "admit" not in (body.get("verdict"), body.get("judged"))):
        yield str(body.get("person", ""))


def _corrects(entry: Entry) -> str:
    return str((entry.fact.body or {}).get("corrects", ""))
