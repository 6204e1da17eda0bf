"""Who passed the same post shortly before or after somebody: by index, however large the ledger is.

What was forgotten or taken back is not there any more, and of a corrected passage only the correction is.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from app.clock import campus
from app.store.chain import moment
from app.store.database import Database

_FIELDS = ("person", "name", "college", "direction", "verdict", "judged")
_COLUMNS = ", ".join(["at", "post", *(f"coalesce(json_extract(body, '$.{name}'), '')" for name in _FIELDS)])
_PRESENT = """NOT EXISTS (SELECT 1 FROM corrected WHERE corrected.id = ledger.id)
    AND coalesce(json_extract(body, '$.judged'), '') != 'withdrawn'"""
OF = f"""SELECT {_COLUMNS} FROM ledger INDEXED BY ledger_passage
    WHERE kind = 'passage' AND moved IS NULL AND body IS NOT NULL AND json_extract(body, '$.person') != ''
        AND json_extract(body, '$.person') = ? AND at >= ? AND at < ? AND {_PRESENT} ORDER BY at"""  # noqa: S608 - constants
NEAR = f"""SELECT {_COLUMNS} FROM ledger INDEXED BY ledger_at
    WHERE kind = 'passage' AND moved IS NULL AND forgotten IS NULL
        AND at >= ? AND at <= ? AND post = ? AND {_PRESENT} ORDER BY at"""  # noqa: S608 - constants

LAST = f"""SELECT {_COLUMNS} FROM ledger INDEXED BY ledger_passage
    WHERE kind = 'passage' AND moved IS NULL AND body IS NOT NULL AND json_extract(body, '$.person') != ''
        AND json_extract(body, '$.person') = ? AND at >= ? AND {_PRESENT}
        AND 'admit' IN (json_extract(body, '$.verdict'), json_extract(body, '$.judged'))
    ORDER BY at DESC LIMIT 1"""  # noqa: S608 - constants
GROUP = f"""SELECT {_COLUMNS} FROM ledger INDEXED BY ledger_at
    WHERE kind = 'passage' AND moved IS NULL AND forgotten IS NULL
        AND at >= ? AND json_extract(body, '$.group') = ? AND {_PRESENT} ORDER BY at"""  # noqa: S608 - constants


class Passed(NamedTuple):
    """One person at one post, as the ledger has it. person: their number, empty for somebody nobody identified."""

    at: datetime
    post: str
    person: str
    name: str
    college: str
    direction: str
    verdict: str
    judged: str

    @property
    def admitted(self) -> bool:
        """Whether they went through."""
        return "admit" in (self.verdict, self.judged)


class Meeting(NamedTuple):
    """Somebody else at the same post. own: the nearest passage of the person looked back for; apart: how much later
    than that the other one came, below 0 for before."""

    other: Passed
    own: Passed

    @property
    def apart(self) -> timedelta:
        return self.other.at - self.own.at


class Passages:
    """The passages of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, number: str, start: datetime, end: datetime) -> list[Passed]:
        """The passages of the person of that number in a time, in its order; the end is left out."""
        return self._read(OF, (number, _text(start), _text(end)))

    def last(self, number: str, since: datetime) -> Passed | None:
        """The last time that person went through, in whichever direction."""
        return next(iter(self._read(LAST, (number, _text(since)))), None)

    def of_group(self, name: str, since: datetime) -> list[Passed]:
        """The passages of the people of a group, by time."""
        return self._read(GROUP, (_text(since), name))

    def meetings(self, number: str, start: datetime, end: datetime, within: timedelta) -> list[Meeting]:
        """Whoever passed the same post no longer than `within` before or after that person did, by time. The time
        bounds the person's own passages."""
        own: defaultdict[str, list[Passed]] = defaultdict(list)
        for passed in self.of(number, start, end):
            own[passed.post].append(passed)
        met = (one for post, some in own.items() for one in self._at_post(post, some, number, within))
        return sorted(met, key=lambda one: one.other.at)

    def _at_post(self, post: str, own: Sequence[Passed], number: str, within: timedelta) -> Iterator[Meeting]:
        times = [one.at for one in own]
        for first, last in _joined(times, within):
            for other in self._read(NEAR, (_text(first), _text(last), post)):
                if other.person != number:
                    yield Meeting(other, _nearest(own, times, other.at))

    def _read(self, sql: str, values: tuple[str, ...]) -> list[Passed]:
        return [Passed(datetime.fromisoformat(at), *rest) for at, *rest in self._database.rows(sql, values)]


def _joined(times: Sequence[datetime], within: timedelta) -> Iterator[tuple[datetime, datetime]]:
    """The spans around these times, in order, those that touch as one: nobody is found twice."""
    first = last = times[0]
    for at in times[1:]:
        if at - last > 2 * within:
            yield first - within, last + within
            first = at
        last = at
    yield first - within, last + within


def _nearest(own: Sequence[Passed], times: Sequence[datetime], at: datetime) -> Passed:
    place = bisect(times, at)
    return min(own[max(place - 1, 0) : place + 1], key=lambda one: abs(one.at - at))


def _text(at: datetime) -> str:
    return moment(campus(at))
