"""The day in figures, from the counts that are kept as records arrive: passages per hour and station, fevers, and what
people still have to look at."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from app.server.counts.asked import Count, Counts
from app.server.sql.port import Engine

HOURS = range(24)


class Gate(NamedTuple):
    """The day at one station: how many went in and out in each of the 24 hours."""

    station: str
    into: tuple[int, ...]
    out: tuple[int, ...]

    @property
    def busiest(self) -> int:
        """The hour with most passages."""
        return max(HOURS, key=lambda hour: self.into[hour] + self.out[hour])

    @property
    def total(self) -> int:
        return sum(self.into) + sum(self.out)


class Day(NamedTuple):
    """One campus day. gates: stations with passages, the busiest first. inside: how many more went in than out since
    the beginning, None where that cannot be how many are there. refused, undecided: passages; overrides: life in
    danger."""

    gates: tuple[Gate, ...]
    inside: int | None
    fevers: int
    refused: int
    undecided: int
    overrides: int

    @property
    def into(self) -> int:
        return sum(sum(gate.into) for gate in self.gates)

    @property
    def out(self) -> int:
        return sum(sum(gate.out) for gate in self.gates)


def day_of(engine: Engine, day: date) -> Day:
    """The figures of one campus day."""
    counts = Counts(engine)
    found, inside = counts.day(day), counts.inside()
    passages = [one for one in found if one.kind == "passage"]
    return Day(
        gates=tuple(sorted(_gates(found), key=lambda gate: -gate.total)),
        inside=inside if inside >= 0 else None,
        fevers=sum(one.number for one in found if one.what.fever),
        refused=sum(one.number for one in passages if "refuse" in (one.what.outcome, one.what.judged)),
        undecided=sum(one.number for one in passages if one.what.outcome == "undecided" and not one.what.judged),
        overrides=sum(one.number for one in found if one.kind == "override"),
    )


def _gates(counts: Iterable[Count]) -> list[Gate]:
    found: dict[str, dict[str, list[int]]] = {}
    for one in counts:
        if one.what.through and one.what.direction in ("in", "out"):
            gate = found.setdefault(one.station, {"in": [0] * 24, "out": [0] * 24})
            gate[one.what.direction][one.hour] += one.number
    return [Gate(station, tuple(gate["in"]), tuple(gate["out"])) for station, gate in found.items()]
