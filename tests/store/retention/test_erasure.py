"""One person's records: found wherever they are named, and forgotten on request."""

import pytest

from app.policy.person import Person
from app.store.ledger import Ledger
from app.store.proof.verify import verify
from app.store.retention.erasure import Erasure, Refused, erase, found, subject
from app.store.retention.holds import Hold, Holds
from app.store.retention.mentions import identifiers, mentions
from tests.fakes.ledgers import START, Ticking, database, draft, passage

PERSON = Person(number="20200101", name="林晓彤", phone="13900000001", id_number="990000200001010015")
NAMES = identifiers(PERSON.number, PERSON)


@pytest.fixture
def post(tmp_path):
    with database(tmp_path) as opened:
        yield opened, Ledger(opened, Ticking())


def _erase(post, *, force=False, centre=False):
    opened, written = post
    what = Erasure(PERSON.number, NAMES, "何老师", "gate", "本人申请", force)
    return erase(opened, written.append, what, list(found(opened, NAMES)), START, centre=centre)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"person": "20200101"}, True),
        ({"deliverer": {"phone": "13900000001"}}, True),
        ({"lines": [{"note": "由 20200101 陪同"}]}, True),
        ({"note": "证件990000200001010015。"}, True),
        ({"person": "202001011"}, False),
        ({"note": "A20200101"}, False),
        ({"person": "20200102", "count": 20200101}, False),
        (None, False),
    ],
)
def test_a_record_names_somebody_in_any_of_its_texts(body, named):
    assert mentions(body, NAMES) is named


def test_a_short_phone_extension_is_nobodys_name():
    assert identifiers("1", Person(number="1", name="林", phone="8001")) == {"1"}


def test_all_of_a_person_is_found_and_forgotten_and_nothing_else(post):
    opened, written = post
    own = [
        written.append(passage()), written.append(draft(host="20200101")), written.append(draft(phone="13900000001")),
    ]  # fmt: skip
    other = written.append(draft(person="20200202"))
    audit = written.append(draft("audit", action="code.issue", about="20200101"))
    assert list(found(opened, NAMES)) == [entry.fact.id for entry in [*own, audit]]
    assert _erase(post) == 3
    assert all(written.entry(entry.fact.id).fact.forgotten for entry in own)
    assert not written.entry(other.fact.id).fact.forgotten
    assert not written.entry(audit.fact.id).fact.forgotten, "who looked them up stays"
    assert verify(opened).problems == ()


def test_the_record_of_it_names_nobody_but_this_station_knows_whose_it_was(post):
    opened, written = post
    written.append(passage())
    _erase(post)
    body = next(written.entries("forgetting")).fact.body
    assert PERSON.number not in str(body)
    assert body["subject"] == subject(opened, PERSON.number) != subject(opened, "20200102")
    assert (body["count"], body["reason"]) == (1, "本人申请")


def test_what_the_centre_does_not_have_is_erased_only_by_force(post):
    _, written = post
    entry = written.append(passage())
    with pytest.raises(Refused, match="1"):
        _erase(post, centre=True)
    assert not written.entry(entry.fact.id).fact.forgotten
    assert list(written.entries("forgetting")) == []
    assert _erase(post, centre=True, force=True) == 1


def test_a_hold_refuses_it_whatever_force(post):
    opened, written = post
    entry = written.append(passage())
    Holds(opened).set(Hold(id="1", names=("20200101",), who="李主任", why="案件 7", since=START))
    with pytest.raises(Refused, match="案件 7"):
        _erase(post, force=True)
    assert not written.entry(entry.fact.id).fact.forgotten
    assert Holds(opened).release("1", START)
    assert not Holds(opened).release("1", START)
    assert _erase(post) == 1
