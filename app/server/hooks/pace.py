"""When a message is tried again, and when no more. Pure."""

import random
from datetime import timedelta

TRIES = 14
"""Then it is given up: with these pauses after about a day."""
_FIRST, _LONGEST = 10.0, 4 * 3600.0
"""Seconds."""


def pause(tries: int, rng: random.Random) -> timedelta:
    """How long after the `tries`-th try the next one is: longer each time, between half of it and all of it, so that
    receivers who come back are not met by everybody at once."""
    longest = min(_FIRST * 2 ** min(tries - 1, 20), _LONGEST)
    return timedelta(seconds=rng.uniform(longest / 2, longest))
