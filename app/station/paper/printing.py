"""Making sheets at a post: numbered, kept on record, and written as a PDF or handed to a printer."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from app.clock import campus_day
from app.dormitory.day import RoundName
from app.dormitory.resident import Resident
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.report.paper import Page, render
from app.report.sheet import checked, drafted
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.station.paper import sheets
from app.station.paper.forms import LINES
from app.station.paper.number import Form, fresh

MOST = 50
"""Sheets at a time; a power cut that needs more of them lasts for days."""


class Wanted(NamedTuple):
    """day: printed on the sheets; None leaves a blank for it, since a pile is kept for the day it is needed. building,
    round: of the dormitory's, which has as many sheets as its residents need."""

    form: Form
    sheets: int = 1
    day: date | None = None
    building: str = ""
    round: RoundName = "morning"


class PaperPrinter:
    """Of an open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post

    def save(self, wanted: Wanted, path: Path) -> int:
        """The sheets as a PDF; how many. The file is only kept when it is recorded that there is one."""
        checked(path)
        content, bodies = self._made(wanted)
        with drafted(path, content), self._post.database.write():
            self._issue(bodies)
        return len(bodies)

    def made(self, wanted: Wanted) -> bytes:
        """The sheets as a PDF, for a printer; they are on record."""
        content, bodies = self._made(wanted)
        with self._post.database.write():
            self._issue(bodies)
        return content

    def buildings(self) -> list[str]:
        """Those whose rooms are open to whoever is on duty."""
        if not self._post.may("rounds.enter"):
            return []
        dormitory = Dormitory(self._post)
        opens = dormitory.opens()
        return sorted({one.building for one in dormitory.placed().residents if opens(one)}, key=_in_order)

    def _made(self, wanted: Wanted) -> tuple[bytes, list[dict[str, Any]]]:
        parts = self._parts(wanted)
        today = campus_day(self._post.clock())
        numbers = list(fresh(wanted.form, wanted.day or today, len(parts)))
        pages = [self._page(wanted, number, at, parts) for at, number in enumerate(numbers)]
        day = wanted.day.isoformat() if wanted.day else ""
        bodies = [
            {
                "number": number, "form": wanted.form, "day": day, "building": wanted.building,
                "round": wanted.round if wanted.form == "dormitory" else "",
                "people": [{"person": one.number} for one in part],
            }
            for number, part in zip(numbers, parts, strict=True)
        ]  # fmt: skip
        return render(pages), bodies

    def _parts(self, wanted: Wanted) -> list[Sequence[Resident]]:
        """Who stands on each sheet; nobody on those of the gates."""
        if wanted.form == "dormitory":
            return self._residents(wanted.building)
        self._post.permit("records.enter")
        if not 1 <= wanted.sheets <= MOST:
            raise WrongUse(tr("一次可以印 1 到 {most} 张。", most=MOST))
        return [()] * wanted.sheets

    def _residents(self, building: str) -> list[Sequence[Resident]]:
        self._post.permit("rounds.enter")
        dormitory = Dormitory(self._post)
        opens, sees = dormitory.opens(), dormitory.sees
        found = [one for one in dormitory.placed().residents if one.building == building.upper() and opens(one)]
        found = sorted((one for one in found if sees(one)), key=lambda one: (_in_order(one.room), one.bed, one.number))
        if not found:
            raise UserError(tr("没有可以印的房间。请写明楼栋，例如 5，并核对名单里的宿舍。"))
        many = LINES["dormitory"]
        return [found[at : at + many] for at in range(0, len(found), many)]

    def _page(self, wanted: Wanted, number: str, at: int, parts: Sequence[Sequence[Resident]]) -> Page:
        day = f"{wanted.day:%Y-%m-%d}" if wanted.day else ""
        part = tr("第 {at}/{count} 张", at=at + 1, count=len(parts))
        about = sheets.About(self._post.settings.post_name, number, day, part)
        if wanted.form == "dormitory":
            return sheets.dormitory(about, wanted.building, wanted.round, parts[at])
        return sheets.gate(about) if wanted.form == "gate" else sheets.goods(about)

    def _issue(self, bodies: Sequence[dict[str, Any]]) -> None:
        for body in bodies:
            self._post.register("paper-sheet", body)


def _in_order(name: str) -> str:
    return name.zfill(6)
