"""The deliveries of this PC's ledger as they stand now: read once, then only what was written since."""

from datetime import timedelta
from threading import Lock

from app.clock import campus_day
from app.goods.number import tail, tidy
from app.goods.state import Delivery, delivery_of
from app.goods.step import KINDS, Step, step_of
from app.station.local import LocalPost
from app.store.following import Following

KEPT = timedelta(days=180)
"""How far back open loops are looked for: as long as such records are kept."""


class Board:
    """Use it from any thread."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._lock = Lock()
        self._steps: dict[str, list[Step]] = {}
        self._numbers: dict[str, str] = {}
        self._made: dict[str, Delivery] = {}
        self._following = Following(lambda: post.ledger, KINDS, KEPT, post.clock)

    def steps(self) -> list[Step]:
        """All steps of the last half year; also those that another window or command has just written."""
        with self._lock:
            self._read_on()
            return [step for steps in self._steps.values() for step in steps]

    def deliveries(self) -> list[Delivery]:
        """All of them, the newest first."""
        with self._lock:
            self._read_on()
            found = [self._delivery(number) for number in self._steps]
        return sorted(found, key=lambda one: (one.began_at, one.number), reverse=True)

    def open(self) -> list[Delivery]:
        """Those with something left to do, and today's, in the order in which they came."""
        today = campus_day(self._post.clock())
        found = [one for one in self.deliveries() if not one.over or campus_day(one.began_at) == today]
        return sorted(found, key=lambda one: (one.over, one.began_at, one.number))

    def numbered(self, number: str) -> Delivery | None:
        """The delivery of exactly that number."""
        with self._lock:
            self._read_on()
            return self._delivery(number) if number in self._steps else None

    def find(self, text: str) -> Delivery | None:
        """The delivery of that number, of the record's id where it was entered whole, or of a number's end."""
        found, short = self.numbered(tidy(text) or text.strip()), tail(text)
        if found is None and short:
            ending = [one for one in self.deliveries() if one.number.endswith(f"-{short}")]
            found = ending[0] if ending else None
        return found

    def _delivery(self, number: str) -> Delivery:
        """Computed anew where a step has come."""
        if number not in self._made:
            self._made[number] = delivery_of(self._steps[number])
        return self._made[number]

    def _read_on(self) -> None:
        self._post.permit("records.read")
        news = self._following.news()
        if news.anew:
            self._steps, self._numbers, self._made = {}, {}, {}
        for entry in news.entries:
            if step := step_of(entry.fact):
                self._take(step)

    def _take(self, step: Step) -> None:
        """A correction that names no delivery is of what it corrects."""
        number = step.said.delivery or self._numbers.get(step.said.corrects, "") or step.id
        self._numbers[step.id] = number
        self._steps.setdefault(number, []).append(step)
        self._made.pop(number, None)
