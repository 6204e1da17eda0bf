"""What the pages of one process follow: dormitories' days, the medical duty room, deliveries, parcels, key posts."""

from datetime import date
from threading import Lock

from app.server.counts.dormitory.board import DayBoard
from app.server.counts.keyposts import KeyPostBoard
from app.server.counts.loops import GoodsBoard
from app.server.counts.medical import MedicalBoard
from app.server.counts.parcels import ParcelBoard
from app.server.sql.port import Engine

_DAYS = 2
"""Today and yesterday, whose reports are signed past midnight too."""


class Boards:
    """Each begins to follow when a page asks for it. Use it from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, Lock()
        self._days: dict[date, DayBoard] = {}
        self.medical, self.goods = MedicalBoard(engine), GoodsBoard(engine)
        self.parcels, self.keyposts = ParcelBoard(engine), KeyPostBoard(engine)

    def dormitory(self, day: date) -> DayBoard:
        """The board of a campus day; of those that were asked for earlier the last days stay."""
        with self._lock:
            board = self._days.setdefault(day, DayBoard(self._engine, day))
            self._days = {one: self._days[one] for one in sorted(self._days)[-_DAYS:]} | {day: board}
            return board
