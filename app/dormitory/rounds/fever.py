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

    due: when the second measurement may be taken. high: ids of the high ones. celsius: the highest.
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
    """The state after `measurements`, in their order. High twice stays so, whatever is measured afterwards: letting
    somebody go is the medical duty room's business."""
    high = [one for one in measurements if is_high(one, thresholds)]
    if not high:
        return NONE
    ids, highest = tuple(one.id for one in high), max(one.celsius for one in high)
    if len(high) > 1:
        return Fever("again", None, ids, highest)
    if measurements[-1] is not high[0]:
        return Fever("settled", None, ids, highest)
    return Fever("pending", high[0].at + rest, ids, highest)
