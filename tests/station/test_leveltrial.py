"""The dry run over yesterday's passages: decided again by what their records have, and honest where they have too
little."""

from datetime import timedelta

import pytest
from msgspec.structs import replace as replaced

from app.access.roles import NotPermitted
from app.codes.claim import Claim, Place
from app.lane.lane import Lane
from app.policy.asking import USUAL
from app.policy.draft import Asked, asked, changed
from app.policy.level import levels, parse
from app.policy.leveltext import write
from app.policy.lists import Lists, Region
from app.policy.person import Person
from app.policy.rule import Demand
from app.station.leveltrial import trial, yesterday
from tests.fakes.administered import LIN, Administered
from tests.fakes.homes import GUARD, PINS
from tests.policy.people import report

CHEN = Person(number="2019000002", name="陈立")
LEVELS = levels()


class Morning(Administered):
    """Yesterday's passages, made by a lane; `today` turns the clock to the day after."""

    def __init__(self, folder):
        super().__init__(folder)
        self.post.people.upsert([LIN, CHEN])
        self.post.set_level("routine", "平时")
        self.lane = Lane(self.post, lambda: self.now)

    def passes(self, person, *, celsius=36.5, code=True, looks=("health-code",), claims=()):
        self.later(minutes=2)
        self.lane.identify(person.number)
        for item in looks if code else ():
            self.lane.look(item)
        for claim in claims:
            self.lane.page(claim, 1e9)
        if celsius:
            self.lane.measure(celsius, "thermometer", 1e9)
        self.lane.next_person()

    def tried(self, level):
        self.later(days=1)
        result = trial(self.post, level, yesterday(self.post))
        self.later(days=-1)
        return result


@pytest.fixture
def morning(tmp_path):
    made = Morning(tmp_path)
    yield made
    made.close()


def own(**demands):
    """Level routine with other demands of students at the gate, by their item."""
    file = LEVELS["routine"].file
    where = ("gate", "in", "student")
    kept = {one.item: one for one in asked(file, where).demands}
    kept |= {one.item: one for one in demands.values()}
    return parse(write(changed(file, [where], Asked(tuple(kept.values())))), "own")


def test_the_level_that_held_says_the_same_again(morning):
    morning.passes(LIN)
    morning.passes(CHEN, celsius=38.4)
    morning.passes(CHEN, code=False)
    result = morning.tried(LEVELS["routine"])
    assert result.counts == {"same": result.total}
    assert result.total == 3
    assert result.lines == []


def test_a_level_that_forbids_would_have_kept_out_who_was_let_in(morning):
    morning.passes(LIN)
    result = morning.tried(LEVELS["static"])
    (line,) = result.lines
    assert (line.outcome, line.before, line.after, line.name) == ("kept-out", "admit", "refuse", LIN.name)
    assert line.reasons == ("level-forbids",)


def test_a_looser_level_would_have_let_in_who_was_held(morning):
    morning.passes(LIN, code=False)
    assert [one.outcome for one in morning.tried(LEVELS["open"]).lines] == ["let-in"]


def test_what_nobody_asked_then_is_called_a_question_more_and_no_refusal(morning):
    morning.passes(LIN)
    (line,) = morning.tried(own(mask=Demand(item="mask"))).lines
    assert (line.outcome, line.ask) == ("ask-more", ("mask",))


def test_a_report_is_weighed_by_its_sampling_which_is_kept(morning):
    day = timedelta(hours=30)
    morning.passes(LIN, looks=("health-code",), claims=(report(morning.now - day),))
    (line,) = morning.tried(own(test=USUAL["test-report"][0])).lines
    assert (line.outcome, line.ask) == ("ask-more", ("test-report",))
    result = morning.tried(own(test=USUAL["test-report"][1]))
    assert result.counts == {"same": 1}


def test_a_result_of_later_is_not_held_against_or_for_the_passage(morning):
    morning.passes(LIN)
    before = morning.tried(own(test=USUAL["test-report"][1]))
    morning.later(hours=5)
    morning.passes(LIN, claims=(report(morning.now - timedelta(hours=1)),))
    after = morning.tried(own(test=USUAL["test-report"][1]))
    assert [one.outcome for one in before.lines] == ["ask-more"]
    assert after.lines[0] == before.lines[0]


def test_places_that_the_record_does_not_name_cannot_be_told(morning):
    card = Claim(kind="travel-card", trust="read", color="green", updated_at=morning.now, places=(Place("上海市"),))
    morning.passes(LIN, claims=(card,))
    (line,) = morning.tried(own(card=USUAL["travel-card"][2])).lines
    assert (line.outcome, line.after, line.lost) == ("unknown", None, ("travel-card",))
    remarked = own(card=USUAL["travel-card"][0])
    assert morning.tried(remarked).counts == {"same": 1}
    listed = own(card=USUAL["travel-card"][0]).beside(Lists((Region(name="上海市"),)))
    assert morning.tried(listed).counts == {"same": 1}, "it is only pointed out"


def test_an_approval_that_is_another_today_cannot_be_told(morning):
    morning.passes(LIN)
    result = morning.tried(LEVELS["closed"])
    assert [one.after for one in result.lines] == ["refuse"], "none on the list now, and nobody asked then"


def test_what_was_forgotten_is_counted_and_not_guessed(morning, monkeypatch):
    morning.passes(LIN)
    entries = list(morning.post.ledger.entries("passage"))
    forgotten = [replaced(one, fact=replaced(one.fact, body=None)) for one in entries]
    monkeypatch.setattr(morning.post, "entries", lambda *_, **__: iter(forgotten))
    assert morning.tried(LEVELS["closed"]).counts == {"forgotten": 1}


def test_only_who_may_change_levels_tries_them(morning):
    morning.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        trial(morning.post, LEVELS["open"], yesterday(morning.post))
