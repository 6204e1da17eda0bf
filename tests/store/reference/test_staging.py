"""The centre's reference on its way into use: never half of it, whatever is interrupted, and nothing lost behind it."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.policy.person import Person
from app.store.reference.digest import SetDigest
from app.store.reference.issued import IssuedCodes
from app.store.reference.keys import Keys
from app.store.reference.levels import LevelChange, Levels
from app.store.reference.owned import CentresOwn
from app.store.reference.people import People
from app.store.reference.sections import LOCAL, Reference
from app.store.reference.staging import whole
from app.store.reference.staging.progress import InUse
from app.store.reference.staging.rows import Change
from app.store.reference.staging.staging import Staging, UnfitPageError
from tests.fakes.centres import Published
from tests.fakes.ledgers import START, database

WEI = Person(number="20200102", name="张伟", place="5-317", id_number="990000199801010001")
FENG = Person(number="20200101", name="张三丰", place="5-316")
OTHER = Person(number="20200103", name="曾乐")
LEVEL = LevelChange(level="closed", who="指挥部", why="两例阳性", since=START, entered_at=START)


@pytest.fixture
def opened(tmp_path):
    with database(tmp_path) as one:
        yield one


def test_nothing_is_seen_before_everything_is_there(opened):
    centre, staging = Published(), Staging(opened)
    centre.put(WEI, FENG)
    centre.set("level", "1", LEVEL)
    pages = centre.pages(1)
    people, levels = People(opened), Levels(opened)
    for page in pages[:-1]:
        staging.take(page.changes, page.cursor, fresh=page.fresh)
        assert (people.all(), people.search("zw"), levels.history(), staging.in_use()) == ([], [], [], None)
    centre.deliver(staging, pages[-1:])
    assert (people.all(), people.search("zw"), levels.history()) == ([FENG, WEI], [WEI], [LEVEL])
    assert people.by_id_number(WEI.id_number) == WEI
    used = staging.in_use()
    assert used
    assert used.counts == {"level": 1, "person": 2}


def test_a_delta_changes_adds_and_takes_away(opened):
    centre, staging = Published(), Staging(opened)
    centre.put(WEI, FENG)
    centre.deliver(staging)
    renamed = msgspec.structs.replace(WEI, name="张为民", phone="10000000000")
    centre.put(renamed, OTHER)
    centre.gone("person", FENG.number)
    assert centre.deliver(staging) == 3
    people = People(opened)
    assert people.all() == [renamed, OTHER]
    assert [people.search(text) for text in ("zsf", "zengle", "zhangw")] == [[], [OTHER], [renamed]]
    assert opened.rows("SELECT count(*) FROM person") == [(2,)], "what died is cleared away"
    terms = {row[0] for row in opened.rows("SELECT DISTINCT person FROM person_term")}
    assert terms == {row[0] for row in opened.rows("SELECT n FROM person")}


def test_the_version_names_the_state_and_only_a_change_moves_it(opened):
    centre, staging, reference = Published(), Staging(opened), Reference(opened)
    centre.put(WEI)
    centre.deliver(staging)
    before = reference.version()
    assert centre.deliver(staging, asked_at=START + timedelta(hours=1)) == 0
    used = staging.in_use()
    assert (reference.version(), used.asked_at) == (before, START + timedelta(hours=1))
    centre.put(FENG)
    centre.deliver(staging)
    assert reference.version() != before


def test_what_is_not_what_the_centre_has_is_never_used_and_all_is_asked_for_again(opened):
    centre, staging, people = Published(), Staging(opened), People(opened)
    centre.put(WEI)
    centre.deliver(staging)
    centre.put(FENG)
    (page,) = centre.pages()
    staging.take([Change("person", FENG.number, b'{"number":"20200101","name":"?"}')], page.cursor, fresh=False)
    assert not staging.seal(centre.becomes(START), centre.digest())
    for _ in staging.steps():
        pass
    assert (people.all(), staging.cursor()) == ([WEI], "")
    centre.deliver(staging)
    assert people.all() == [FENG, WEI]


def test_what_stood_at_the_post_and_differs_is_set_aside(opened):
    centre, staging, people = Published(), Staging(opened), People(opened)
    mine = msgspec.structs.replace(WEI, phone="10000000001")
    people.upsert([mine, FENG, OTHER])
    Reference(opened).put(LOCAL, "centre", {"token": "t"})
    IssuedCodes(opened).add({}, START)
    Levels(opened).set(LEVEL)
    centre.put(WEI, FENG)
    centre.deliver(staging)
    assert people.all() == [FENG, WEI]
    assert people.search("zengle") == []
    aside = opened.rows("SELECT section, key FROM reference_aside ORDER BY key")
    assert aside == [("person", WEI.number), ("person", OTHER.number)]
    assert Levels(opened).history() == [LEVEL], "a section that the centre does not have stays the post's own"
    assert Reference(opened).get(LOCAL, "centre", dict[str, str]) == {"token": "t"}
    centre.set("level", "1", msgspec.structs.replace(LEVEL, level="open"))
    centre.deliver(staging)
    assert [one.level for one in Levels(opened).history()] == ["open"]
    assert opened.rows("SELECT count(*) FROM reference_aside WHERE section = 'level'") == [(1,)]


def test_a_restored_centre_begins_with_nothing_while_the_post_goes_on(opened):
    centre, staging, people = Published(), Staging(opened), People(opened)
    centre.put(WEI, FENG)
    centre.deliver(staging)
    centre.put(OTHER)
    first, *_ = centre.pages(1)
    staging.take(first.changes, first.cursor, fresh=False)
    restored = Published()
    restored.put(FENG)
    staging.drop()
    for _ in staging.steps():
        pass
    restored.deliver(staging, restored.pages(after=""))
    assert people.all() == [FENG]
    assert opened.rows("SELECT count(*) FROM reference_aside") == [(0,)], "it was the centre's, not the post's"


def test_what_this_version_does_not_know_is_kept_as_it_came(opened):
    centre, staging = Published(), Staging(opened)
    centre.raw("person", "9", b'{"number":"9","name":"\xe7\x8e\x8b","kind":"robot","shoe_size":43}')
    centre.raw("tides", "high", b'{"at": [1, 2]}')
    centre.deliver(staging)
    assert People(opened).get("9") == Person(number="9", name="王", kind="visitor")
    assert Reference(opened).get("tides", "high", dict[str, list[int]]) == {"at": [1, 2]}
    centre.gone("person", "9")
    centre.deliver(staging)
    assert (People(opened).all(), staging.in_use().counts) == ([], {"person": 0, "tides": 1})


def test_what_is_the_centres_is_not_changed_here(opened):
    centre, staging = Published(), Staging(opened)
    centre.put(WEI)
    centre.set("level", "1", LEVEL)
    centre.deliver(staging)
    for change in (
        lambda: People(opened).upsert([FENG]),
        lambda: People(opened).remove([WEI.number]),
        lambda: Levels(opened).set(LEVEL),
    ):
        with pytest.raises(CentresOwn):
            change()
    Keys(opened).revoke("0123456789abcdef", "")
    assert Keys(opened).revoked("0123456789abcdef")
    assert People(opened).all() == [WEI]


def test_a_level_is_for_the_posts_that_it_names(opened):
    levels = Levels(opened)
    levels.set(LEVEL)
    levels.set(msgspec.structs.replace(LEVEL, level="sealed", posts=("西门",)))
    assert [levels.at(START, post).level for post in ("西门", "东门", "")] == ["sealed", "closed", "closed"]


@pytest.mark.parametrize("change", [Change(LOCAL, "centre", b"{}"), Change("level", "1", b"\xff")])
def test_no_centre_writes_the_posts_own_settings(opened, change):
    with pytest.raises(UnfitPageError):
        Staging(opened).take([change], "1", fresh=True)


def test_a_long_list_is_indexed_out_of_runs_that_are_merged(opened, monkeypatch, tmp_path_factory):
    for name, many in {"RUN": 21, "SOME": 7, "SLICE": 11, "BLOCK": 5}.items():
        monkeypatch.setattr(whole, name, many)
    some = [Person(number=f"{n:04}", name="张三丰李四"[n % 4 : n % 4 + 2], place=f"5-{n}") for n in range(60)]
    centre, staging = Published(), Staging(opened)
    centre.put(*some)
    centre.deliver(staging)
    found = opened.rows("SELECT term, person FROM person_term ORDER BY term, person")
    bases = opened.rows("SELECT DISTINCT base FROM person_term")
    assert bases == [(1,)]
    with database(tmp_path_factory.mktemp("alone")) as alone:
        People(alone).replace(some)
        assert found == alone.rows("SELECT term, person FROM person_term ORDER BY term, person")


class _BrokenOffError(Exception):
    pass


def _interrupted(staging, centre, after):
    """Deliver, and break off after that many transactions; whether it came to an end before."""
    left = [None] * after

    def step() -> None:
        if not left:
            raise _BrokenOffError
        left.pop()

    try:
        centre.deliver(staging, step=step, many=2)
    except _BrokenOffError:
        return False
    return True


@settings(max_examples=25, deadline=None)
@given(
    changes=st.lists(
        st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["甲", "乙乙", "丙丙丙", None])), min_size=1, max_size=8),
        min_size=1, max_size=4,
    ),
    breaks=st.lists(st.integers(0, 12), max_size=8),
)  # fmt: skip
def test_broken_off_anywhere_it_comes_to_the_centres_state(tmp_path_factory, changes, breaks):
    with database(tmp_path_factory.mktemp("broken")) as opened:
        centre, people = Published(), People(opened)
        before = []
        for changeset in changes:
            for number, name in changeset:
                if name is None:
                    centre.gone("person", str(number))
                else:
                    centre.put(Person(number=str(number), name=name))
            done = False
            while breaks and not done:
                done = _interrupted(Staging(opened), centre, breaks.pop())
                assert people.all() in (before, centre.people())
            centre.deliver(Staging(opened), many=3)
            before = centre.people()
            assert people.all() == before
            for person in before:
                assert person in people.search(person.name)
        assert opened.rows("SELECT count(*) FROM person") == [(len(before),)]


@given(st.dictionaries(st.text(), st.binary(), max_size=8), st.dictionaries(st.text(), st.binary(), max_size=4))
def test_the_digest_forgets_what_was_taken_away(rows, others):
    plain, other = SetDigest(), SetDigest()
    for key, value in rows.items():
        plain.add("s", key, value)
    for key, value in [*others.items(), *reversed(rows.items())]:
        other.add("s", key, value)
    if others:
        assert other.digest() != plain.digest()
    other = SetDigest(other.total())
    for key, value in others.items():
        other.remove("s", key, value)
    assert other.digest() == plain.digest()


def test_the_seal_is_kept_as_it_came(opened):
    centre, staging = Published(), Staging(opened)
    centre.put(WEI)
    centre.deliver(staging)
    assert isinstance(staging.in_use(), InUse)
    assert staging.in_use().seal == b"seal"
