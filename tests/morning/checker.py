"""Reads a ledger as a stranger would, with SQL and nothing of the program's, and holds it against the script."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from tests.morning.script import Coming, Right

ALL = "SELECT id, kind, at, body FROM ledger ORDER BY n"


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    kind: str
    at: str
    body: dict[str, Any]


def rows(database: Path, key: bytes) -> list[Row]:
    """Everything in the file."""
    connection = dbapi2.connect(str(database))
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        return [Row(id_, kind, at, json.loads(body)) for id_, kind, at, body in connection.execute(ALL)]
    finally:
        connection.close()


def standing(some: Sequence[Row], kind: str) -> list[Row]:
    """Of one kind, without those whose place a correction has taken."""
    corrected = {row.body.get("corrects") for row in some}
    return [row for row in some if row.kind == kind and row.id not in corrected]


def problems(some: Sequence[Row], comings: Sequence[Coming], numbers: dict[str, str]) -> Iterator[str]:
    """What is not as the script says, a sentence each. numbers: of whoever is in the script."""
    people: dict[str, list[Right]] = {}
    nobody: Counter[tuple[str, str]] = Counter()
    for coming in comings:
        for right in coming.right:
            if right.nameless:
                nobody[right.verdict, right.reason] += 1
            else:
                people.setdefault(coming.who, []).append(right)
    found = _by_person([*standing(some, "passage"), *standing(some, "override")])
    for who, rights in people.items():
        yield from _of_one(who, rights, found.pop(numbers[who], []))
    unnamed = Counter((_verdict(row), next(iter(row.body.get("reasons", ())), "")) for row in found.pop("", []))
    for (verdict, reason), times in ((nobody - unnamed) + (unnamed - nobody)).items():
        yield f"{verdict} {reason} of nobody: {times} times too often or too rarely"
    for number, strays in found.items():
        yield f"{number} did not come, or was sent away, and has {[_told(row) for row in strays]}"


def strange_temperatures(some: Sequence[Row], measured: dict[str, set[float]]) -> Iterator[str]:
    """Temperatures that are in nobody's record but were another's, or nobody's. measured: of each number."""
    for row in some:
        celsius, number = row.body.get("celsius"), row.body.get("person", "")
        if celsius is not None and celsius not in measured.get(number, set()):
            yield f"{number}: {celsius}, and not of {measured.get(number)}"


def grouped(some: Sequence[Row]) -> set[str]:
    """The numbers of those who were let in as one of a group."""
    return {row.body["person"] for row in standing(some, "passage") if row.body.get("group")}


def _by_person(some: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(some, key=lambda row: (row.at, row.kind == "override")):
        found.setdefault(row.body.get("person", ""), []).append(row)
    return found


def _of_one(who: str, rights: Sequence[Right], found: Sequence[Row]) -> Iterator[str]:
    told = [_told(row) for row in found]
    if len(found) != len(rights):
        yield f"{who}: {told}, and not {list(rights)}"
        return
    for right, row in zip(rights, found, strict=True):
        fits = _verdict(row) == right.verdict and (not right.reason or right.reason in row.body.get("reasons", ()))
        if not fits or row.body.get("judged", "") != right.judged:
            yield f"{who}: {_told(row)}, and not {right}"


def _verdict(row: Row) -> str:
    return "override" if row.kind == "override" else row.body["verdict"]


def _told(row: Row) -> str:
    return " ".join(map(str, (_verdict(row), *row.body.get("reasons", ()), row.body.get("judged", ""), row.at[11:19])))


SIXTEEN = (
    "celsius", "health_code", "travel_card", "test_report", "deliverer", "lines", "vehicle", "trip",
    "people_disinfected", "vehicle_disinfected", "goods_disinfected", "area_disinfected", "carrier", "means", "route",
    "store",
)  # fmt: skip
"""The four musts, four each, as a record of goods names them."""


def wrong_deliveries(some: Sequence[Row], right: dict[str, str]) -> Iterator[str]:
    """What is not as the script says. right: of each delivery by its number, what became of it."""
    decided = [row.body for row in standing(some, "goods")]
    for number, outcome in right.items():
        mine = [body for body in decided if body["delivery"] == number]
        if [body["outcome"] for body in mine] != [outcome]:
            yield f"{number}: {[body['outcome'] for body in mine]}, and not {outcome}"
        elif outcome == "released" and (missing := [name for name in SIXTEEN if not mine[0].get(name)]):
            yield f"{number}: released without {missing}"
    if len(decided) != len(right):
        yield f"{len(decided)} deliveries, and not {len(right)}"
