"""How the station's chain stands to what the centre has of it, and what follows: send on, send again, or part.

Everything here is safe to do once too often: records that arrive twice are known by their ids. What must never happen
is that a record stays behind the acknowledged mark which the centre has not.
"""

from collections.abc import Callable

import msgspec

from app.clock import Clock
from app.i18n import tr
from app.store.fact import Entry
from app.sync.attempt import Attempt, forked
from app.sync.link import Link, LinkError, RefusedError, not_the_centre
from app.sync.ports import Outbox
from app.sync.protocol import POSITION, Position
from app.sync.receipt import Receipt

COMPARE_EVERY = 600.0
"""Seconds after which a busy station, too, asks whether the centre still has what it acknowledged."""

_MOST_MOVES = 3
"""How often one attempt follows the centre to another position, before it waits for the next attempt."""


class Standing:
    """Asks and decides; `send` makes a batch of one entry and gives the centre's receipt for it.

    epoch: the centre's, when its positions were last compared; another one may have lost what this one acknowledged.
    """

    def __init__(
        self, outbox: Outbox, link: Link, send: Callable[[Attempt, list[Entry]], Receipt], clock: Clock,
        monotonic: Callable[[], float],
    ) -> None:  # fmt: skip
        self._outbox = outbox
        self._link = link
        self._send = send
        self._clock = clock
        self._monotonic = monotonic
        self._epoch = ""
        self._due = monotonic()
        self._agreed: dict[str, tuple[int, bytes]] = {}

    def unsure(self, attempt: Attempt) -> bool:
        """Whether the positions should be compared now that nothing is left to send."""
        return (
            not attempt.sent or self._monotonic() >= self._due
            or (attempt.epoch != "" and attempt.epoch != self._epoch)
        )  # fmt: skip

    def compare(self, attempt: Attempt) -> None:
        """Ask how far the centre has every incarnation, since it may have been restored; what it lost is unsent then.

        Nothing is sent here: the caller drains what this finds.
        """
        marks = self._outbox.acknowledged()
        for incarnation, acknowledged in marks:
            centre = self._position(attempt, incarnation)
            own = self._outbox.hash_at(incarnation, centre.seq)
            if own == centre.hash:
                if centre.seq < acknowledged:
                    self._outbox.rewind(incarnation, centre.seq)
            else:
                self._other_history(attempt, incarnation, acknowledged, centre, present=incarnation == marks[-1][0])
        self._epoch = attempt.epoch
        self._due = self._monotonic() + COMPARE_EVERY

    def follow(self, attempt: Attempt, incarnation: str, seq: int, chain: bytes) -> None:
        """The centre refused a batch, since it stands at another place: at `seq`, where its hash is `chain`."""
        attempt.moves += 1
        if attempt.moves > _MOST_MOVES:
            raise LinkError(tr("与指挥中心的记录位置对不上，稍后自动重试；记录都在本机。"))
        if self._outbox.hash_at(incarnation, seq) == chain:
            self._outbox.rewind(incarnation, seq)
        else:
            self._part(attempt, incarnation, self._common(attempt, incarnation, min(seq, self._mark(incarnation))))

    def part(self, attempt: Attempt, incarnation: str) -> None:
        """The centre has what was acknowledged, and another record in the place after it."""
        self._part(attempt, incarnation, self._mark(incarnation))

    def _other_history(
        self, attempt: Attempt, incarnation: str, acknowledged: int, centre: Position, *, present: bool
    ) -> None:
        """Another database goes on in this incarnation. An old one may stay as it is, once it is known that what was
        acknowledged of it is there."""
        if not present and self._agreed.get(incarnation) == (acknowledged, centre.hash):
            return
        common = self._common(attempt, incarnation, min(centre.seq, acknowledged))
        if present or common < acknowledged:
            self._part(attempt, incarnation, common)
        else:
            self._agreed[incarnation] = (acknowledged, centre.hash)

    def _common(self, attempt: Attempt, incarnation: str, most: int) -> int:
        """The last place, `most` at the furthest, up to which the centre has this very chain. It is asked about one
        place after the other with the record that stands there: it is known, or it is another's."""
        if most == 0 or self._agrees(attempt, incarnation, most):
            return most
        same, other = 0, most
        while other - same > 1:
            middle = (same + other) // 2
            if self._agrees(attempt, incarnation, middle):
                same = middle
            else:
                other = middle
        return same

    def _agrees(self, attempt: Attempt, incarnation: str, seq: int) -> bool:
        entry = self._outbox.at(incarnation, seq)
        if entry is None:
            return False
        try:
            return bool(self._send(attempt, [entry]).taken([seq]))
        except RefusedError as error:
            if error.status == 409 and error.refusal:
                return False
            raise

    def _part(self, attempt: Attempt, incarnation: str, common: int) -> None:
        """From `common` on the centre has another history under this name: what it has not goes on in an incarnation
        of its own.

        Once only until something of that has got through, so that a centre gone wrong cannot make this go on for ever.
        """
        attempt.forked = True
        if incarnation == self._outbox.acknowledged()[-1][0] and self._outbox.unproven():
            raise LinkError(forked())
        self._outbox.rewind(incarnation, common)
        self._outbox.renew()

    def _mark(self, incarnation: str) -> int:
        return dict(self._outbox.acknowledged())[incarnation]

    def _position(self, attempt: Attempt, incarnation: str) -> Position:
        sent_at = self._clock()
        body = self._link.get(POSITION, {"incarnation": incarnation}, attempt.until)
        try:
            centre = msgspec.json.decode(body, type=Position)
        except (ValueError, RecursionError) as error:
            raise LinkError(not_the_centre()) from error
        if centre.incarnation != incarnation or centre.server_time.tzinfo is None:
            raise LinkError(not_the_centre())
        attempt.heard(centre.server_time, sent_at, self._clock())
        attempt.epoch = centre.epoch
        return centre
