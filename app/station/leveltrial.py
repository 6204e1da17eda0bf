"""The dry run (试运行): what a level would have said of the passages of a day, by what their records still have."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from app.clock import CAMPUS, campus_day
from app.i18n import mark
from app.lane.weigh import weigh
from app.policy.decision import Verdict
from app.policy.evidence import Item
from app.policy.level import Level
from app.station.local import LocalPost
from app.station.rebuilt import Record
from app.station.versions import present
from app.store.fact import Entry

Outcome: TypeAlias = Literal["same", "let-in", "kept-out", "otherwise", "ask-more", "unknown", "forgotten"]
Progress: TypeAlias = Callable[[int, int], None]
CHUNK = 200
OUTCOMES: dict[Outcome, str] = {
    "kept-out": mark("会拦下"), "let-in": mark("会放行"), "otherwise": mark("结论不同"), "ask-more": mark("会多问几项"),
    "unknown": mark("无法判断"), "forgotten": mark("已按期限清除"), "same": mark("结论不变"),
}  # fmt: skip


class Line(NamedTuple):
    """A passage that would have been decided otherwise, or of which that cannot be told. before: the verdict, or what
    the guard judged; after: None where it cannot be told. ask: what nobody asked then. lost: of what the record says
    too little."""

    at: datetime
    name: str
    kind: str
    direction: str
    outcome: Outcome
    before: str
    after: Verdict | None
    reasons: tuple[str, ...] = ()
    ask: tuple[Item, ...] = ()
    lost: tuple[Item, ...] = ()


class Trial(NamedTuple):
    """The passages of a campus day. counts: how many of each outcome; lines: all but those that stay the same."""

    day: date
    counts: dict[Outcome, int]
    lines: list[Line]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def yesterday(post: LocalPost) -> date:
    """The campus day before this one."""
    return campus_day(post.clock()) - timedelta(days=1)


def trial(post: LocalPost, level: Level, day: date, progress: Progress = lambda _done, _all: None) -> Trial:
    """Decide the day's passages again, at `level` with the lists of now. NotPermitted for who may not change levels;
    what `progress` raises ends it."""
    post.permit("level.set")
    start = datetime.combine(day, time(), CAMPUS)
    entries = list(post.entries("passage", start=start, end=start + timedelta(days=1)))
    counts: Counter[Outcome] = Counter()
    lines = []
    for done, line in enumerate(_lines(post, level, entries), 1):
        counts[line.outcome] += 1
        if line.outcome != "same":
            lines.append(line)
        if not done % CHUNK:
            progress(done, len(entries))
    return Trial(day, dict(counts), lines)


def _lines(post: LocalPost, level: Level, entries: list[Entry]) -> Iterator[Line]:
    for at in range(0, len(entries), CHUNK):
        for entry in present(post, entries[at : at + CHUNK]):
            if (entry.fact.body or {}).get("judged") != "withdrawn":  # it did not take place
                yield _line(post, level, entry)


def _line(post: LocalPost, level: Level, entry: Entry) -> Line:
    body, at = entry.fact.body, entry.fact.at
    if body is None:
        return Line(at, "", "", "", "forgotten", "", None)
    try:
        rebuilt = Record(post, body, at).rebuilt(level)
    except msgspec.ValidationError:  # a newer program's
        return Line(at, *_who(body), "unknown", _before(body), None)
    decision = weigh(level, rebuilt.evidence, at)
    before = _before(body)
    if decision.verdict == before == "refer":
        return Line(at, *_who(body), "same", before, decision.verdict)
    if rebuilt.lost:
        lost = tuple(sorted(rebuilt.lost))
        return Line(at, *_who(body), "unknown", before, None, lost=lost)
    ask = tuple(item for item in decision.needed if item not in rebuilt.asked)
    outcome = _outcome(body, before, decision.verdict, bool(ask) and set(ask) == set(decision.needed))
    return Line(at, *_who(body), outcome, before, decision.verdict, decision.reasons, ask)


def _outcome(body: dict[str, Any], before: str, after: Verdict, only_asked_more: bool) -> Outcome:
    if after in (before, body.get("verdict")):
        return "same"
    if after == "hold" and only_asked_more:
        return "ask-more"
    if after == "admit":
        return "let-in"
    return "kept-out" if before == "admit" else "otherwise"


def _before(body: dict[str, Any]) -> str:
    """What came of it in the end."""
    return str(body.get("judged") or body.get("verdict") or "")


def _who(body: dict[str, Any]) -> tuple[str, str, str]:
    return str(body.get("name", "")), str(body.get("person_kind", "")), str(body.get("direction", ""))
