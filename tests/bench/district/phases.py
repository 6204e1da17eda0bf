"""What the district lives through, one phase after the other."""

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from app.policy.person import Person
from app.store.reference.staging.rows import Change, encoded
from tests.bench.district.books import Books, written
from tests.bench.district.making import Made
from tests.bench.district.station import Station

GAP = 9.0
"""Seconds between two people at one gate in the morning: 400 between 7:00 and 8:00."""
CHANGES = 1_000


@dataclass
class District:
    """Stations that run. longest: seconds after which a phase is given up."""

    stations: Sequence[Station]
    rng: random.Random
    longest: float

    @contextmanager
    def books(self) -> Iterator[Books]:
        """One for all stations, until the block ends."""
        with written() as books:
            for station in self.stations:
                station.books = books
            yield books

    async def until(self, done: Callable[[Station], bool]) -> None:
        """Wait until that is so of every station. TimeoutError: not within `longest`."""
        async with asyncio.timeout(self.longest):
            for station in self.stations:
                while not done(station):
                    await asyncio.sleep(0.02)


async def known(district: District, version: int) -> None:
    """Everybody has that version of the reference, whole and sealed."""
    await district.until(lambda station: station.version >= version)


async def morning(district: District, made: Sequence[Sequence[Made]], gap: float) -> None:
    """A queue at every gate: a record every `gap` seconds, nowhere at the same moment."""

    async def gate(station: Station, batches: Sequence[Made]) -> None:
        await asyncio.sleep(district.rng.uniform(0, gap))
        for one in batches:
            station.write(one)
            await asyncio.sleep(gap)

    await asyncio.gather(*(gate(*pair) for pair in zip(district.stations, made, strict=True)))
    await sent(district)


async def herd(district: District, made: Sequence[Sequence[Made]]) -> None:
    """All come back within the same second, each with what it wrote meanwhile."""

    async def back(station: Station, batches: Sequence[Made]) -> None:
        await asyncio.sleep(district.rng.uniform(0, 1))
        station.write(*batches)

    await asyncio.gather(*(back(*pair) for pair in zip(district.stations, made, strict=True)))
    await sent(district)


async def hurry(stations: Sequence[Station], made: Sequence[Sequence[Made]], seconds: float) -> None:
    """Some send single records one behind the other, as fast as they are answered."""
    for station, batches in zip(stations, made, strict=True):
        station.write(*batches)
    await asyncio.sleep(seconds)


async def sent(district: District) -> None:
    """Nobody has anything unsent."""
    await district.until(lambda station: not station.unsent)


def roster(people: Iterator[Person], count: int) -> list[Change]:
    return [Change("person", one.number, encoded(one)) for one in islice(people, count)]


def moved(changes: Sequence[Change]) -> list[Change]:
    """A thousand of them live somewhere else."""
    step = max(1, len(changes) // CHANGES)
    numbers = [one.key for one in changes[::step]][:CHANGES]
    people = (Person(number=number, name="孟亦嘉", place=f"9-{n}") for n, number in enumerate(numbers))
    return [Change("person", one.number, encoded(one)) for one in people]
