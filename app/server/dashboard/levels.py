"""The control levels that the centre has published, and which stations have taken them over."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from app.clock import campus
from app.errors import UserError
from app.i18n import tr
from app.policy import level as policies
from app.server.dashboard.stations import Station
from app.server.reference import leveltexts, taken
from app.server.reference.published import everything, present
from app.server.sql.port import Connection, Engine
from app.store.reference import policies as policy_texts
from app.store.reference.levels import SECTION, LevelChange
from app.store.reference.staging.rows import Change

_ALL = "SELECT key, value, version FROM reference_item WHERE section = ? AND value IS NOT NULL ORDER BY key DESC"
_NEWEST = "SELECT max(version) FROM reference_item WHERE section = ?"


class Step(NamedTuple):
    """One change of the level. missing: the stations it is for that do not have it yet; for_: how many it is for. key:
    names it in an address."""

    key: str
    change: LevelChange
    title: str
    for_: int
    missing: tuple[Station, ...]
    ahead: bool

    @property
    def have(self) -> int:
        """How many stations have it."""
        return self.for_ - len(self.missing)


def history(engine: Engine, stations: Sequence[Station], now: datetime) -> list[Step]:
    """Every change, the one that begins last first."""
    known, has = engine.read(_followed), taken.of_all(engine)
    steps = []
    for key, value, version in engine.read(lambda connection: connection.rows(_ALL, (SECTION,))):
        change = msgspec.json.decode(value, type=LevelChange)
        meant = [one for one in stations if not one.revoked and one.name in (change.posts or (one.name,))]
        missing = tuple(one for one in meant if one.id not in has or has[one.id].version < version)
        ahead = campus(change.since) > campus(now)
        steps.append(Step(key, change, _title(change, known), len(meant), missing, ahead))
    return steps


def holding(steps: Sequence[Step]) -> Step | None:
    """The change in force for all posts; None where there never was one."""
    return next((step for step in steps if not step.ahead and not step.change.posts), None)


class Acknowledged(NamedTuple):
    """The level that a station has by its own word, and whether it is the one it should have."""

    title: str
    current: bool


def acknowledged(steps: Sequence[Step], station: Station) -> Acknowledged | None:
    """Of the changes that have begun and are for this station, the last one it has; None where it has none."""
    begun = [step for step in steps if not step.ahead and station.name in (step.change.posts or (station.name,))]
    has = next((step for step in begun if station not in step.missing), None)
    return Acknowledged(has.title, has is begun[0]) if has and not station.revoked else None


def withdrawn(connection: Connection, key: str, now: datetime) -> tuple[LevelChange, Change]:
    """A change that lies ahead is taken back. UserError for one that has begun: only another level ends that."""
    change = present(connection, SECTION, key, LevelChange)
    if change is None or campus(change.since) <= campus(now):
        raise UserError(tr("这次级别已经生效或已取消，不能取消。要更改请发布新的级别。"))
    return change, Change(SECTION, key, None)


class Reach(NamedTuple):
    """How far a section of what is published has come. for_: stations that should have it; missing: those without."""

    for_: int
    missing: tuple[Station, ...]

    @property
    def have(self) -> int:
        """How many have it."""
        return self.for_ - len(self.missing)


def reach(engine: Engine, section: str, stations: Sequence[Station]) -> Reach | None:
    """Which stations have the newest of a section; None where nothing of it was ever published."""
    row = engine.read(lambda connection: connection.row(_NEWEST, (section,)))
    if row is None or row[0] is None:
        return None
    has, meant = taken.of_all(engine), [one for one in stations if not one.revoked]
    return Reach(len(meant), tuple(one for one in meant if one.id not in has or has[one.id].version < row[0]))


def titles(engine: Engine) -> dict[str, str]:
    """Name → title of the levels that can be published: those of the program, and the campus's own."""
    own = (policies.parse(text, name) for name, text in engine.read(leveltexts.carried).items())
    return {one.name: tr(one.title) for one in (*policies.levels().values(), *own)}


def _followed(connection: Connection) -> dict[str, str]:
    """Name → title of the levels that a change without a text follows by their name."""
    put = (policies.parse(text, name) for name, text in everything(connection, policy_texts.SECTION, str).items())
    return {one.name: tr(one.title) for one in (*policies.levels().values(), *put)}


def _title(change: LevelChange, known: Mapping[str, str]) -> str:
    """As the text says that the change carries."""
    if not change.text:
        return known.get(change.level, change.level)
    try:
        return tr(policies.parse(change.text, change.level).title)
    except UserError:  # a newer program's
        return change.level
