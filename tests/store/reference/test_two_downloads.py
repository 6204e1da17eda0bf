"""Two downloads of one database: the slower one stops, and what the faster one put into use stays as it is."""

from contextlib import suppress

import pytest

from app.policy.person import Person
from app.store.reference.keys import REVOCATIONS, Keys
from app.store.reference.people import People
from app.store.reference.staging import alone as lock
from app.store.reference.staging import staging as module
from app.store.reference.staging.alone import alone
from app.store.reference.staging.progress import OvertakenError
from app.store.reference.staging.staging import Staging
from tests.fakes.centres import Published
from tests.fakes.ledgers import START, database


@pytest.fixture
def opened(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PART", 2)
    with database(tmp_path) as one:
        yield one


@pytest.fixture(params=["everything", "what changed"])
def centre(request, opened):
    made = Published()
    made.put(*(Person(number=str(n), name="张伟") for n in range(5)))
    made.set(REVOCATIONS, "aa", "lost")
    if request.param == "what changed":
        made.deliver(Staging(opened))
        made.put(Person(number="3", name="李娜"), Person(number="9", name="曾乐"))
        for token in ("bb", "cc", "dd"):
            made.set(REVOCATIONS, token, "stolen")
        made.gone("person", "4")
    return made


def used(database):
    people = [(person.number, person.name) for person in People(database).all()]
    return people, Keys(database).revocations(), Staging(database).in_use()


def as_published(centre, database):
    people, revoked, in_use = used(database)
    assert people == [(person.number, person.name) for person in centre.people()]
    assert set(revoked) == {key for section, key in centre.rows if section == REVOCATIONS}
    assert (in_use.token, in_use.counts) == (str(centre.version), centre.counts())
    assert Staging(database).ready()


def test_one_that_was_overtaken_within_a_page_stops(centre, opened):
    (page,) = pages = centre.pages(100, Staging(opened).cursor())
    faster = iter([lambda: centre.deliver(Staging(opened), pages)])
    slower = Staging(opened, lambda: next(faster, lambda: None)())
    with pytest.raises(OvertakenError):
        slower.take(page.changes, page.cursor, fresh=page.fresh)
    as_published(centre, opened)
    assert slower.seal(centre.becomes(START), centre.digest()), "it goes on from what is in use now"
    as_published(centre, opened)


@pytest.mark.parametrize("at", range(4))
def test_one_that_was_overtaken_on_its_way_into_use_stops(centre, opened, at):
    for page in centre.pages(100, Staging(opened).cursor()):
        Staging(opened).take(page.changes, page.cursor, fresh=page.fresh)
    assert Staging(opened).seal(centre.becomes(START), centre.digest())
    slower = Staging(opened).steps()
    for _ in range(at):
        next(slower, None)
    for _ in Staging(opened).steps():
        pass
    with suppress(OvertakenError):  # or it had come to its end
        list(slower)
    as_published(centre, opened)
    centre.put(Person(number="5", name="王芳"))
    centre.deliver(Staging(opened))
    as_published(centre, opened)


def test_one_that_was_overtaken_while_it_clears_away_stops(centre, opened):
    (page,) = centre.pages(100, Staging(opened).cursor())
    Staging(opened).take(page.changes, page.cursor, fresh=page.fresh)
    Staging(opened).drop()
    slower = Staging(opened).steps()
    next(slower)
    for _ in Staging(opened).steps():
        pass
    centre.deliver(Staging(opened), centre.pages(100, Staging(opened).cursor()))
    with pytest.raises(OvertakenError):
        list(slower)
    as_published(centre, opened)


def test_what_is_in_use_is_never_cleared_away_as_a_failed_download(centre, opened):
    """An older program could leave a note of a download that another one had already put into use."""
    centre.deliver(Staging(opened), centre.pages(100, Staging(opened).cursor()))
    generation = opened.rows("SELECT base FROM generation WHERE section = ''")[0][0]
    with opened.write() as connection:
        module.progress.save(connection, module.Staged(generation=generation, dropped=True))
    for _ in Staging(opened).steps():
        pass
    as_published(centre, opened)


def test_only_one_may_be_alone(opened, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with alone(opened.path) as first, alone(opened.path) as second:
        assert (first, second) == (True, False)
    with alone(opened.path) as third:
        assert third
