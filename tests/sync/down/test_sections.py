"""Every section that the centre publishes, on its way to what a post decides by and looks up."""

from datetime import timedelta

import msgspec
import pytest

from app.policy.evidence import Approval
from app.store.fact import Fact
from app.store.reference.approvals import Approvals
from app.store.reference.denials import Denials, Denied, key_of
from app.store.reference.keys import CampusKey, Keys
from app.store.reference.owned import CentresOwn
from app.store.reference.places import Head, Place, Places
from app.store.reference.staging.rows import Change
from app.store.reference.vehicles import Vehicle, Vehicles
from app.store.retention.holds import Hold, Holds
from app.store.retention.periods import Periods
from tests.sync.memory import NOW

HOUR = timedelta(hours=1)
VISIT = Approval("visit", NOW, NOW + HOUR, host="何老师", purpose="检修", vehicle="吉A12345", visitor="赵工")
DENIED = Denied(
    id="1", by="plate", value="吉A·12345", why="", since=NOW, until=NOW + HOUR, who="李主任", entered_at=NOW
)
TRUCK = Vehicle(plate="吉A·12345", owner="粮油公司", kind="supplier", until=NOW + HOUR)
ROOM = Place(path="main/5", title="5 号楼", heads={"building": Head("周明", "1")})
KEY = CampusKey(id="k1", public=bytes(32), label="2022", added_at=NOW)
HOLD = Hold(id="h1", kind="passage", names=("7",), who="李主任", why="案件 3", since=NOW)


def _set(section, key, value):
    return Change(section, key, None if value is None else msgspec.json.encode(value))


def _everything():
    return [
        _set("approval", "13800000009", [VISIT]), _set("denial", key_of("plate", DENIED.value), [DENIED]),
        _set("vehicle", "吉A12345", TRUCK), _set("place", ROOM.path, ROOM), _set("campus-key", KEY.id, KEY),
        _set("revocation", "00ff", "丢失"), _set("retention", "passage", 60), _set("hold", HOLD.id, HOLD),
    ]  # fmt: skip


def _found(post):
    at = post.database
    return [
        Approvals(at).of("13800000009"), Denials(at).of("plate", "吉a12345"), Vehicles(at).of("吉A12345"),
        Places(at).of("main/5"), Keys(at).trusted().get("k1"), Keys(at).revoked("00ff"),
        Periods(at).all()["passage"], Holds(at).active(NOW),
    ]  # fmt: skip


def test_all_of_them_hold_at_once_and_a_change_of_each_too(post):
    before = _found(post)
    post.publish(*_everything())
    assert _found(post) == before
    assert post.fetch().received == 8
    assert _found(post) == [(VISIT,), (DENIED,), TRUCK, ROOM, KEY, True, 60, [HOLD]]
    post.publish(*(one._replace(value=None) for one in _everything()))
    assert post.fetch().received == 8
    assert _found(post) == before


def test_what_is_the_centres_a_post_does_not_change(post):
    post.publish(*_everything())
    post.fetch()
    for change in (
        lambda: Vehicles(post.database).put([TRUCK]), lambda: Places(post.database).put([ROOM]),
        lambda: Approvals(post.database).grant("1", VISIT), lambda: Periods(post.database).set("passage", 30),
        lambda: Keys(post.database).trust(KEY), lambda: Holds(post.database).release("h1", NOW),
    ):  # fmt: skip
        with pytest.raises(CentresOwn):
            change()


def test_a_post_holds_more_beside_what_the_centre_holds(post):
    post.publish(*_everything())
    post.fetch()
    own = Hold(id="h2", kind="goods", who="何老师", why="案件 4", since=NOW)
    holds = Holds(post.database)
    holds.set(own)
    assert holds.active(NOW) == [HOLD, own]
    assert holds.release("h2", NOW)
    assert holds.active(NOW) == [HOLD]


def test_a_hold_that_a_post_cannot_read_keeps_everything(post):
    post.publish(_set("hold", "h9", {"of": "a newer centre"}))
    post.fetch()
    (held,) = Holds(post.database).active(NOW)
    fact = Fact(
        id="x", kind="goods", schema=1, at=NOW, entered_at=NOW, mono=0.0, boot="", operator="", post="", body={}
    )
    assert held.covers(fact)
