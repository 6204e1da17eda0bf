"""What is counted as records arrive is what counting them all at the end would give."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.server.counts.asked import Counts
from app.server.counts.recount import check, mend
from app.server.counts.what import What, read
from app.store.fact import Entry, Fact
from app.sync.batches import batch_of
from app.sync.protocol import Batch
from tests.server.asking import answered, post
from tests.server.engines import place_of
from tests.sync.memory import NOW, Centre, MemoryLedger, fact_of

DAY = date(2022, 4, 10)
BODIES: dict[str, list[dict[str, Any]]] = {
    "passage": [
        {"direction": way, "verdict": verdict, "judged": judged, "reasons": reasons}
        for way in ("in", "out")
        for verdict, judged, reasons in (
            ("admit", "", []), ("refer", "", ["fever"]), ("undecided", "admit", []), ("hold", "", []),
        )
    ],
    "temperature": [{"person": "1", "celsius": celsius} for celsius in (36.5, 38.2)],
    "from the future": [{"answer": 42}],
}  # fmt: skip


@pytest.fixture(scope="module")
def lasting(engine_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    folder = tmp_path_factory.mktemp("centre")
    made = Centre(folder, place_of(engine_kind, folder)())
    yield made
    made.close()


class Post:
    """A station that sends what and when the test says, whatever its ledger marks as sent."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.ledger = MemoryLedger()
        self.token = centre.join(self.ledger.station).token
        self.withheld: set[str] = set()
        self.sent: list[Batch] = []

    def write(self, kind: str, body: dict[str, Any], corrects: str = "") -> str:
        about = {**body, "corrects": corrects, "why": "typo"} if corrects else body
        return self.ledger.write(1, kind=kind, body=about)[0].fact.id

    def send(self, most: int = 500) -> None:
        while entries := self.ledger.unsent(most):
            self.put(entries)
            self.ledger.acknowledge(entries[-1].incarnation, entries[-1].seq, entries[-1].chain_hash)

    def put(self, entries: list[Entry]) -> None:
        before = self.ledger.hash_at(entries[0].incarnation, entries[0].seq - 1)
        assert before is not None
        made = batch_of(entries, id=self.ledger.station, before=before, sent_at=NOW, held_back=self.withheld)
        self.sent.append(made)
        answered(post(self.centre, self.token, made))

    def replay(self, number: int) -> None:
        if self.sent:
            answered(post(self.centre, self.token, self.sent[number % len(self.sent)]))

    def requeue(self) -> None:
        """What was withheld is sent after all, behind what corrects it."""
        self.withheld.clear()
        for chain in self.ledger.chains.values():
            if sent := chain[: self.ledger.marks[chain[0].incarnation]] if chain else []:
                self.put(sent)


def expected(facts: dict[str, Fact], withheld: set[str], forgotten: set[str]) -> Counter[tuple[str, str]]:
    """Kind and sort of what stands, by pairs alone: whoever is corrected by a chain of pairs, or is not its last."""
    named = {one.id: str(one.body["corrects"]) for one in facts.values()
             if one.body and one.body.get("corrects") and one.id not in withheld | forgotten}  # fmt: skip
    row = {one: one for one in [*facts, *named.values()]}
    for _ in row:  # spread the smallest name until nothing changes any more
        for one, other in named.items():
            row[one] = row[other] = min(row[one], row[other])
    last: dict[str, str] = {}
    for one in facts:
        if one not in withheld:
            last[row[one]] = max(one, last.get(row[one], ""))
    standing = [facts[one] for one in last.values()]
    return Counter((one.kind, "" if one.id in forgotten else sort(one)) for one in standing)


def sort(fact: Fact) -> str:
    assert fact.body is not None
    body = fact.body
    if fact.kind == "passage":
        return str(What(body["direction"], body["verdict"], body["judged"], "fever" in body["reasons"]))
    return str(What(fever=True)) if body.get("celsius", 0) > 37.3 else ""


def counted(centre: Centre, station: str) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for one in Counts(centre.storage.engine).ever():
        if one.station == station:
            found[one.kind, str(one.what)] += one.number
    return found


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(sorted(BODIES)), st.integers(0, 7)),
        st.tuples(st.just("correct"), st.integers(0, 30), st.integers(0, 7)),
        st.tuples(st.just("send"), st.integers(1, 4), st.just(0)),
        st.tuples(st.just("replay"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("withhold"), st.integers(0, 30), st.just(0)),
        st.tuples(st.just("forget"), st.integers(0, 30), st.just(0)),
        st.tuples(st.just("renew"), st.just(0), st.just(0)),
        st.tuples(st.just("requeue"), st.just(0), st.just(0)),
    ),
    max_size=25,
)


@settings(max_examples=60)
@given(STEPS)
def test_counts_are_what_the_records_say(lasting: Centre, steps: list[tuple[str, Any, int]]) -> None:
    station = Post(lasting)
    forgotten: set[str] = set()
    for step, one, number in steps:
        carry_out(station, forgotten, step, one, number)
    station.send()
    facts = station.ledger.written
    assert counted(lasting, station.ledger.station) == expected(facts, station.withheld, forgotten)
    assert check(lasting.storage.engine, station.ledger.station) == []
    station.requeue()
    assert counted(lasting, station.ledger.station) == expected(facts, set(), forgotten)
    assert check(lasting.storage.engine, station.ledger.station) == []


def carry_out(station: Post, forgotten: set[str], step: str, one: Any, number: int) -> None:
    waiting = station.ledger._waiting()
    written = list(station.ledger.written)
    if step == "write":
        station.write(one, BODIES[one][number % len(BODIES[one])])
    elif step == "correct" and written:
        corrected = written[one % len(written)]
        kind = station.ledger.written[corrected].kind
        station.write(kind, BODIES[kind][number % len(BODIES[kind])], corrected)
    elif step == "send":
        station.send(one)
    elif step == "replay":
        station.replay(one)
    elif step == "withhold" and waiting:
        station.withheld.add(waiting[one % len(waiting)].fact.id)
    elif step == "forget" and waiting:
        entry = waiting[one % len(waiting)]
        station.ledger.forget(entry)
        forgotten.add(entry.fact.id)
    elif step == "renew":
        station.ledger.renew()
    elif step == "requeue":
        station.requeue()


def test_hours_are_the_campuss(centre: Centre) -> None:
    station = Post(centre)
    station.write("passage", BODIES["passage"][0])
    station.write("passage", BODIES["passage"][5])
    station.write("temperature", BODIES["temperature"][1])
    station.send()
    counts = Counts(centre.storage.engine)
    assert {(one.post, one.kind, one.hour, one.number) for one in counts.day(DAY)} == {
        ("gate", "passage", 14, 1), ("gate", "temperature", 14, 1),
    }  # fmt: skip
    assert (counts.inside(), counts.fevers(DAY)) == (1, 2)
    assert counts.day(date(2022, 4, 9)) == []


@pytest.mark.parametrize("year", [1, 1970, 2101, 9999])
def test_a_pc_of_a_wrong_year_is_counted_like_any_other(centre: Centre, year: int) -> None:
    station = Post(centre)
    fact = fact_of(0, random.Random(1), "passage", BODIES["passage"][0])
    station.ledger._place(msgspec.structs.replace(fact, at=datetime(year, 12, 31, 20, tzinfo=UTC)))
    station.write("passage", BODIES["passage"][0])
    station.send()
    assert Counts(centre.storage.engine).inside() == 2
    assert check(centre.storage.engine, station.ledger.station) == []


def test_a_wrong_count_is_found_and_mended(centre: Centre) -> None:
    station = Post(centre)
    for body in BODIES["passage"]:
        station.write("passage", body)
    station.send()
    engine, name = centre.storage.engine, station.ledger.station
    right = counted(centre, name)
    engine.write(lambda connection: connection.execute("UPDATE tally SET count = count + 1 WHERE what = 'in/admit//'"))
    engine.write(lambda connection: connection.execute("UPDATE total SET count = 0 WHERE what = 'out/hold//'"))
    assert {(one.what, one.kept, one.right) for one in check(engine, name)} == {
        ("in/admit//", 2, 1), ("out/hold//", 0, 1),
    }  # fmt: skip
    assert len(mend(engine, name)) == 2
    assert check(engine, name) == []
    assert counted(centre, name) == right


def test_a_kind_learnt_later_is_counted_by_mending(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    station = Post(centre)
    monkeypatch.setattr("app.server.reading.kinds", dict)
    station.write("temperature", BODIES["temperature"][1])
    station.send()
    assert counted(centre, station.ledger.station) == Counter({("temperature", ""): 1})
    monkeypatch.undo()
    mend(centre.storage.engine, station.ledger.station)
    assert counted(centre, station.ledger.station) == Counter({("temperature", "///fever"): 1})


@given(st.builds(What, st.sampled_from(("", "in", "out")), st.sampled_from(("", "hold")), st.just(""), st.booleans()))
def test_a_sort_is_read_as_it_was_written(one: What) -> None:
    assert read(str(one)) == one
