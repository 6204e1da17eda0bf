"""What the ledger knows of the dormitory, each record as it stands after its corrections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from app.records.night_step import TICKS
from app.store.fact import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has. id: of the record that counts; amended: it took the place of an earlier one."""

    id: str
    at: datetime
    entered_at: datetime
    post: str = ""
    amended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement(Fact):
    """second: a person says that it is the second measurement, whatever its time."""

    number: str
    celsius: float
    site: str
    source: str = "typed"
    round: str = ""
    ill: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken(Fact):
    """A statement: what somebody says of people, without a temperature."""

    numbers: tuple[str, ...]
    says: str
    round: str = ""
    said_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Fact):
    """Somebody went through a gate or a door. celsius: measured there."""

    number: str
    direction: Literal["in", "out"]
    celsius: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight(Fact):
    """Somebody was looked for at a night check, and was there or was not."""

    number: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested(Fact):
    """A test's result; sampled: when the sample was taken."""

    number: str
    result: str
    sampled: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent(Fact):
    """A report at once."""

    number: str
    cause: str
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified(Fact):
    """A person's note on records that disagreed. open: the matter goes on."""

    number: str
    records: frozenset[str]
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Fact):
    """A daily report that somebody signed."""

    day: str
    scope: str
    of: str
    step: str
    operator: str
    numbers: dict[str, int]
    zero: bool
    follows: str = ""


@dataclass(slots=True)
class Facts:
    """All of them, in the order they were written."""

    measurements: list[Measurement] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    tested: list[Tested] = field(default_factory=list)
    urgent: list[Urgent] = field(default_factory=list)
    verified: list[Verified] = field(default_factory=list)
    signed: list[Signed] = field(default_factory=list)


KINDS = (
    "temperature", "statement", "passage", "night-step", "test-result", "urgent-report", "verification", "daily-report",
)  # fmt: skip


def facts(entries: Iterable[Entry]) -> Facts:
    """The facts in these records. A correction takes the place of what it corrects, also of an earlier correction; one
    whose subject is not among them stands for itself; what was forgotten says nothing."""
    standing: dict[str, Entry] = {}
    place: dict[str, str] = {}
    amended: set[str] = set()
    for entry in entries:
        body = entry.fact.body
        if body is None or entry.fact.kind not in KINDS:
            continue
        first = place.get(str(body.get("corrects", "")), entry.fact.id)
        place[entry.fact.id] = first
        if body.get("corrects"):
            amended.add(first)
        standing[first] = entry
    found = Facts()
    for first, entry in standing.items():
        _sort(found, entry, entry.fact.body or {}, first in amended)
    found.sights = list(_sights(standing.values()))
    return found


def _frame(entry: Entry) -> dict[str, Any]:
    fact = entry.fact
    return {"id": fact.id, "at": fact.at, "entered_at": fact.entered_at, "post": fact.post}


def _sort(found: Facts, entry: Entry, body: dict[str, Any], amended: bool) -> None:
    frame = {**_frame(entry), "amended": amended}
    match entry.fact.kind:
        case "temperature":
            found.measurements.append(_measurement(frame, body))
        case "statement":
            people = tuple(one["person"] for one in body["people"])
            said = {"says": body["says"], "round": body.get("round", ""), "said_by": body.get("said_by", "")}
            found.spoken.append(Spoken(**frame, numbers=people, **said))
        case "passage" if body.get("person") and "admit" in (body["verdict"], body.get("judged")):
            way, celsius = body["direction"], body.get("celsius")
            found.passed.append(Passed(**frame, number=body["person"], direction=way, celsius=celsius))
        case "test-result":
            sampled = datetime.fromisoformat(body["sampled_at"])
            found.tested.append(Tested(**frame, number=body["person"], result=body["result"], sampled=sampled))
        case "urgent-report":
            grounds = tuple(body.get("grounds", ()))
            found.urgent.append(Urgent(**frame, number=body["person"], cause=body["cause"], grounds=grounds))
        case "verification":
            still, ids = body["outcome"] == "open", frozenset(body["records"])
            found.verified.append(Verified(**frame, number=body["person"], records=ids, open=still))
        case "daily-report":
            found.signed.append(_signed(frame, entry.fact.operator, body))


def _sights(entries: Iterable[Entry]) -> Iterator[Sight]:
    """What is ticked later of somebody takes the place of what was ticked before on the same night, whatever time the
    two speak of."""
    last: dict[tuple[str, str], tuple[Entry, str]] = {}
    for entry in sorted(entries, key=lambda one: (one.fact.entered_at, one.fact.id)):
        body = entry.fact.body or {}
        if entry.fact.kind == "night-step" and body["act"] in TICKS:
            last |= {(body["night"], one["person"]): (entry, body["act"]) for one in body["people"]}
    for (_, number), (entry, act) in last.items():
        if act != "undone":
            yield Sight(**_frame(entry), number=number, here=act != "absent")


def _measurement(frame: dict[str, Any], body: dict[str, Any]) -> Measurement:
    return Measurement(
        **frame, number=body["person"], celsius=float(body["celsius"]), site=body.get("site", "forehead"),
        source=body.get("source", "typed"), round=body.get("round", ""), ill=bool(body.get("cough")),
        second=bool(body.get("second")),
    )  # fmt: skip


def _signed(frame: dict[str, Any], operator: str, body: dict[str, Any]) -> Signed:
    return Signed(
        **frame, day=body["day"], scope=body["scope"], of=body.get("of", ""), step=body["step"], operator=operator,
        numbers=dict(body["numbers"]), zero=bool(body.get("zero")), follows=body.get("follows", ""),
    )  # fmt: skip
