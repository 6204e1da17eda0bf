"""Two people's evidence never mixes, whatever comes in whatever order."""

import time
from collections import defaultdict
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.decode.symbol import Symbol
from app.lane.lane import Lane
from app.policy.person import Person
from tests.fakes.campus import Campus
from tests.fakes.posts import HandClock, MemoryPost

PEOPLE = [Person(number=f"20190000{n:02d}", name=f"张{n}") for n in range(4)]
CAMPUS = Campus()
CODES = {person.number: CAMPUS.code(person) for person in PEOPLE}
BAD = {person.number: CAMPUS.expired(person) for person in PEOPLE}
COLORS = st.sampled_from(["green", "yellow", "red", "unknown"])

someone = st.sampled_from(PEOPLE)
events = st.lists(
    st.one_of(
        st.tuples(st.just("code"), someone),
        st.tuples(st.just("bad"), someone),
        st.tuples(st.just("typed"), someone),
        st.tuples(st.just("identify"), someone),
        st.tuples(st.just("health"), COLORS),
        st.tuples(st.just("temperature"), st.just(None)),
        st.tuples(st.sampled_from(["look", "enter", "decide", "escape", "danger"]), st.just(None)),
        st.tuples(st.just("wait"), st.sampled_from([1, 5, 12, 25, 70])),
    ),
    max_size=40,
)


class Street:
    """Plays events into a lane and keeps, for each unique piece of evidence, which identity came last before it."""

    def __init__(self, level: str) -> None:
        self.clock = HandClock()
        self.post = MemoryPost(self.clock, CAMPUS.trust(), level, people=PEOPLE)
        self.lane = Lane(self.post, self.clock)
        self.last: str | None = None
        self.owner: dict[float, str | None] = {}
        self.health: list[tuple[str, str | None]] = []

    def play(self, what: str, value: Any) -> None:
        step = len(self.owner) + len(self.health)
        match what:
            case "code" | "bad":
                payload = (CODES if what == "code" else BAD)[value.number]
                self.last = value.number if what == "code" else f"bad {value.number}"
                self.lane.scan(Symbol("QRCode", payload.encode()), time.monotonic())
            case "typed":
                self.last = value.number
                self.lane.scan(Symbol("Text", value.number.encode()), time.monotonic())
            case "identify":
                self.last = value.number
                self.lane.identify(value.number)
            case "health":
                payload = f"https://s.sh.gov.cn/{step:030x}1649572800000"
                self.health.append((payload, self.last))
                self.lane.scan(Symbol("QRCode", payload.encode(), color=value), time.monotonic())
            case "temperature":
                celsius = round(35.0 + step / 20, 2)
                self.owner[celsius] = self.last
                self.lane.measure(celsius, "thermometer", time.monotonic())
            case "look":
                self.lane.look("health-code")
            case "wait":
                self.clock.turn(value)
                self.lane.tick()
            case _:
                self.act(what)

    def act(self, what: str) -> None:
        {
            "enter": self.lane.next_person, "decide": self.lane.decide_now, "escape": self.lane.clear,
            "danger": lambda: self.lane.override(""),
        }[what]()  # fmt: skip


@settings(max_examples=300)
@given(st.sampled_from(["open", "routine", "closed"]), events)
def test_each_piece_of_evidence_is_in_one_persons_records_only(level: str, played: list[tuple[str, Any]]) -> None:
    street = Street(level)
    for what, value in played:
        street.play(what, value)
    street.lane.next_person()
    tokens: dict[str, set[str]] = defaultdict(set)
    for passage in street.post.passages:
        if passage["celsius"] is not None and passage["person"]:
            assert street.owner[passage["celsius"]] == passage["person"]
        for claim in passage["claims"]:
            if claim["kind"] == "health-code":
                tokens[claim["token"]].add(passage["person"])
    assert all(len(people) == 1 for people in tokens.values())


@settings(max_examples=300)
@given(st.sampled_from(["open", "routine", "closed"]), events)
def test_nobody_is_admitted_without_an_identity_of_their_own(level: str, played: list[tuple[str, Any]]) -> None:
    street = Street(level)
    identified: set[str] = set()
    for what, value in played:
        if what in ("code", "typed", "identify"):
            identified.add(value.number)
        street.play(what, value)
    street.lane.next_person()
    admitted = {passage["person"] for passage in street.post.passages if passage["verdict"] == "admit"}
    assert admitted <= identified


@settings(max_examples=200)
@given(events)
def test_everybody_who_was_shown_a_decision_has_exactly_that_record(played: list[tuple[str, Any]]) -> None:
    street = Street("routine")
    shown: list[tuple[str, str]] = []
    street.lane._on_decision = lambda view: shown.append((view.entry.fact.id, view.decision.verdict))  # type: ignore[union-attr]
    for what, value in played:
        street.play(what, value)
    street.lane.next_person()
    written = [
        (entry.fact.id, (entry.fact.body or {})["verdict"])
        for entry in street.post.written
        if entry.fact.kind == "passage"
    ]
    assert shown == written
