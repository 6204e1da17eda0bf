"""What a post decides by once it has the lists and levels that its centre published."""

from datetime import timedelta

import pytest

from app.policy.lists import Region
from app.server.reference import campuslists, leveltexts
from app.server.reference.changeset import Who
from app.server.reference.editing import Editing
from app.server.reference.published import Published
from app.station.inforce import InForce
from app.store.reference.owned import CentresOwn
from tests.fakes.centreday import own_level
from tests.sync.down.posts import Posted
from tests.sync.memory import NOW, Centre

BY = Who("李主任", "test", "", NOW)


@pytest.fixture
def editing(centre: Centre) -> Editing:
    return Editing(Published(centre.storage.engine), "李主任", lambda: NOW)


def save(centre: Centre, strictness: int) -> None:
    def saved(connection):
        return leveltexts.saved(connection, own_level(strictness), "x.toml", "李主任", "早高峰", NOW)[1]

    Published(centre.storage.engine).derive(BY, saved)


def test_the_level_in_force_is_the_text_it_was_published_with(centre: Centre, post: Posted, editing: Editing) -> None:
    here = InForce(post.database)
    save(centre, 15)
    editing.set_level("morning", "开学")
    post.fetch()
    change = here.change(NOW, "东门")
    assert here.level(change).strictness == 15
    save(centre, 16)
    post.fetch()
    assert here.level(here.change(NOW, "东门")).strictness == 15, "saved, not published"
    assert here.known()["morning"].strictness == 16
    editing.set_level("morning", "收紧", NOW + timedelta(minutes=1))
    post.fetch()
    assert here.level(here.change(NOW, "东门")).strictness == 15
    assert here.level(here.change(NOW + timedelta(minutes=2), "东门")).strictness == 16


def test_the_lists_hold_at_once_and_are_the_centres(centre: Centre, post: Posted) -> None:
    wanted = (Region(name="上海市"),)
    published = Published(centre.storage.engine)
    published.derive(BY, lambda connection: campuslists.listed(connection, wanted, "李主任", "通报", NOW))
    exception = campuslists.Wanted("place", "上海市", (), (), NOW, NOW + timedelta(days=1), "李主任", "本市")
    published.derive(BY, lambda connection: campuslists.exempted(connection, exception, NOW)[1])
    post.fetch()
    lists = InForce(post.database).lists
    assert lists.now().at_risk("上海市", NOW)
    assert lists.now().harmless("上海市", "closed", NOW)
    with pytest.raises(CentresOwn):
        lists.regions.add(lists.regions.all()[0])
