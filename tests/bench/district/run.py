"""One run: sets the district up, goes through the phases, holds what the centre has against what was acknowledged."""

import asyncio
import hashlib
import random
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from app.demo.people import people
from tests.bench.district import phases
from tests.bench.district.books import Books
from tests.bench.district.centre import Centre
from tests.bench.district.making import Made, batches
from tests.bench.district.phases import District
from tests.bench.district.station import Station
from tests.bench.district.watch import watched

Say = Callable[[str], None]
Each = Callable[..., Iterable[list[Made]]]
"""`map`, or that of a pool of processes."""


@dataclass(frozen=True)
class Size:
    """How large. people: on the list that all have. morning: records at each gate, one every `gap` seconds. backlog:
    records that each station comes back with, in batches of `batch`. hurry: seconds in which `hurrying` stations send
    single records one behind the other; 0 leaves it out. waits: what part of the real client's waits they make.
    longest: seconds after which a phase is given up."""

    stations: int = 1000
    people: int = 2_000
    morning: int = 8
    gap: float = phases.GAP
    backlog: int = 500
    batch: int = 500
    hurry: float = 15.0
    hurrying: int = 64
    waits: float = 1.0
    longest: float = 900.0

    @property
    def batches(self) -> list[int]:
        """The sizes of the batches that each station sends, from the first to the last."""
        full, rest = divmod(self.backlog, self.batch)
        return [1] * self.morning + [self.batch] * full + ([rest] if rest else [])


@dataclass
class Run:
    """postgres: the process of the database, 0 where it is embedded. say: is told line by line what came of it."""

    centre: Centre
    postgres: int
    size: Size
    say: Say
    each: Each = map
    stations: list[Station] = field(default_factory=list)
    phases: dict[str, Books] = field(default_factory=dict)

    async def go(self) -> bool:
        """All phases; whether the centre has exactly what it acknowledged, each record once."""
        rng = random.Random(7)
        bonds = self.centre.enrolled(self.size.stations)
        self.stations = [Station(bond, self.centre.port, rng, self.size.waits) for bond in bonds]
        district = District(self.stations, rng, self.size.longest)
        made = self._made(self.stations, self.size.batches)
        await self._through(district, made)
        return self._same()

    async def _through(self, district: District, made: list[list[Made]]) -> None:
        size, everyone = self.size, phases.roster(people(), self.size.people)
        first = self.centre.publish(everyone)
        async with asyncio.TaskGroup() as running:
            begun = [running.create_task(one.run(district.rng.uniform(0, 1))) for one in self.stations]
            async with self._phase(f"{size.people:,} people, for the first time, to all stations at once", district):
                await phases.known(district, first)
            async with self._phase(f"morning: one record a gate every {size.gap:.1f} s", district):
                await phases.morning(district, [one[: size.morning] for one in made], size.gap)
            async with self._phase("a level is published to all", district):
                level = await asyncio.to_thread(self.centre.level)
                await phases.known(district, level)
            async with self._phase("1,000 changes of the list of people", district):
                changed = await asyncio.to_thread(self.centre.publish, phases.moved(everyone))
                await phases.known(district, changed)
            async with self._phase(f"all come back at once with {size.backlog:,} records each", district):
                await phases.herd(district, [one[size.morning :] for one in made])
            if size.hurry:
                await self._hurried(district)
            for station in self.stations:
                station.stop()
            await asyncio.gather(*begun)

    async def _hurried(self, district: District) -> None:
        some = self.stations[: self.size.hurrying]
        singles = await asyncio.to_thread(self._made, some, [1] * 300)
        async with self._phase(f"{len(some)} stations send single records without a pause", district):
            await phases.hurry(some, singles, self.size.hurry)
            for station in some:
                station.drop()

    def _made(self, stations: Sequence[Station], sizes: Sequence[int]) -> list[list[Made]]:
        """For every station batches of these sizes, which go on where its chain is."""
        return list(self.each(batches, [one.acknowledged for one in stations], [sizes] * len(stations)))

    @asynccontextmanager
    async def _phase(self, name: str, district: District) -> AsyncIterator[None]:
        self.say(name)
        opened = sum(one.opened for one in self.stations)
        with district.books() as books:
            async with watched(self.centre.process.pid, self.postgres) as watch:
                yield
        self.phases[name] = books
        for line in (*books.lines(), *watch.lines(books.lasted, books.answers)):
            self.say(line)
        self.say(f"  sockets    {sum(one.opened for one in self.stations) - opened:,} opened")

    def _same(self) -> bool:
        """Place, id and hash of every record that was acknowledged, and of every one that is there, held together."""
        there = self.centre.digests([one.acknowledged.station for one in self.stations])
        wrong, total = 0, 0
        for station in self.stations:
            sent = b"".join(station.lines)
            count, digest = there[station.acknowledged.station]
            total += count
            same = count == station.acknowledged.seq and digest == hashlib.sha256(sent).digest()
            wrong += not same
        aside = self.centre.aside()
        self.say(f"{total:,} records at the centre; {wrong} stations differ from what they sent; {aside} set aside")
        for line, times in self.centre.told.most_common(5):
            self.say(f"the centre's log, {times:,} times: {line.strip()}")
        return not (wrong or aside)
