"""Two people's evidence never mixes, whatever comes in whatever order."""

import time
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.codes.claim import Claim
from app.codes.claim import Test as Sample
from app.decode.symbol import Symbol
from app.lane.lane import Lane
from app.lane.view import LaneView
from app.policy.person import Person
from tests.fakes.campus import Campus
from tests.fakes.posts import START, HandClock, MemoryPost

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
        st.tuples(st.just("page"), COLORS),
        st.tuples(st.just("report"), st.sampled_from(["negative", "positive"])),
        st.tuples(st.just("temperature"), st.booleans()),
        st.tuples(st.just("judge"), st.booleans()),
        st.tuples(st.just("turn"), st.sampled_from(["in", "out"])),
        st.tuples(st.just("disk"), st.just(None)),
        st.tuples(st.sampled_from(["look", "enter", "decide", "escape", "danger"]), st.just(None)),
        st.tuples(st.just("wait"), st.sampled_from([1, 5, 12, 25, 70])),
    ),
    max_size=40,
)


class Street:
    """Plays events into a lane and keeps, for each unique piece of evidence, which identity came last before it."""

    def __init__(self, level: str) -> None:
        self.told: list[tuple[str, str]] = []
        self.clock = HandClock()
        self.post = MemoryPost(self.clock, CAMPUS.trust(), level, people=PEOPLE)
        self.lane = Lane(self.post, self.clock, on_decision=self.hear, on_problem=lambda _error: None)
        self.last: str | None = None
        self.owner: dict[float, str | None] = {}
        self.health: list[tuple[str, str | None]] = []
        self.pages: dict[datetime, str | None] = {}

    def hear(self, view: LaneView) -> None:
        assert view.entry is not None
        self.told.append((view.entry.fact.id, view.decision.verdict))

    def end(self) -> None:
        """Everybody has left, and the disk takes what is owed."""
        self.post.full = False
        self.lane.next_person()
        self.clock.turn(60)
        self.lane.tick()
        assert self.lane.owed == 0

    def play(self, what: str, value: Any) -> None:
        if what in ("code", "bad", "typed", "identify"):
            self.arrive(what, value)
        elif what in ("health", "temperature"):
            self.show(what, value)
        elif what in ("page", "report"):
            self.read(what, value)
        elif what == "wait":
            self.clock.turn(value)
            self.lane.tick()
        elif what == "disk":
            self.post.full = not self.post.full
        else:
            self.act(what, value)

    def arrive(self, what: str, person: Person) -> None:
        """Somebody says who they are."""
        self.last = f"bad {person.number}" if what == "bad" else person.number
        if what == "identify":
            self.lane.identify(person.number)
        elif what == "typed":
            self.lane.scan(Symbol("Text", person.number.encode()), time.monotonic())
        else:
            payload = (CODES if what == "code" else BAD)[person.number]
            self.lane.scan(Symbol("QRCode", payload.encode()), time.monotonic())

    def show(self, what: str, value: Any) -> None:
        """Something without an identity of its own, each time another."""
        step = len(self.owner) + len(self.health)
        if what == "temperature":
            celsius = round((37.5 if value else 35.0) + step / 40, 3)
            self.owner[celsius] = self.last
            self.lane.measure(celsius, "thermometer", time.monotonic())
        else:
            payload = f"https://s.sh.gov.cn/{step:030x}1649572800000"
            self.health.append((payload, self.last))
            self.lane.scan(Symbol("QRCode", payload.encode(), color=value), time.monotonic())

    def read(self, what: str, value: Any) -> None:
        """A page of its own second, which tells it from every other."""
        at = START - timedelta(hours=2) + timedelta(seconds=len(self.pages))
        self.pages[at] = self.last
        if what == "page":
            page = Claim(kind="travel-card", trust="read", color=value, updated_at=at)
        else:
            page = Claim(kind="test-report", trust="read", tests=(Sample("nucleic-acid", value, at),))
        self.lane.page(page, time.monotonic())

    def act(self, what: str, value: Any) -> None:
        """The guard presses a key."""
        {
            "enter": self.lane.next_person,
            "decide": self.lane.decide_now,
            "escape": self.lane.clear,
            "danger": lambda: self.lane.override(""),
            "look": lambda: self.lane.look("health-code"),
            "judge": lambda: self.lane.judge(value),
            "turn": lambda: self.lane.turn(value),
        }[what]()


@settings(max_examples=300)
@given(st.sampled_from(["open", "routine", "closed"]), events)
def test_each_piece_of_evidence_is_in_one_persons_records_only(level: str, played: list[tuple[str, Any]]) -> None:
    street = Street(level)
    for what, value in played:
        street.play(what, value)
    street.end()
    tokens: dict[str, set[str]] = defaultdict(set)
    for passage in street.post.passages:
        if passage["celsius"] is not None and passage["person"]:
            assert street.owner[passage["celsius"]] == passage["person"]
        for claim in passage["claims"]:
            if claim["kind"] == "health-code":
                tokens[claim["token"]].add(passage["person"])
            if claim["kind"] == "travel-card":
                assert street.pages[datetime.fromisoformat(claim["updated_at"])] == passage["person"]
    for result in street.post.of("test-result"):
        assert street.pages[datetime.fromisoformat(result["sampled_at"])] == result["person"]
    for check in street.post.of("temperature"):
        assert street.owner[check["celsius"]] == check["person"]
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
    street.end()
    admitted = {passage["person"] for passage in street.post.passages if passage["verdict"] == "admit"}
    assert admitted <= identified


@settings(max_examples=200)
@given(events)
def test_everybody_who_was_shown_a_decision_has_exactly_that_record(played: list[tuple[str, Any]]) -> None:
    street = Street("routine")
    for what, value in played:
        street.play(what, value)
    street.end()
    assert street.told == [
        (entry.fact.id, (entry.fact.body or {})["verdict"])
        for entry in street.post.written
        if entry.fact.kind == "passage"
    ]


@settings(max_examples=300)
@given(st.sampled_from(["open", "routine", "closed"]), events)
def test_what_is_shown_as_decided_is_on_the_disk(level: str, played: list[tuple[str, Any]]) -> None:
    street = Street(level)
    views: list[LaneView] = []
    street.lane._on_view = views.append
    for what, value in played:
        street.play(what, value)
        for view in views:
            if view.phase == "decided":
                assert view.entry in street.post.written
                kept = (view.entry.fact.body or {}) if view.entry else {}
                assert view.overridden or kept["verdict"] == view.decision.verdict
        views.clear()


@settings(max_examples=300)
@given(st.sampled_from(["open", "routine", "closed"]), events)
def test_a_fever_is_never_admitted_last(level: str, played: list[tuple[str, Any]]) -> None:
    """Whoever was measured with a fever while they were in the lane ends referred, in their newest record."""
    street = Street(level)
    for what, value in played:
        street.play(what, value)
    street.end()
    corrected = {passage.get("corrects") for passage in street.post.passages}
    for entry in street.post.written:
        body = entry.fact.body or {}
        if entry.fact.kind == "passage" and entry.fact.id not in corrected and (body["celsius"] or 0) >= 37.3:
            assert body["verdict"] in ("refer",)
