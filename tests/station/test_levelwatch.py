"""A level begins at its time, or late: it is told once, and whoever is in the lane is judged anew."""

from datetime import timedelta

import pytest

from app import i18n
from app.lane.lane import Lane
from app.policy.lists import Region
from app.station.levelwatch import LevelWatch
from app.store.fact import Draft
from app.store.faults import DiskFull
from app.store.reference.campuslists import RegionList
from app.store.reference.levels import LevelChange
from tests.fakes.administered import LIN, Administered


class Watched(Administered):
    """A post that looks at its level whenever a test says so."""

    def __init__(self, folder):
        super().__init__(folder)
        self.news, self.changes = [], 0
        self.start()

    def start(self):
        """As after a start of the program."""
        self.watch = LevelWatch(self.post, self._changed, self.news.append)
        self.watch.look()

    def _changed(self):
        self.changes += 1

    def published(self, level, since, *, entered=None):
        """As a sync brings it."""
        change = LevelChange(level=level, who="指挥部", why="通知", since=since, entered_at=entered or since)
        self.post.in_force.levels.set(change)

    def looks(self):
        self.news.clear()
        self.watch.look()
        return [one.sentence for one in self.news]


@pytest.fixture
def made(tmp_path):
    watched = Watched(tmp_path)
    yield watched
    watched.close()


def test_a_change_from_now_on_is_told_at_once_with_who_and_why(made):
    made.post.set_level("sealed", "省里通知")
    (said,) = made.looks()
    assert said == "管控级别现在是“校园封闭”（何老师：省里通知）。"
    assert made.changes == 1
    assert made.looks() == []


def test_a_change_for_later_is_told_when_its_time_comes(made):
    made.post.set_level("sealed", "省里通知", since=made.now + timedelta(hours=2))
    assert made.looks() == []
    assert made.post.level().name == "routine"
    made.later(hours=2)
    assert len(made.looks()) == 1
    assert not made.news[0].late
    assert made.post.level().name == "sealed"


def test_what_begins_while_the_program_is_off_is_told_after_the_start(made):
    made.post.set_level("sealed", "省里通知", since=made.now + timedelta(hours=2))
    made.later(hours=5)
    made.news.clear()
    made.start()
    assert [one.late for one in made.news] == [True]
    made.news.clear()
    made.start()
    assert made.news == [], "once"


def test_a_change_that_came_late_says_since_when_and_how_many_were_decided_meanwhile(made):
    since = made.now
    body = {"person": LIN.number, "direction": "in", "verdict": "admit"}
    for minutes in (-5, 10, 20, 30):
        made.now = since + timedelta(minutes=minutes)
        made.post.ledger.append(_passage(body, made.now))
    made.now = since + timedelta(hours=3)
    made.published("sealed", since)
    (said,) = made.looks()
    assert "本应从 04-10 06:48 起生效" in said
    assert "已判定 3 人次" in said
    i18n.use("en")
    try:
        assert "3" in made.news[0].sentence
        assert "本" not in made.news[0].sentence
    finally:
        i18n.use("zh")


def test_a_corrected_passage_counts_once(made):
    since = made.now
    first = made.post.ledger.append(_passage({"direction": "in", "verdict": "hold"}, since))
    again = {"direction": "in", "verdict": "admit", "corrects": first.fact.id, "why": "later-evidence"}
    made.post.ledger.append(_passage(again, since))
    made.later(hours=1)
    made.published("sealed", since)
    made.looks()
    assert made.news[0].decided == 1


def test_a_new_list_of_places_at_risk_changes_what_is_decided_and_is_no_change_of_level(made):
    made.post.in_force.lists.regions.add(
        RegionList(regions=(Region(name="上海市"),), who="何老师", why="通报", at=made.now)
    )
    assert made.looks() == []
    assert made.changes == 1


def test_a_full_disk_does_not_hide_a_level_and_does_not_tell_it_twice(made, monkeypatch):
    made.published("sealed", made.now)
    monkeypatch.setattr("app.station.levelwatch.LocalDocuments.put", _full)
    assert len(made.looks()) == 1
    assert made.looks() == []


def test_whoever_is_in_the_lane_is_judged_anew(made):
    views = []
    lane = Lane(made.post, lambda: made.now, on_view=views.append)
    made.watch = LevelWatch(made.post, lane.refresh, made.news.append)
    made.watch.look()
    lane.identify(LIN.number)
    assert views[-1].decision.needed == ("health-code", "temperature")
    made.post.set_level("sealed", "省里通知", since=made.now + timedelta(seconds=30))
    made.later(seconds=31)
    made.looks()
    assert views[-1].person == LIN
    assert views[-1].decision.verdict == "refuse", "no approval: 未经批准不准返校"


def _passage(body, at):
    return Draft(kind="passage", body=body, operator="周明", post="东门", at=at)


def _full(*_):
    raise DiskFull("磁盘已满。")
