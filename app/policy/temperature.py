"""Temperatures: a fever refers, or is measured again after a rest where level and post have one; the newest plausible
one admits."""

from datetime import datetime, timedelta

from app.codes.claim import Trust
from app.policy.decision import Check
from app.policy.evidence import Temperature
from app.policy.finding import Case, Finding, done, failed, missing
from app.policy.rule import Demand, SecondMeasurement
from app.policy.times import current, future, moment

PLAUSIBLE = (34.0, 43.0)
"""°C, both included. Below is a forehead out of the cold or a thermometer that missed; above is nobody's."""
REST = "rest-first"
"""The reason of whoever rests before the second measurement."""


def objection(case: Case) -> Finding | None:
    """A fever, measured or seen, since the medical duty room last released the person.

    A lower reading afterwards does not undo it: measuring again, and saying what it means, is the medical duty room's
    business (发烧咳嗽者一律医学隔离观察), and a cold forehead or a second try must not get anybody past it.
    Where the level has a second measurement and the post can time it, the one after the rest counts, and no other.
    """
    found = _high(case)
    if found is not None:
        return found
    looks = case.evidence.looks
    if any(look.item == "temperature" and not look.good and not before_release(case, look.at) for look in looks):
        return failed("temperature", "refer", "fever", "seen")
    if _only_absurd(case):
        return failed("temperature", "hold", "temperature-implausible", _trust(case.evidence.temperatures[-1]))
    return None


def waits(case: Case) -> bool:
    """Whether a first high temperature is not settled yet: they rest, or nobody has measured again."""
    found = _high(case)
    return found is not None and found.verdict == "hold"


def _high(case: Case) -> Finding | None:
    """What the high readings since the release bring; None where there are none, or a second one settled them."""
    high = [reading for reading in _plausible(case) if _fever(case, reading) and not before_release(case, reading.at)]
    second = case.level.second_measurement if case.evidence.may_rest else None
    return _measured_again(case, high, second) if high else None


def _measured_again(case: Case, high: list[Temperature], second: SecondMeasurement | None) -> Finding | None:
    first = min(high, key=lambda reading: moment(reading.at))
    refers = failed("temperature", "refer", "fever", _trust(first))
    if second is None:
        return refers
    rest = timedelta(minutes=second.after_minutes)
    again = [reading for reading in _plausible(case) if moment(reading.at) - moment(first.at) >= rest]
    if still := [reading for reading in again if _fever(case, reading)]:
        newest = max(still, key=lambda reading: moment(reading.at))
        return failed("temperature", "refer", "fever", _trust(newest))
    if any(not future(case.now, reading.at) for reading in again):
        return None if second.normal == "settles" else refers
    if moment(case.now) - moment(first.at) >= rest:
        return missing("temperature")
    return Finding(Check("temperature", "failed", _trust(first), REST), "hold", REST)


def settle(case: Case, demand: Demand) -> Finding:
    """The newest reading that is plausible, of now, and of a trust the level accepts."""
    spoken_against = objection(case)
    if spoken_against is not None:
        return spoken_against
    shown = [(_trust(reading), reading) for reading in _plausible(case) if _trust(reading) in demand.accept]
    hours = demand.within_hours or case.level.shown_hours
    standing = [(trust, reading) for trust, reading in shown if current(case.now, reading.at, hours)]
    if standing:
        trust, newest = max(standing, key=lambda one: moment(one[1].at))
        if not _fever(case, newest):
            return done("temperature", trust)
    if case.seen(demand):
        return done("temperature", "seen")
    if standing:  # high, but from before the release: what it is now has to be measured
        return missing("temperature")
    if shown:
        return failed("temperature", "hold", "temperature-old", shown[-1][0])
    return missing("temperature")


def _only_absurd(case: Case) -> bool:
    """Whether somebody measured and got what no person has: nobody passes on that, at whatever level."""
    readings = case.evidence.temperatures
    return bool(readings) and not list(_plausible(case)) and not case.seen(case.demand("temperature"))


def before_release(case: Case, at: datetime) -> bool:
    """Whether the medical duty room has released the person since `at`."""
    release = case.evidence.released_at
    return release is not None and not future(case.now, release) and moment(at) <= moment(release)


def _plausible(case: Case) -> list[Temperature]:
    low, high = PLAUSIBLE
    return [reading for reading in case.evidence.temperatures if low <= reading.celsius <= high]


def _fever(case: Case, reading: Temperature) -> bool:
    thresholds = case.level.fever_from
    from_ = {"forehead": thresholds.forehead, "armpit": thresholds.armpit, "ear": thresholds.ear}
    return reading.celsius >= from_[reading.site]


def _trust(reading: Temperature) -> Trust:
    return "seen" if reading.source == "typed" else "read"
