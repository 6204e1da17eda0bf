"""A post with printed sheets in a temporary home, its clock in the test's hand: the power has just come back."""

from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.station.local import LocalPost
from app.station.paper import printing
from app.station.paper.desk import PaperDesk
from app.station.paper.printing import PaperPrinter, Wanted
from tests.fakes.duty_room import DutyRoom
from tests.fakes.homes import GUARD


def issue(post: LocalPost, wanted: Wanted) -> None:
    """Sheets that are on record as any other, and that nobody drew: the fonts alone take a second."""
    with patch.object(printing, "render", lambda _pages: b""):
        PaperPrinter(post).made(wanted)


class Papers:
    """What was printed, by the number of the sheet."""

    def __init__(self, folder: Path) -> None:
        self.room = DutyRoom(folder / "home")
        self.post = self.room.post
        self.desk, self.printer = PaperDesk(self.post), PaperPrinter(self.post)
        self.room.as_(GUARD)

    def sheet(self, form: Any = "gate") -> str:
        """A fresh sheet's number."""
        issue(self.post, Wanted(form))
        return str(self.said("paper-sheet")[-1]["number"])

    def said(self, kind: str) -> list[dict[str, Any]]:
        return [entry.fact.body or {} for entry in self.post.ledger.entries(kind)]

    def close(self) -> None:
        self.room.close()
