"""Whose codes are in view together: as long as two people mean to be next, nobody can say whose turn it is."""

from datetime import datetime, timedelta

from app.lane.case import Case
from app.lane.who import Identified

HAD = timedelta(minutes=2)
"""For so long after it was last in view the code of somebody who has had their turn disturbs nobody: a phone that lies
on the counter, a poster."""


class Company:
    """Who has had their turn; forgotten when they were out of view for long."""

    def __init__(self) -> None:
        self._had: dict[str, datetime] = {}

    def came(self, who: Identified, now: datetime) -> None:
        """Their turn has begun."""
        self._had = {key: at for key, at in self._had.items() if abs(now - at) < HAD}
        self._had[who.key] = now

    def disturbs(self, other: Identified, case: Case | None, now: datetime) -> bool:
        """Whether `other`, whose code is in view beside somebody's, keeps that one from being next: it is their turn
        and they are not done with, or they have not had it yet. case: of whoever stands there."""
        if case is not None and case.key == other.key:
            return not case.settled
        if other.key not in self._had:
            return True
        self._had[other.key] = now
        return False
