"""High temperatures of one round: the first asks for a second measurement, the second is reported at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from app.dormitory.facts import Measurement
from app.policy.rule import Fever as Thresholds


@dataclass(frozen=True, slots=True)
class Fever:
    """state: none was high; a second measurement is pending; it was high again; or it was not (settled).

    due: from when on a measurement is the second one. high: ids of the high ones. celsius: the highest.
    """

    state: Literal["none", "pending", "again", "settled"] = "none"
    due: datetime | None = None
    high: tuple[str, ...] = ()
    celsius: float | None = None


NONE = Fever()


def is_high(measurement: Measurement, thresholds: Thresholds) -> bool:
    """By its site's own threshold of the level in force."""
    return measurement.celsius >= threshold(measurement.site, thresholds)


def threshold(site: str, thresholds: Thresholds) -> float:
    """°C from which a temperature of that site is high; of an unknown one the lowest of all."""
    of_site = {"forehead": thresholds.forehead, "armpit": thresholds.armpit, "ear": thresholds.ear}
    return of_site.get(site, min(of_site.values()))


def fever(measurements: Sequence[Measurement], thresholds: Thresholds, rest: timedelta) -> Fever:
    """The state after `measurements`, in their order. As at the gate the one after the rest counts, and no other,
    except where a person says of it that it is the second one. High twice stays so, whatever is measured afterwards:
    letting somebody go is the medical duty room's business."""
    high = [one for one in measurements if is_high(one, thresholds)]
    if not high:
        return NONE
    ids, highest = tuple(one.id for one in high), max(one.celsius for one in high)
    first, due = measurements.index(high[0]), high[0].at + rest
    second = [one for one in measurements[first + 1 :] if one.second or one.at >= due]
    if any(is_high(one, thresholds) for one in second):
        return Fever("again", None, ids, highest)
    return Fever("settled", None, ids, highest) if second else Fever("pending", due, ids, highest)
