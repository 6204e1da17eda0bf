"""From the centre's word to the lane's next decision: at once, offline, late, and too late; and the way of joining."""

from datetime import timedelta
from importlib.resources import files

import httpx
import pytest

from app.access.accounts import SignInRefused
from app.codes.campus_sign import token_of
from app.decode.symbol import Symbol
from app.errors import UserError
from app.lane.lane import Lane
from app.policy.person import Person
from app.server.reference.editing import Editing
from app.server.reference.published import Published
from app.server.refusals import RefusedError
from app.settings import Home
from app.station.local import LocalPost
from app.store.reference.owned import CentresOwn
from app.store.reference.staging import alone as lock
from app.store.reference.staging.alone import alone
from app.sync import enrolment
from app.sync.down import offer
from app.sync.down.exchange import Exchange
from app.sync.down.offer import hand_over
from tests.fakes.faulty_transport import FaultyTransport
from tests.fakes.posts import CHEN, LIN, HandClock
from tests.sync.memory import Centre

ADMINISTRATOR, PIN = "何老师", "2222"


class Joined:
    """A post with its own people, key and codes, enrolled at a centre that has what the post had."""

    def __init__(self, folder, centre: Centre) -> None:
        self.clock = HandClock()
        self.centre, self.network = centre, FaultyTransport(centre.transport)
        self.editing = Editing(Published(centre.storage.engine), "李主任", self.clock)
        self.post = LocalPost.open(Home(folder / "home"), self.clock)
        self.post.accounts.add(ADMINISTRATOR, "administrator", PIN)
        self.post.sign_in(ADMINISTRATOR, PIN)
        self.post.begin_issuing()
        self.post.people.upsert([LIN, CHEN])
        self.post.set_level("open", "平时")
        self.codes = {one.number: self.post.issue_code(one.number, timedelta(days=90)) for one in (LIN, CHEN)}

    def join(self) -> None:
        bond = self.centre.join(self.post.ledger.station)
        enrolment.save(self.post._documents, bond)

    def hand_over(self) -> bool:
        return hand_over(self.post.database, self.post.centre.bond(), self.network)

    def sync(self):
        """One attempt with a client of its own, as the command makes."""
        received: list[int] = []
        client = Exchange(
            self.post.ledger.outbox,
            self.post.database,
            self.post.centre.bond(),
            received.append,
            self.network,
            self.clock,
        )
        try:
            return client.run_once()
        finally:
            client.close()

    def verdict(self, number: str) -> tuple[str, tuple[str, ...]]:
        """What a lane says of somebody with a valid campus code."""
        shown = []
        self.clock.turn(3600)
        lane = Lane(self.post, self.clock, on_decision=shown.append)
        lane.scan(Symbol("Text", self.codes[number].encode()), 0.0)
        lane.next_person()
        return shown[-1].decision.verdict, shown[-1].decision.reasons


@pytest.fixture
def joined(tmp_path, centre):
    made = Joined(tmp_path, centre)
    made.join()
    made.hand_over()
    assert made.sync().problem == ""
    yield made
    made.post.close()


def test_a_level_and_a_revocation_reach_the_next_decision(joined):
    assert joined.verdict(LIN.number)[0] == "admit"
    joined.editing.set_level("static", "两例阳性")
    joined.editing.revoke(token_of(joined.codes[CHEN.number]), "手机丢失")
    assert joined.verdict(LIN.number)[0] == "admit", "nobody has told the post yet"
    assert joined.sync().received == 2
    assert joined.post.level().name == "static"
    assert joined.verdict(LIN.number) == ("refuse", ("level-forbids",))
    joined.editing.set_level("open", "解除")
    joined.sync()
    assert joined.verdict(LIN.number)[0] == "admit"
    assert joined.verdict(CHEN.number)[0] != "admit"


def test_offline_it_goes_on_and_late_it_takes_everything_over(joined):
    joined.network.choose = lambda: "lost before"
    joined.editing.set_level("static", "两例阳性")
    joined.editing.set_level("closed", "好转")
    joined.editing.revoke(token_of(joined.codes[CHEN.number]), "手机丢失")
    joined.clock.turn(3 * 24 * 3600)
    missed = joined.sync()
    assert missed.problem
    assert joined.verdict(LIN.number)[0] == "admit"
    joined.network.choose = lambda: "none"
    assert joined.sync().received == 3
    assert joined.post.level().name == "closed"
    assert joined.verdict(CHEN.number)[0] != "admit"


def test_older_than_the_level_allows_is_no_green_until_the_centre_is_heard_again(joined):
    limit = timedelta(hours=joined.post.level().reference_hours)
    joined.clock.turn((limit - timedelta(hours=3)).total_seconds())
    assert joined.verdict(LIN.number)[0] == "admit"
    joined.clock.turn(3 * 3600)
    assert joined.verdict(LIN.number) == ("undecided", ("reference-old",))
    asked = joined.clock.now
    assert joined.sync().received == 0
    assert joined.post.reference_at() == asked
    assert joined.verdict(LIN.number)[0] == "admit"


def test_a_level_that_lies_ahead_begins_by_itself_and_only_where_it_is_meant(joined):
    joined.editing.set_level("static", "演练", joined.clock.now + timedelta(hours=5), ("别的门",))
    joined.editing.set_level("closed", "通知", joined.clock.now + timedelta(hours=5), (joined.post.settings.post_name,))
    joined.sync()
    assert joined.post.level().name == "open"
    joined.clock.turn(5 * 3600)
    assert joined.post.level().name == "closed"


def test_the_centres_own_rules_of_a_level_are_decided_by(joined):
    text = (files("resources") / "policies" / "open.toml").read_text(encoding="utf-8")
    joined.editing.publish_policy(text.replace("reference_hours = 720", "reference_hours = 2"), "open.toml")
    joined.sync()
    assert joined.post.level().reference_hours == 2
    joined.clock.turn(2 * 3600)
    assert joined.verdict(LIN.number) == ("undecided", ("reference-old",))


def test_what_is_the_centres_is_changed_at_the_centre(joined):
    for change in (
        lambda: joined.post.set_level("open", "平时"),
        lambda: joined.post.people.upsert([LIN]),
    ):
        with pytest.raises(CentresOwn):
            change()
    with pytest.raises(UserError):
        joined.post.add_account("新人", "guard", "1234")


def test_a_code_that_was_revoked_here_stays_revoked_whatever_the_centre_publishes(joined):
    assert joined.post.codes.revoke(LIN.number, "丢了") == 1
    joined.editing.revoke(token_of(joined.codes[CHEN.number]), "手机丢失")
    joined.sync()
    assert (joined.verdict(LIN.number)[0], joined.verdict(CHEN.number)[0]) == ("refuse", "refuse")


def test_accounts_come_from_the_centre(joined):
    joined.editing.add_account("周明", "guard", "1357")
    joined.sync()
    assert joined.post.check("周明", "1357").role == "guard"
    assert joined.post.check(ADMINISTRATOR, PIN).role == "administrator"
    joined.editing.add_account("周明", "guard", "2468")
    joined.sync()
    with pytest.raises(SignInRefused):
        joined.post.check("周明", "1357")


def test_handed_over_nothing_differs(joined):
    assert joined.post.centre.differing() == 0
    assert {LIN, CHEN} == set(joined.post.people.all())
    assert dict(joined.editing._published.head().counts)["issued-code"] == 2


def test_where_the_centre_has_its_own_that_wins_and_what_differs_is_listed(tmp_path, centre):
    made = Joined(tmp_path, centre)
    roster = tmp_path / "people.csv"
    roster.write_text(f"学号,姓名\n{LIN.number},林晓彤\nS1,新来的\n", encoding="utf-8")
    assert made.editing.import_people(roster).added == 2
    made.editing.set_level("routine", "常态")
    made.join()
    before = len(list(made.post.ledger.entries(include_audit=True)))
    assert not made.hand_over()
    assert made.sync().problem == ""
    assert [one.number for one in made.post.people.all()] == [LIN.number, "S1"]
    listed = {(one.section, one.key): (one.value, one.there) for one in made.post.centre.differences()}
    assert listed["person", CHEN.number][1] is None
    assert listed["person", LIN.number][0]["college"] == LIN.college
    assert ("level", "open") in {
        (section, value["level"]) for (section, _), (value, _) in listed.items() if "level" in value
    }
    assert len(centre.ids(made.post.ledger.station)) == before, "the ledger always goes whole"
    made.post.close()


def test_a_post_that_joins_an_empty_centre_keeps_its_own(tmp_path, centre):
    made = Joined(tmp_path, centre)
    made.join()
    assert made.sync().problem == ""
    assert made.post.reference_at() is None
    assert {LIN, CHEN} == set(made.post.people.all())
    made.post.people.upsert([Person(number="1", name="新人")])
    made.post.set_level("closed", "通知")
    made.post.close()


def test_a_hand_over_that_broke_off_is_done_again(tmp_path, centre, monkeypatch):
    monkeypatch.setattr(offer, "MANY", 2)
    made = Joined(tmp_path, centre)
    made.join()
    faults = iter(["none", "none", "lost after"])
    made.network.choose = lambda: next(faults, "none")
    with pytest.raises(UserError):
        made.hand_over()
    assert made.hand_over()
    made.sync()
    assert made.post.centre.differing() == 0
    made.post.close()


def test_what_is_wrong_with_the_download_does_not_hold_up_the_upload(joined):
    joined.post.enter("temperature", {"person": LIN.number, "celsius": 36.5})
    joined.network.choose = lambda: "none"
    real = joined.network.inner

    class NoReference(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/reference"):
                return httpx.Response(200, content=b"<html>")
            return real.handle_request(request)

    joined.network.inner = NoReference()
    result = joined.sync()
    assert (result.left, bool(result.problem), result.sent > 0) == (0, True, True)


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        ("malformed", "升级"),
        ("large", "太大"),
        ("hash", "不一致"),
        ("station", "接入码"),
        ("slow", "网络"),
        ("", "网络"),
    ],
)
def test_why_a_hand_over_was_refused_is_said(tmp_path, centre, monkeypatch, refused, said):
    made = Joined(tmp_path, centre)
    made.join()

    def refusing(_centre, station, part, now):
        raise RefusedError(refused)

    if refused:
        monkeypatch.setattr(type(centre.storage), "hand_over", refusing)
    else:
        made.network.choose = lambda: "proxy 400"
    with pytest.raises(UserError, match=said):
        made.hand_over()
    made.post.close()


def test_whether_the_centre_wants_a_reference_can_be_asked_before(tmp_path, centre):
    made = Joined(tmp_path, centre)
    made.join()
    bond = made.post.centre.bond()
    assert offer.wanted(bond, made.network)
    made.hand_over()
    assert not offer.wanted(bond, made.network)
    made.network.choose = lambda: "page"
    with pytest.raises(UserError):
        offer.wanted(bond, made.network)
    made.post.close()


def test_who_finds_another_download_under_way_is_told_so(joined, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with alone(joined.post.database.path):
        result = joined.sync()
    assert (result.elsewhere, result.done, result.problem) == (True, False, "")
