"""The download over a network that goes wrong: the post decides by what it had until it has all of the new."""

import random
from contextlib import suppress
from functools import partial

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.policy.person import Person
from app.server.reference import feed
from app.server.reference.published import Published
from app.store.reference.staging import alone
from app.sync.down.protocol import Page, seal_words
from app.sync.link import LinkError
from app.sync.wire import pack, unpack
from tests.fakes.faulty_transport import FAULTS
from tests.sync.down.posts import Posted, gone, person
from tests.sync.memory import NOW, Centre

HARMFUL = sorted(name for name in FAULTS if not name.startswith("wrong"))


def _names(post):
    return {one.number: one.name for one in post.people.all()}


def test_the_first_time_everything_and_then_what_changed(centre, post):
    post.publish(person("1"), person("2"))
    assert (post.fetch().received, _names(post)) == (2, {"1": "张伟", "2": "张伟"})
    post.publish(person("2", "李娜"), gone("1"), person("3"))
    assert (post.fetch().received, _names(post)) == (3, {"2": "李娜", "3": "张伟"})
    assert post.fetch().received == 0


def test_two_at_once_do_not_meet(centre, post, monkeypatch):
    """The window's thread and `gatepost sync --once`: the second one leaves it to the first."""
    monkeypatch.setattr(feed, "MOST_ROWS", 2)
    monkeypatch.setattr(alone, "PATIENCE", 0.0)
    post.publish(*(person(str(n)) for n in range(9)))
    others = []

    def meanwhile():
        asked = len(post.network.requests)
        others.append(post.fetch())
        assert len(post.network.requests) == asked
        return False

    first = post.fetch(stop=meanwhile)
    assert (first.received, first.unfinished, len(_names(post))) == (9, False, 9)
    assert others
    assert all((one.received, one.unfinished) == (0, True) for one in others)


def test_a_centre_that_has_published_nothing_leaves_the_posts_own(centre, post):
    post.people.upsert([Person(number="9", name="张伟")])
    post.fetch()
    assert _names(post) == {"9": "张伟"}
    assert post.staging.in_use().counts == {}


def test_it_goes_on_where_it_was_stopped(centre, post, monkeypatch):
    monkeypatch.setattr(feed, "MOST_ROWS", 2)
    post.publish(*(person(str(n)) for n in range(9)))
    stopped = post.fetch(stop=lambda: len(post.network.requests) == 3)
    assert (stopped.unfinished, stopped.received, _names(post)) == (True, 0, {})
    asked = len(post.network.requests)
    assert post.fetch().received == 9
    assert len(post.network.requests) == asked + 2, "what was there is not asked for again"


@pytest.mark.parametrize(
    "fault", [name for name in HARMFUL if name not in ("none", "twice", "old again", "old answer")]
)
def test_no_fault_puts_anything_into_use(centre, post, fault):
    post.publish(person("1"))
    post.fetch()
    post.publish(person("1", "李娜"))
    post.network.choose = lambda: fault
    with pytest.raises(LinkError):
        post.fetch()
    assert _names(post) == {"1": "张伟"}
    post.network.choose = lambda: "none"
    post.fetch()
    assert _names(post) == {"1": "李娜"}


def test_an_old_answer_is_no_news(centre, post):
    """Somebody on the way plays again what the centre once said, so that a revocation does not arrive unnoticed."""
    post.publish(person("1"))
    post.fetch()
    asked_at = post.staging.in_use().asked_at
    post.fetch()
    post.network.choose = lambda: "old answer"
    with pytest.raises(LinkError):
        post.fetch()
    assert post.staging.in_use().asked_at == asked_at


@pytest.mark.parametrize("forged", ["signature", "digest", "counts", "nonce", "rows"])
def test_only_the_centres_own_seal_is_believed(centre, post, forged):
    post.publish(person("1"))
    stranger = Ed25519PrivateKey.generate()

    def forge(network, request):
        status, headers, body = network.forward(request)
        page = msgspec.json.decode(unpack(body), type=Page)
        seal = page.seal
        if forged == "rows":
            page = msgspec.structs.replace(page, rows=[])
        elif forged == "signature":
            seal = msgspec.structs.replace(seal, signature=stranger.sign(seal_words(seal)))
        else:
            other = {"digest": bytes(32), "counts": {"person": 0}, "nonce": bytes(16)}
            seal = msgspec.structs.replace(seal, **{forged: other[forged]})
        return status, headers, pack(msgspec.json.encode(msgspec.structs.replace(page, seal=seal)))

    FAULTS["forged"] = forge
    try:
        post.network.choose = lambda: "forged"
        with pytest.raises(LinkError):
            post.fetch()
    finally:
        del FAULTS["forged"]
    assert (_names(post), post.staging.in_use()) == ({}, None)
    assert post.staging.cursor() == "", "the centre is not told that it is here"
    post.network.choose = lambda: "none"
    post.fetch()
    assert _names(post) == {"1": "张伟"}


def test_the_age_is_the_posts_own_time_of_asking(centre, post):
    post.publish(person("1"))
    post.now = NOW.replace(year=2031)
    post.fetch()
    assert post.staging.in_use().asked_at == NOW.replace(year=2031)


def test_another_centre_takes_over_from_the_first(centre, post, tmp_path_factory):
    post.publish(person("1"), person("2"))
    post.fetch()
    other = Centre(tmp_path_factory.mktemp("other"))
    there = Posted(other, tmp_path_factory.mktemp("there"))
    there.publish(person("2", "李娜"))
    post.bond, post.network = there.bond, there.network
    post.fetch()
    assert _names(post) == {"2": "李娜"}
    there.close()
    other.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_over_any_network_it_comes_to_the_centres_state(centre, post, seed):
    rng = random.Random(seed)
    feed.MOST_ROWS, kept = 3, feed.MOST_ROWS
    try:
        known = _names(post)
        for _ in range(rng.randrange(1, 4)):
            changes = [person(str(rng.randrange(12)), rng.choice("甲乙丙")) for _ in range(rng.randrange(6))]
            post.publish(*changes, *(gone(str(rng.randrange(12))) for _ in range(rng.randrange(3))))
            post.network.choose = lambda: rng.choice(HARMFUL) if rng.random() < 0.5 else "none"
            steps = iter(range(rng.randrange(1, 9)))
            with suppress(LinkError):
                post.fetch(stop=partial(_at_the_end, steps))
            seen = _names(post)
            assert seen in (known, _names_at(centre))
            known = seen
        post.network.choose = lambda: "none"
        post.fetch()
        assert _names(post) == _names_at(centre)
    finally:
        feed.MOST_ROWS = kept


def _at_the_end(steps):
    return next(steps, None) is None


def _names_at(centre):
    return {key: one.name for key, one in Published(centre.storage.engine).all("person", Person)}
