"""A level in the making: what is asked at each place, each way, of each kind of person, and changing that."""

import itertools
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, TypeAlias

import msgspec

from app.policy.evidence import Direction
from app.policy.level import LevelFile
from app.policy.person import KINDS, PersonKind
from app.policy.rule import DIRECTIONS, ITEMS, POSTS, Demand, Post, Rule
from app.policy.zone import ZoneKind

Where: TypeAlias = tuple[Post, Direction, PersonKind]
EVERYWHERE: tuple[Where, ...] = tuple(itertools.product(POSTS, DIRECTIONS, KINDS))


class Asked(NamedTuple):
    """What is asked somewhere, in the order to ask. forbidden: nobody passes."""

    demands: tuple[Demand, ...]
    forbidden: bool = False


def asked(file: LevelFile, where: Where) -> Asked:
    """What the level asks there."""
    post, direction, kind = where
    rule = next(r for r in file.rules if post in r.posts and direction in r.directions and kind in r.kinds)
    return Asked(tuple(file.demands[name] for name in rule.demands), rule.forbidden)


def zoned(file: LevelFile, zone: ZoneKind, where: Where) -> Asked | None:
    """What it asks there of those who live in a zone; None where that is what it asks of everybody."""
    post, direction, kind = where
    found = [one for one in file.zones if one.zone == zone and post in one.posts and direction in one.directions]
    rule = next((one for one in found if kind in one.kinds), None)
    return Asked(tuple(file.demands[name] for name in rule.demands), rule.forbidden) if rule else None


def changed(file: LevelFile, places: Collection[Where], to: Asked) -> LevelFile:
    """The level with `to` asked at these places, whose demands and rules are put together anew."""
    demands = tuple(sorted(to.demands, key=lambda one: ITEMS.index(one.item)))
    every = {where: asked(file, where) for where in EVERYWHERE}
    every |= {where: Asked(demands, to.forbidden) for where in places}
    zoned = [file.demands[name] for rule in file.zones for name in rule.demands]
    names = _names(file, (*(demand for one in every.values() for demand in one.demands), *zoned))
    zones = tuple(
        msgspec.structs.replace(rule, demands=tuple(names[file.demands[name]] for name in rule.demands))
        for rule in file.zones
    )
    return msgspec.structs.replace(
        file, demands={name: demand for demand, name in names.items()}, rules=tuple(_rules(every, names)), zones=zones
    )


def _names(file: LevelFile, demands: Iterable[Demand]) -> dict[Demand, str]:
    """A name for each demand: the one it had, or its item's with a number."""
    had = {demand: name for name, demand in reversed(file.demands.items())}
    names: dict[Demand, str] = {}
    taken = set(file.demands)
    for demand in dict.fromkeys(demands):
        fresh = (demand.item if at == 1 else f"{demand.item}-{at}" for at in itertools.count(1))
        names[demand] = had.get(demand) or next(name for name in fresh if name not in taken)
        taken.add(names[demand])
    order = {name: at for at, name in enumerate(file.demands)}
    return dict(sorted(names.items(), key=lambda pair: order.get(pair[1], len(order))))


def _rules(every: dict[Where, Asked], names: dict[Demand, str]) -> Iterator[Rule]:
    """One rule for all that are asked the same at the same places: kinds first, then ways, then posts."""
    for kinds, ways, posts, one in _joined(every):
        demands = tuple(names[demand] for demand in one.demands)
        yield Rule(posts=posts, directions=ways, kinds=kinds, demands=demands, forbidden=one.forbidden)


def _joined(
    every: dict[Where, Asked],
) -> Iterator[tuple[tuple[PersonKind, ...], tuple[Direction, ...], tuple[Post, ...], Asked]]:
    by_way: dict[tuple[Post, tuple[PersonKind, ...], Asked], list[Direction]] = {}
    for post, direction in itertools.product(POSTS, DIRECTIONS):
        groups: dict[Asked, list[PersonKind]] = {}
        for kind in KINDS:
            groups.setdefault(every[post, direction, kind], []).append(kind)
        for one, kinds in groups.items():
            by_way.setdefault((post, tuple(kinds), one), []).append(direction)
    by_post: dict[tuple[tuple[PersonKind, ...], tuple[Direction, ...], Asked], list[Post]] = {}
    for (post, of, one), ways in by_way.items():
        by_post.setdefault((of, tuple(ways), one), []).append(post)
    for (of, both, one), posts in by_post.items():
        yield of, both, tuple(posts), one
