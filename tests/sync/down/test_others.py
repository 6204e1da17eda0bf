"""What other posts wrote and this one goes on from: two posts and a centre, each with a database of its own."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clock import CAMPUS
from app.server.sharing import days
from app.settings import Home
from app.station.goods.post import GoodsPost
from app.station.keeping import Keeping
from app.station.local import LocalPost
from app.station.medical import MedicalPost
from app.store.fact import Draft
from app.store.following import Following
from app.sync import enrolment
from app.sync.down.exchange import Exchange
from app.sync.down.others import OTHERS, OthersDownload
from app.sync.link import Link
from app.sync.result import SyncResult
from tests.fakes.deliveries import ITEMS, counted
from tests.fakes.faulty_transport import FaultyTransport
from tests.fakes.posts import HandClock
from tests.sync.memory import Centre

KEPT = timedelta(days=30)
KINDS = ("goods-step", "temperature")


class Post:
    """A post at the centre, with somebody on duty, who follows what is written."""

    def __init__(self, folder: Path, centre: Centre, clock: HandClock, name: str) -> None:
        self.clock, self.name, self.network = clock, name, FaultyTransport(centre.transport)
        self.local = LocalPost.open(Home(folder / name), clock)
        self.local.accounts.add("何老师", "administrator", "2222")
        self.local.sign_in("何老师", "2222")
        self.local.begin_issuing()
        enrolment.save(self.local._documents, centre.join(self.local.ledger.station))
        self.goods = GoodsPost(self.local)
        self.following = Following(lambda: self.local.ledger, KINDS, KEPT, clock)
        self.got: list[str] = []

    def sync(self) -> SyncResult:
        bond = self.local.centre.bond()
        assert bond is not None
        client = Exchange(
            self.local.ledger.outbox, self.local.database, bond, lambda _n: None, self.network, self.clock
        )
        try:
            return client.run_once()
        finally:
            client.close()

    def write(self, kind: str) -> str:
        body = {"delivery": "W220410-482913-7", "act": "noted"} if kind == "goods-step" else {"celsius": 36.5}
        entry = self.local.append(Draft(kind=kind, body=body, operator="周明", post=self.name))
        return entry.fact.id

    def look(self) -> None:
        news = self.following.news()
        if news.anew:
            self.got.clear()
        self.got += [one.fact.id for one in news.entries]


class Older(httpx.BaseTransport):
    """A centre that does not know of others."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == OTHERS:
            return httpx.Response(404, json={"detail": "Not Found"})
        return self._inner.handle_request(request)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def posts(centre: Centre, tmp_path: Path, clock: HandClock) -> Iterator[tuple[Post, Post]]:
    made = Post(tmp_path, centre, clock, "西门"), Post(tmp_path, centre, clock, "三食堂库房")
    yield made
    for one in made:
        one.local.close()


def both(*posts: Post) -> None:
    """Up and down, until each has what the other wrote."""
    for one in (*posts, *posts):
        assert one.sync().problem == ""


def test_a_loop_that_the_gate_opened_is_closed_at_the_store(posts: tuple[Post, Post], clock: HandClock) -> None:
    gate, store = posts
    number = gate.goods.open().number
    for item in ITEMS.values():
        gate.goods.note(number, item)
    clock.turn(31 * 60)
    gate.goods.release(number)
    gate.goods.carry(number, "驻校教师 林远")
    both(gate, store)
    (there,) = store.goods.board.open()
    assert (there.number, there.phase, there.known) == (number, "carried", True)
    presented = store.goods.present(number)
    store.goods.receive(presented, counted(("大米", 40, "袋"), ("豆油", 12.5, "箱")), whole=True, by="王库管")
    both(gate, store)
    here = gate.goods.board.numbered(number)
    assert here is not None
    assert (here.phase, here.over, here.problems) == ("closed", True, ())


def test_what_is_no_matter_of_others_stays_where_it_was(posts: tuple[Post, Post]) -> None:
    gate, store = posts
    step, _fever = gate.write("goods-step"), gate.write("temperature")
    both(gate, store)
    store.look()
    assert store.got == [step]
    assert [one.fact.id for one in store.local.entries("goods-step")] == []


def test_a_fever_at_the_gate_is_on_the_list_of_another_pc(posts: tuple[Post, Post], clock: HandClock) -> None:
    gate, medical = posts
    gate.local.register("medical-step", {"person": "2019000001", "name": "林晓彤", "act": "referred", "celsius": 38.1})
    both(gate, medical)
    (patient,) = MedicalPost(medical.local).worklist()
    assert (patient.number, patient.held) == ("2019000001", True)
    clock.turn(600)
    medical.local.register(
        "medical-step", {"person": "2019000001", "name": "林晓彤", "act": "released", "word": "休息后复测正常"}
    )
    both(gate, medical)
    known = gate.local.patients.of("2019000001")
    assert known is not None
    assert not known.held


def test_a_centre_of_an_older_version_has_nothing_to_tell(posts: tuple[Post, Post]) -> None:
    gate, _ = posts
    gate.write("goods-step")
    gate.network.inner = Older(gate.network.inner)
    assert gate.sync().problem == ""


def test_it_is_let_go_of_when_its_days_are_over(posts: tuple[Post, Post], clock: HandClock) -> None:
    gate, store = posts
    gate.write("goods-step")
    both(gate, store)
    clock.turn((days()["goods-step"] + 1) * 24 * 3600)
    store.local.sign_in("何老师", "2222")
    assert dict(Keeping(store.local).daily_steps()) != {}
    assert store.local.ledger.others.between("goods-step", 0, 10**9, clock.now - timedelta(days=365)) == []


def test_a_clock_that_jumped_ahead_takes_nothing_away(posts: tuple[Post, Post], clock: HandClock) -> None:
    gate, store = posts
    first = gate.write("goods-step")
    both(gate, store)
    clock.turn(400 * 24 * 3600)
    gate.write("goods-step")
    both(gate, store)
    clock.turn(-400 * 24 * 3600)
    store.look()
    assert first in store.got


def test_a_time_beyond_the_calendar_keeps_nobody_from_the_rest(posts: tuple[Post, Post]) -> None:
    gate, store = posts
    body = {"delivery": "W220410-482913-7", "act": "noted"}
    for year in (9999, 1):
        at = datetime(year, 12, 31, 23, 59, tzinfo=CAMPUS)
        gate.local.append(Draft(kind="goods-step", body=body, operator="周明", post="西门", at=at))
    kept = gate.write("goods-step")
    both(gate, store)
    store.look()
    assert store.got == [kept]


def test_it_ends_between_two_pages_when_the_program_does(posts: tuple[Post, Post]) -> None:
    gate, store = posts
    gate.write("goods-step")
    gate.sync()
    bond = store.local.centre.bond()
    assert bond is not None
    link = Link(bond.address, bond.token, store.network)
    OthersDownload(store.local.ledger.others, link).run(link.now() + 60, stop=lambda: True)
    link.close()
    assert store.local.ledger.others.place() == ""


def test_a_person_who_is_erased_here_is_erased_of_others_too(posts: tuple[Post, Post]) -> None:
    gate, store = posts
    body = {"delivery": "W220410-482913-7", "act": "noted", "by": "2019000001"}
    gate.local.append(Draft(kind="goods-step", body=body, operator="周明", post="西门"))
    kept = gate.write("goods-step")
    both(gate, store)
    assert store.local.ledger.others.forget({"2019000001"}) == 1
    store.look()
    assert store.got == [kept]


def test_a_centre_without_its_feed_tells_it_anew_and_nothing_comes_twice(
    posts: tuple[Post, Post], centre: Centre
) -> None:
    gate, store = posts
    first = gate.write("goods-step")
    both(gate, store)
    store.look()
    centre.storage.engine.write(lambda connection: connection.execute("UPDATE feed SET mark = 'other'"))
    second = gate.write("goods-step")
    both(gate, store)
    store.look()
    assert store.got == [first, second]


# What was let go of does not come back

DAY = 24 * 3600


def begin_anew(centre: Centre) -> None:
    """As after a restore: the feed has another mark, and tells everything again."""
    centre.storage.engine.write(lambda connection: connection.execute("UPDATE feed SET mark = mark || 'x'"))


def about(post: Post, person: str) -> str:
    body = {"delivery": "W220410-482913-7", "act": "noted", "by": person}
    draft = Draft(kind="goods-step", body=body, operator="周明", post=post.name)
    return post.local.append(draft).fact.id


def known(post: Post) -> set[str]:
    """What a post has of others."""
    others = post.local.ledger.others
    return {one.fact.id for one in others.between("goods-step", 0, others.last(), datetime(2000, 1, 1, tzinfo=CAMPUS))}


def test_an_erased_person_is_not_told_again(posts: tuple[Post, Post], centre: Centre) -> None:
    gate, store = posts
    about(gate, "2019000001")
    kept = about(gate, "2019000002")
    both(gate, store)
    assert store.local.ledger.others.forget({"2019000001"}) == 1
    begin_anew(centre)
    both(gate, store)
    assert known(store) == {kept}
    assert store.local.ledger.others.about({"2019000001"}) == []
    assert store.local.ledger.others.forget({"2019000001"}) == 0, "it is not counted twice"
    rows = store.local.database.rows("SELECT operator, body FROM other_record WHERE body = ''")
    assert rows == [("", "")], "what is left of it names nobody"


def test_what_the_days_took_is_not_told_again(posts: tuple[Post, Post], centre: Centre, clock: HandClock) -> None:
    gate, store = posts
    gate.write("goods-step")
    both(gate, store)
    clock.turn((days()["goods-step"] + 1) * DAY)
    kept = gate.write("goods-step")
    store.local.ledger.others.forget_old(clock.now)
    begin_anew(centre)
    both(gate, store)
    assert known(store) == {kept}
    assert store.local.database.rows("SELECT count(*) FROM other_record") == [(1,)]


steps = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["write", "write", "sync", "look", "lose", "find"])), max_size=14
)


@settings(max_examples=20)
@given(steps)
def test_each_post_has_what_both_wrote_each_once(
    tmp_path_factory: pytest.TempPathFactory, some: list[tuple[int, str]]
) -> None:
    folder, clock = tmp_path_factory.mktemp("campus"), HandClock()
    centre = Centre(folder)
    posts = Post(folder, centre, clock, "西门"), Post(folder, centre, clock, "三食堂库房")
    written: list[str] = []
    for at, what in some:
        one = posts[at]
        match what:
            case "write":
                written.append(one.write("goods-step"))
            case "sync":
                one.sync()
            case "look":
                one.look()
            case _:
                one.network.choose = (lambda: "lost after") if what == "lose" else (lambda: "none")
    for one in posts:
        one.network.choose = lambda: "none"
    both(*posts)
    for one in posts:
        one.look()
        assert sorted(one.got) == sorted(written)
        one.local.close()
    centre.close()
