"""The centre's list of restricted passage: its reasons stay at the centre, wherever an entry came from."""

from datetime import timedelta

import msgspec

from app.server.reference import restricting
from app.server.reference.changeset import Who, change, locked
from app.server.reference.published import Published
from app.server.reference.restricting import Wanted
from app.store.reference.denials import KEPT, SECTION, Denied, key_of
from app.store.reference.digest import SetDigest
from app.sync.down.protocol import Handed, Row
from tests.sync.memory import NOW

DAY = timedelta(days=1)
POSTS_OWN = Denied(
    id="a1", by="plate", value="吉A·12345", why="多次冲卡", since=NOW, until=NOW + DAY, who="何老师", entered_at=NOW,
    appeal="称借给他人",
)  # fmt: skip


def enter(centre, value, at=NOW, lasts=DAY):
    def work(connection):
        locked(connection)
        wanted = Wanted("plate", value, "多次冲卡，保卫处通报", at, at + lasts, "李主任")
        made, changes = restricting.added(connection, wanted, at)
        change(connection, Who("李主任", "denial", "", at), changes)
        return made

    return centre.storage.engine.write(work)


def published(centre):
    found = Published(centre.storage.engine).all(SECTION, tuple[Denied, ...])
    return [one for _, some in found for one in some]


def kept(centre):
    return centre.storage.engine.read(restricting.entries)


def test_what_a_post_hands_over_goes_to_the_others_without_its_reason(centre):
    key, raw = key_of("plate", POSTS_OWN.value), msgspec.json.encode([POSTS_OWN])
    total = SetDigest()
    total.add(SECTION, key, raw)
    rows = [Row(SECTION, key, msgspec.Raw(raw))]
    centre.storage.hand_over("s", Handed(rows=rows, first=True, digest=total.digest()), NOW)
    assert [(one.id, one.why, one.appeal) for one in published(centre)] == [("a1", "", "")]
    assert kept(centre) == [POSTS_OWN]


def test_several_entries_of_one_plate_stand_together_and_old_ones_go_with_their_reasons(centre):
    first, second = enter(centre, "吉A·12345"), enter(centre, "吉a12345")
    assert {one.id for one in published(centre)} == {first.id, second.id}
    assert [one.why for one in kept(centre)] == ["多次冲卡，保卫处通报"] * 2
    later = enter(centre, "吉A54321", NOW + 2 * DAY + KEPT)
    assert [one.id for one in published(centre)] == [later.id]
    reasons = centre.storage.engine.read(lambda c: c.rows("SELECT id FROM denial_reason"))
    assert reasons == [(later.id,)]
