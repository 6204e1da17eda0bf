"""What the administrator owns: levels, keys, approvals, and the station's own settings."""

from datetime import timedelta

from app.policy.evidence import Approval
from app.store.reference.approvals import Approvals
from app.store.reference.keys import CampusKey, Keys
from app.store.reference.levels import LevelChange, Levels
from app.store.reference.sections import LOCAL, Reference
from tests.fakes.ledgers import START, database

HOUR = timedelta(hours=1)


def _change(level, since, why=""):
    return LevelChange(level=level, who="admin", why=why, since=since, entered_at=START)


def test_the_level_in_force_is_the_last_that_has_begun(tmp_path):
    with database(tmp_path) as opened:
        levels = Levels(opened)
        assert levels.at(START) is None
        levels.set(_change("closed", START))
        levels.set(_change("sealed", START + 5 * HOUR, "两例阳性"))
        levels.set(_change("open", START + 9 * HOUR))
        levels.set(_change("routine", START + 9 * HOUR, "写错了"))
        found = [levels.at(START + n * HOUR) for n in (-1, 0, 4, 5, 8, 9, 100)]
        assert [one and one.level for one in found] == [
            None,
            "closed",
            "closed",
            "sealed",
            "sealed",
            "routine",
            "routine",
        ]
        assert [one.level for one in levels.history()] == ["closed", "sealed", "open", "routine"]


def test_many_changes_at_one_moment_keep_their_order(tmp_path):
    with database(tmp_path) as opened:
        levels = Levels(opened)
        for n in range(12):
            levels.set(_change(str(n), START))
        assert levels.at(START).level == "11"


def test_keys_and_revocations(tmp_path):
    with database(tmp_path) as opened:
        keys = Keys(opened)
        key = CampusKey(id="k1", public=bytes(range(32)), label="2022", added_at=START)
        keys.trust(key)
        keys.revoke("serial-1", "手机丢失")
        assert keys.trusted() == {"k1": key}
        assert (keys.revoked("serial-1"), keys.revoked("serial-2")) == (True, False)
        assert keys.revocations() == {"serial-1": "手机丢失"}
        keys.distrust("k1")
        assert keys.trusted() == {}


def test_approvals_by_person(tmp_path):
    with database(tmp_path) as opened:
        approvals = Approvals(opened)
        back = Approval("return", START, START + HOUR)
        visit = Approval("visit", START, START + HOUR, "李老师")
        for one in (back, visit, visit):
            approvals.grant("1", one)
        approvals.grant("2", back)
        assert approvals.of("1") == (back, visit)
        assert approvals.of("3") == ()
        approvals.withdraw("1")
        assert approvals.all() == {"2": (back,)}
        approvals.replace({"7": [visit]})
        assert approvals.all() == {"7": (visit,)}


def test_the_version_changes_with_the_reference_but_not_with_the_station_s_own_settings(tmp_path):
    with database(tmp_path) as opened:
        reference = Reference(opened)
        before = reference.version()
        reference.put(LOCAL, "centre", {"address": "https://centre.test", "token": "t"})
        assert reference.version() == before
        assert reference.get(LOCAL, "centre", dict[str, str]) == {"address": "https://centre.test", "token": "t"}
        seen = {before}
        Keys(opened).revoke("x", "")
        seen.add(reference.version())
        reference.remove("revocation", "x")
        seen.add(reference.version())
        assert len(seen) == 3
