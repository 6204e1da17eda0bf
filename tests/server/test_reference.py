"""What the centre publishes: in the order of its commits on either database, whoever writes at once, and signed."""

import threading
from contextlib import closing
from datetime import timedelta
from importlib.resources import files

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.access.accounts import Account
from app.errors import UserError
from app.server.reference import changeset, feed
from app.server.reference.changeset import Who
from app.server.reference.editing import Editing
from app.server.reference.published import Published
from app.server.refusals import RefusedError
from app.server.storage import Storage
from app.store.reference.digest import SetDigest
from app.store.reference.keys import CampusKey
from app.store.reference.staging.rows import Change
from app.sync.down.protocol import MOST_VALUE, REFERENCE, Handed, Page, Row, seal_words
from app.sync.wire import unpack
from tests.server.asking import ask, page_of, refused
from tests.sync.memory import NOW

NONCE = bytes(range(16))
BY = Who("李主任", "import", "开学", NOW)


def _set(key, value="x", section="person"):
    return Change(section, key, None if value is None else msgspec.json.encode(value))


def _pages(centre, after=""):
    """All pages behind a cursor."""
    found = [page_of(centre.storage, after, NONCE, NOW)]
    while found[-1].seal is None:
        found.append(page_of(centre.storage, found[-1].cursor, NONCE, NOW))
    return found


def _applied(pages, state=None):
    """The state a post has behind these pages."""
    state = dict(state or {})
    for page in pages:
        if page.fresh:
            state.clear()
        for row in page.rows:
            if bytes(row.value) == b"null":
                state.pop((row.section, row.key), None)
            else:
                state[row.section, row.key] = bytes(row.value)
    return state


def _digest(state):
    total = SetDigest()
    for (section, key), value in state.items():
        total.add(section, key, value)
    return total.digest()


def test_the_first_time_is_everything_and_later_only_what_changed(centre):
    published = Published(centre.storage.engine)
    published.change(BY, [_set("1"), _set("2"), _set("1", "key", "level")])
    first = _pages(centre)
    assert first[0].fresh
    assert first[-1].seal.counts == {"person": 2, "level": 1}
    published.change(BY, [_set("2", None), _set("3")])
    later = _pages(centre, first[-1].cursor)
    assert [(row.key, bytes(row.value)) for row in later[0].rows] == [("2", b"null"), ("3", b'"x"')]
    state = _applied(later, _applied(first))
    assert later[-1].seal.digest == _digest(state)
    assert not later[0].fresh
    assert _pages(centre, later[-1].cursor)[0].rows == []


def test_a_change_that_changes_nothing_is_no_version(centre):
    published = Published(centre.storage.engine)
    assert published.change(BY, [_set("1")]) == 1
    assert published.change(BY, [_set("1"), _set("9", None)]) == 0
    assert published.head().version == 1
    assert [(one.who, one.what, one.why, one.touched) for one in published.changes()] == [
        ("李主任", "import", "开学", 1)
    ]


def test_levels_planned_at_once_for_one_time_are_all_kept(place, centre):
    """By several people, each in a program of their own; of those one after the other the later one stands last."""
    begins, engines = NOW + timedelta(days=1), [place() for _ in range(4)]
    together = threading.Barrier(len(engines))

    def plan(number):
        editing = Editing(Published(engines[number]), f"leader {number}", lambda: NOW)
        together.wait()
        for n in range(4):
            editing.set_level("open", f"{number}-{n}", begins)

    planning = [threading.Thread(target=plan, args=(number,)) for number in range(len(engines))]
    for one in planning:
        one.start()
    for one in planning:
        one.join()
    for engine in engines:
        engine.close()
    whys = [change.why for change in Editing(Published(centre.storage.engine), "", lambda: NOW).levels()]
    assert len(whys) == 16
    assert [[why for why in whys if why.startswith(f"{n}-")] for n in range(4)] == [
        [f"{n}-{turn}" for turn in range(4)] for n in range(4)
    ]


def test_a_row_that_is_too_large_changes_nothing(centre):
    published = Published(centre.storage.engine)
    with pytest.raises(UserError):
        published.change(BY, [_set("1"), _set("2", "y" * MOST_VALUE)])
    assert published.head().version == 0


def test_the_seal_is_signed_over_everything_and_the_posts_nonce(centre):
    Published(centre.storage.engine).change(BY, [_set("1")])
    key = Ed25519PublicKey.from_public_bytes(centre.join("6f1c1b0e-0000-4000-8000-000000000001").centre_key)
    seal = _pages(centre)[-1].seal
    key.verify(seal.signature, seal_words(seal))
    assert (seal.nonce, seal.at) == (NONCE, NOW)
    others = [{"token": "t"}, {"counts": {"person": 2}}, {"digest": bytes(32)}, {"at": NOW + timedelta(seconds=1)}]
    words = {seal_words(msgspec.structs.replace(seal, **change)) for change in [*others, {"nonce": bytes(16)}, {}]}
    assert len(words) == 6


def test_pages_are_small_and_what_changes_meanwhile_comes_at_the_end(centre, monkeypatch):
    monkeypatch.setattr(feed, "MOST_ROWS", 3)
    published = Published(centre.storage.engine)
    published.change(BY, [_set(f"{n:02}") for n in range(10)])
    first = page_of(centre.storage, "", NONCE, NOW)
    published.change(BY, [_set("01", "new"), _set("09", None), _set("02", None)])
    pages = [first, *_pages(centre, first.cursor)]
    assert [len(page.rows) for page in pages] == [3, 3, 3, 3]
    state = _applied(pages)
    assert (state["person", "01"], len(state)) == (b'"new"', 8)
    assert pages[-1].seal.digest == _digest(state)


@pytest.mark.parametrize("cursor", ["x", "W10=", "", "\u4e2d"])
def test_a_place_of_no_history_of_ours_begins_with_nothing(centre, cursor):
    Published(centre.storage.engine).change(BY, [_set("1")])
    assert page_of(centre.storage, cursor, NONCE, NOW).fresh


def test_a_restored_centre_knows_that_it_lost_something(centre):
    published = Published(centre.storage.engine)
    published.change(BY, [_set("1")])
    kept = _pages(centre)[-1].cursor
    published.change(BY, [_set("2")])
    lost = _pages(centre)[-1].cursor
    centre.storage.engine.write(_back_to_version_one)
    assert not page_of(centre.storage, kept, NONCE, NOW).fresh
    assert page_of(centre.storage, lost, NONCE, NOW).fresh
    published.change(BY, [_set("3")])
    assert page_of(centre.storage, lost, NONCE, NOW).fresh


def _back_to_version_one(connection):
    """As a backup of that moment would put it back."""
    total = SetDigest()
    total.add("person", "1", b'"x"')
    connection.execute("DELETE FROM reference_item WHERE version > 1")
    connection.execute("DELETE FROM reference_change WHERE version > 1")
    connection.execute("UPDATE reference_head SET version = 1, total = ?", (total.total(),))


def test_who_reads_while_many_write_misses_nothing(place, centre):
    """The order of versions is the order of commits: a reader behind a cursor never passes by what commits later."""
    engines = [place() for _ in range(4)]
    done = threading.Event()

    def write(number):
        published = Published(engines[number])
        for n in range(12):
            published.change(BY, [_set(f"{number}-{n}"), _set(f"shared-{n % 3}", f"{number} {n}")])

    state, cursor, pages = {}, "", []
    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    waiting = threading.Thread(target=lambda: ([one.join() for one in writers], done.set()))
    for one in [*writers, waiting]:
        one.start()
    ended = False
    while not ended:
        ended = done.is_set()
        pages = _pages(centre, cursor)
        state, cursor = _applied(pages, state), pages[-1].cursor
        assert pages[-1].seal.digest == _digest(state)
    waiting.join()
    for engine in engines:
        engine.close()
    assert pages[-1].seal.counts == {"person": 4 * 12 + 3} == {"person": len(state)}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.text(max_size=3))), max_size=6), st.data())
def test_whatever_changes_whoever_asks_in_between_has_it_all(place, changes, data):
    with closing(Storage(place())) as storage:
        published, cursor, state = Published(storage.engine), "", {}
        present = dict(published.all("person", str))
        for some in changes:
            published.change(BY, [_set(key, value) for key, value in some])
            present |= dict(some)
            if data.draw(st.booleans()):
                page = page_of(storage, cursor, NONCE, NOW)
                state, cursor = _applied([page], state), page.cursor
        page = page_of(storage, cursor, NONCE, NOW)
        state = _applied([page], state)
        assert {key: msgspec.json.decode(value) for (_, key), value in state.items()} == {
            key: value for key, value in present.items() if value is not None
        }
        assert page.seal.digest == _digest(state)


def test_a_post_hands_its_own_over_to_a_centre_without_any(centre):
    station = "6f1c1b0e-0000-4000-8000-000000000001"
    rows = [Row("revocation", str(n), msgspec.Raw(b'"x"')) for n in range(3)]
    digest = _digest({("revocation", str(n)): b'"x"' for n in range(3)})
    centre.storage.hand_over(station, Handed(rows=rows[2:], first=True), NOW)
    centre.storage.hand_over(station, Handed(rows=rows[:2], first=True), NOW)
    centre.storage.hand_over(station, Handed(rows=rows[2:], digest=digest), NOW)
    published = Published(centre.storage.engine)
    assert dict(published.all("revocation", str)) == {"0": "x", "1": "x", "2": "x"}
    assert [(one.who, one.what) for one in published.changes()] == [(station, "hand-over")]


def test_a_damaged_or_second_hand_over_is_refused_and_changes_nothing(centre):
    token = centre.join("6f1c1b0e-0000-4000-8000-000000000001").token
    row = [["revocation", "1", "x"]]
    digest = msgspec.to_builtins(_digest({("revocation", "1"): b'"x"'}))
    wrong = msgspec.to_builtins(bytes(32))

    def hand(**about):
        body = msgspec.json.encode({"rows": row, "first": True} | about)
        return refused(ask(centre, "POST", REFERENCE, body, token))

    assert hand(digest=wrong) == (422, "hash")
    assert hand(rows=[["station", "accounts", {}]], digest=digest) == (400, "malformed")
    assert hand(rows=[["revocation", "1", "y" * MOST_VALUE]], digest=digest) == (413, "large")
    assert Published(centre.storage.engine).head().version == 0
    centre.storage.hand_over("s", Handed(rows=[Row("revocation", "1", msgspec.Raw(b'"x"'))], digest=_digest(
        {("revocation", "1"): b'"x"'})), NOW)  # fmt: skip
    assert hand(digest=digest) == (409, "owned")


LEVEL = {"level": "open", "who": "李主任", "why": "开学", "since": NOW, "entered_at": NOW}
POLICY = (files("resources") / "policies" / "open.toml").read_text(encoding="utf-8")
TEMPLATE = (files("resources") / "pages" / "hainan.toml").read_text(encoding="utf-8")
READABLE = [
    ("person", "20220001", {"number": "20220001", "name": "林晓"}),
    ("level", "2022-04-10", LEVEL),
    ("campus-key", "1", CampusKey(id="1", public=bytes(32))),
    ("revocation", "9f", "手机丢失"),
    ("issued-code", "9f", {"number": "20220001", "expires_at": NOW}),
    ("approval", "20220001", []),
    ("denial", "number 1", []),
    ("account", "何老师", Account("何老师", "administrator", "$argon2id$")),
    ("policy", "open", POLICY),
    ("page-template", "hainan", TEMPLATE),
    ("a-section-of-next-year", "1", {"anything": 1}),
]
UNREADABLE = [
    ("person", "1", "x"), ("person", "1", {"number": "1"}), ("person", "1", {"number": "1", "name": "x", "kind": "?"}),
    ("level", "1", {"level": 3}), ("level", "1", "open"), ("level", "1", LEVEL | {"since": "tomorrow"}),
    ("campus-key", "1", {"id": "1"}), ("revocation", "9f", 3), ("issued-code", "9f", "1"), ("approval", "1", {}),
    ("denial", "number 1", [{"by": "face"}]), ("account", "何老师", {"name": "何老师", "role": "king", "pin": ""}),
    ("trust", "1", {"kind": "hope"}), ("policy", "open", "not a level"), ("policy", "open", 3),
    ("page-template", "own", "= ="), ("retention", "temperature", 30), ("retention", "temperature", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "key", "value"), READABLE)
def test_what_posts_can_read_is_taken(centre, section, key, value):
    raw = msgspec.json.encode(value)
    part = Handed(rows=[Row(section, key, msgspec.Raw(raw))], first=True, digest=_digest({(section, key): raw}))
    centre.storage.hand_over("s", part, NOW)
    assert Published(centre.storage.engine).head().counts == {section: 1}


@pytest.mark.parametrize(("section", "key", "value"), UNREADABLE)
def test_one_row_that_no_post_could_read_is_refused_and_nothing_taken(centre, section, key, value):
    """Once published it would stand in the way of every post's decisions."""
    raw = msgspec.json.encode(value)
    good = Row("revocation", "9f", msgspec.Raw(b'"lost"'))
    digest = _digest({(section, key): raw, ("revocation", "9f"): b'"lost"'})
    with pytest.raises(RefusedError, match="malformed"):
        centre.storage.hand_over("s", Handed(rows=[good, Row(section, key, msgspec.Raw(raw))], digest=digest), NOW)
    assert Published(centre.storage.engine).head().version == 0


def test_only_a_station_is_told_anything(centre):
    Published(centre.storage.engine).change(BY, [_set("1")])
    path = f"{REFERENCE}?after=&nonce={NONCE.hex()}"
    assert refused(ask(centre, "GET", path)) == (401, "token")
    assert refused(ask(centre, "GET", path, token="wrong")) == (401, "token")
    assert refused(ask(centre, "POST", REFERENCE, b'{"rows": []}')) == (401, "token")
    token = centre.join("6f1c1b0e-0000-4000-8000-000000000001").token
    assert refused(ask(centre, "GET", f"{REFERENCE}?after=&nonce=xx", token=token)) == (400, "malformed")
    page = msgspec.json.decode(unpack(ask(centre, "GET", path, token=token).content), type=Page)
    assert page.seal.counts == {"person": 1}


def test_changes_are_made_in_chunks_as_in_one(centre, monkeypatch):
    monkeypatch.setattr(changeset, "CHUNK", 2)
    published = Published(centre.storage.engine)
    assert published.change(BY, [_set("1", "old"), _set("2"), _set("3"), _set("1", "new")]) == 4
    assert published.get("person", "1", str) == "new"
    assert published.head().counts == {"person": 3}
    state = _applied(_pages(centre))
    assert _pages(centre)[-1].seal.digest == _digest(state)
