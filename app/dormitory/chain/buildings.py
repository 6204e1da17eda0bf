"""What the residents' buildings are called, and how people shorten it before a room: 竹园3栋 as 竹园3-301 or 竹3."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_KINDS = "号楼|号公寓|公寓|宿舍|单元|栋|幢|舍|楼|座|苑|斋|区|#"
_MARK = re.compile(r"[a-z]?\d+[a-z]?|[a-z](?![a-z])")
_PLAIN = re.compile(r"\d{1,2}|[a-z]")
_GENERAL = re.compile(r"学生公寓|研究生公寓|公寓|宿舍")
_BEFORE_ROOM = rf"\s?(?:-|/|{_KINDS})?\s?(?=[a-z]?\d{{3,4}}(?!\d))"


class Called(NamedTuple):
    """A building named in front of a room. end: where the room's number begins."""

    end: int
    name: str


class Buildings:
    """The buildings of one list of residents, by their plain names."""

    def __init__(self, names: Iterable[str]) -> None:
        meant: defaultdict[str, set[str]] = defaultdict(set)
        self.names = {one for one in names if one}
        for name in self.names:
            for short in _shortened(name):
                meant[short].add(name)
        self._meant = {short: own.pop() for short, own in meant.items() if len(own) == 1}
        self._meant |= {name: name for name in self.names}
        worded = sorted((one for one in self._meant if not _PLAIN.fullmatch(one)), key=len, reverse=True)
        self.starts = {one[0] for one in worded}
        self._worded = re.compile(f"(?P<name>{'|'.join(map(re.escape, worded))}){_BEFORE_ROOM}") if worded else None

    def meant(self, said: str) -> str:
        """The building's own name for what is said of it; what is said, where that is none of them."""
        return self._meant.get(said, said)

    def before_room(self, text: str, at: int) -> Called | None:
        """The building whose name, more than a number, stands at `at` right before a room's number."""
        found = self._worded.match(text, at) if self._worded and text[at] in self.starts else None
        return Called(found.end(), self._meant[found["name"]]) if found else None


def _shortened(name: str) -> Iterator[str]:
    """竹园3栋 is also called 竹园3, 竹3 and 3; 3号楼1单元 also 3-1, 1单元, and 1 where no other has it."""
    marks = list(_MARK.finditer(name))
    word = _GENERAL.sub("", name[: marks[0].start()] if marks else name)
    if not marks:
        yield word if len(word) > 1 else name
    for n, one in enumerate(marks):
        number = "-".join(mark[0] for mark in marks[n:])
        yield number
        if len(marks) - n > 1 and one[0].isalpha():  # C区12栋 is C12
            yield number.replace("-", "", 1)
        yield name[one.start() :]
        if n == 0 and word:
            yield word + number
            yield word[0] + number
