"""Times as a decision compares them: all in the campus's zone, so that naive and aware ones never meet."""

from datetime import datetime, timedelta

from app.clock import CAMPUS, campus

GRACE = timedelta(minutes=10)
"""Clocks of phones, of this PC and of laboratories differ a little, and a person stands in the lane for a while."""


def moment(time: datetime) -> datetime:
    """`time` in the campus's zone; one without an offset, as pages print it, already is.

    The very ends of the calendar, where a change of zone overflows, are taken as they stand.
    """
    try:
        return campus(time)
    except OverflowError:
        return time.replace(tzinfo=CAMPUS)


def future(now: datetime, time: datetime) -> bool:
    """Whether `time` is later than any difference of clocks explains."""
    return moment(time) - moment(now) > GRACE


def over(now: datetime, time: datetime) -> bool:
    """Whether `time`, an end of validity, is longer past than a wait in the lane explains."""
    return moment(now) - moment(time) > GRACE


def older(now: datetime, time: datetime, hours: float) -> bool:
    """Whether `time` is more than `hours` before `now`."""
    return moment(now) - moment(time) > timedelta(hours=hours)


def current(now: datetime, time: datetime, hours: float | None) -> bool:
    """Whether something of `time` counts in favour of somebody: neither from the future nor too old."""
    return not future(now, time) and not (hours is not None and older(now, time, hours))
