"""The deliveries of this PC's ledger as they stand now: read once, then only what was written since."""

from datetime import date, timedelta
from threading import Lock

from app.clock import campus_day
from app.goods.number import tail, tidy
from app.goods.state import Delivery, delivery_of
from app.goods.step import KINDS, Step, by_delivery, step_of
from app.station.local import LocalPost

KEPT = timedelta(days=180)
"""How far back open loops are looked for: as long as such records are kept."""


class Board:
    """Use it from any thread."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._lock = Lock()
        self._steps: dict[str, Step] = {}
        self._read: tuple[str, int, date | None] = ("", 0, None)

    def steps(self) -> list[Step]:
        """All steps of the last half year; also those that another window or command has just written."""
        self._post.permit("records.read")
        with self._lock:
            self._read_on()
            return list(self._steps.values())

    def deliveries(self) -> list[Delivery]:
        """All of them, the newest first."""
        found = [delivery_of(steps) for steps in by_delivery(self.steps()).values()]
        return sorted(found, key=lambda one: (one.began_at, one.number), reverse=True)

    def open(self) -> list[Delivery]:
        """Those with something left to do, and today's, in the order in which they came."""
        today = campus_day(self._post.clock())
        found = [one for one in self.deliveries() if not one.over or campus_day(one.began_at) == today]
        return sorted(found, key=lambda one: (one.over, one.began_at, one.number))

    def find(self, text: str) -> Delivery | None:
        """The delivery of that number, of the record's id where it was entered whole, or of a number's end."""
        known, short = by_delivery(self.steps()), tail(text)
        number = tidy(text) or text.strip()
        if number not in known and short:
            number = max((one for one in known if one.endswith(f"-{short}")), default=number)
        return delivery_of(known[number]) if number in known else None

    def _read_on(self) -> None:
        """Once a day everything anew: what was forgotten meanwhile is then forgotten here too."""
        head, today = self._post.ledger.head(), campus_day(self._post.clock())
        incarnation, seq, day = self._read
        if (incarnation, day) != (head.incarnation, today):
            self._steps, seq = {}, 0
        if seq == head.seq and day == today:
            return
        start = self._post.clock() - KEPT
        for kind in KINDS:
            for entry in self._post.ledger.entries(kind, since_seq=seq, start=start):
                if step := step_of(entry.fact):
                    self._steps[step.id] = step
        self._read = (head.incarnation, head.seq, today)
