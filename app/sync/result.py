"""What one attempt to sync came to, and how far it is meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Progress:
    """In the middle of an attempt: records left, and the seconds they will take, None as long as nobody knows."""

    left: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class SyncResult:
    """sent: records the centre has acknowledged in this attempt; left: those still unsent after it.

    quarantined: records set aside in this attempt, at the centre or here. received: rows of reference taken over.
    problem: why it is not complete, a sentence for the user; empty when all went well. paused: the centre does not
    know this station (any more), somebody must enrol it again. forked: the centre held another history of this
    station (a cloned disk, an old backup): what was unsent has new places, and somebody should know.

    unfinished: time was up before all of the centre's reference was here; go on soon. elsewhere: another program or
    thread of this station is downloading it.

    back: seconds after which the centre, which is busy, wants to be asked again; 0 where it said nothing of the kind.

    offset: how far the centre's clock is ahead of this one's, where it answered.
    """

    sent: int
    left: int
    quarantined: int = 0
    received: int = 0
    problem: str = ""
    paused: bool = False
    forked: bool = False
    offset: timedelta | None = None
    at: datetime | None = None
    unfinished: bool = False
    back: float = 0.0
    elsewhere: bool = False

    @property
    def done(self) -> bool:
        """Whether the centre was reached and nothing is left, up or down."""
        return not self.problem and self.left == 0 and not self.unfinished
