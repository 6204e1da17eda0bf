"""Control levels as their desk keeps them: permitted, recorded, from when and where somebody said."""

from datetime import date, timedelta

import msgspec
import pytest

from app.access.roles import NotPermitted
from app.errors import UserError, WrongUse
from app.policy.level import levels
from app.policy.leveltext import write
from app.policy.lists import Region
from app.station.campuslists import Exceptions, RiskRegions
from app.station.keeping import Keeping
from app.station.leveldesk import LevelDesk
from app.store.reference.levels import LevelChange
from tests.fakes.administered import LIN, Administered
from tests.fakes.homes import GUARD, LEADER, PINS, actions

CLOSED = levels()["closed"]
WARM = msgspec.structs.replace(CLOSED.fever_from, forehead=37.5)


def own(name="warm", **changes):
    return msgspec.structs.replace(CLOSED.file, name=name, **{"fever_from": WARM, **changes})


@pytest.fixture
def made(tmp_path):
    made = Administered(tmp_path)
    made.desk = LevelDesk(made.post)
    yield made
    made.close()


def forehead(made):
    return made.post.level().fever_from.forehead


def test_a_saved_text_changes_nothing_until_it_is_put_into_force(made):
    made.post.set_level("closed", "通知")
    made.desk.save(own("closed"), "试行")
    assert (forehead(made), made.post.level().name) == (37.3, "closed")
    (line,) = [line for line in made.desk.lines() if line.level.name == "closed"]
    assert (line.own, line.holds, line.older) == (True, False, True)
    made.desk.put_in_force("closed", "试行")
    assert forehead(made) == 37.5
    made.desk.save(own("closed", title="再改"), "再改")
    assert made.post.level().title == "封闭管控", "what is in force is the text that was put into force"


def test_what_is_in_force_is_named_by_its_text_in_every_record(made):
    made.desk.save(own(), "试行")
    made.desk.put_in_force("warm", "试行")
    assert made.post.level().version == made.desk.draft(own()).version
    assert any(one.text and write(own()) == one.text for one in made.post.in_force.levels.history())


def test_a_change_holds_at_the_posts_it_is_for(made):
    made.desk.put_in_force("sealed", "西门施工", posts=("西门",))
    assert made.post.level().name == "routine"
    made.desk.put_in_force("sealed", "通知", posts=(made.post.settings.post_name,))
    assert made.post.level().name == "sealed"


def test_what_lies_ahead_is_known_and_can_be_taken_back(made):
    made.desk.put_in_force("sealed", "通知", made.now + timedelta(days=1))
    ahead = made.desk.planned()
    assert ahead is not None
    assert ahead.level == "sealed"
    made.desk.withdraw("会商后不调整")
    assert made.desk.planned() is None
    with pytest.raises(WrongUse):
        made.desk.withdraw("再来一次")
    made.later(days=2)
    assert made.post.level().name == "routine"
    assert ("level withdrawn", "sealed", "何老师") in actions(made.post)


def test_two_changes_planned_around_one_that_was_taken_back_are_both_kept(made):
    day = timedelta(days=1)
    made.desk.put_in_force("sealed", "一", made.now + day)
    made.desk.put_in_force("closed", "二", made.now + 2 * day)
    made.desk.withdraw("撤回")
    made.desk.put_in_force("static", "三", made.now + 2 * day)
    assert [one.level for one in made.post.in_force.levels.history()] == ["closed", "static"]


def test_every_change_needs_a_reason_and_somebody_who_may(made):
    for act in (lambda: made.desk.put_in_force("closed", " "), lambda: made.desk.save(own(), "")):
        with pytest.raises(WrongUse):
            act()
    with pytest.raises(WrongUse, match="nosuch"):
        made.desk.put_in_force("nosuch", "通知")
    made.post.sign_in(GUARD, PINS[GUARD])
    for act in (
        lambda: made.desk.put_in_force("closed", "通知"), lambda: made.desk.save(own(), "试"),
        lambda: RiskRegions(made.post).put((), "试"), made.desk.history,
        lambda: Exceptions(made.post).add("place", "长春市", made.now + timedelta(1), "试"),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            act()


def test_the_history_tells_who_why_and_what_became_different(made):
    made.post.sign_in(LEADER, PINS[LEADER])
    made.desk.save(own(), "发热线放宽")
    made.later(hours=1)
    made.desk.put_in_force("warm", "试行一周")
    newest, text = made.desk.history()
    assert (newest.what, newest.who, newest.why) == ("change", LEADER, "试行一周")
    assert ("额温发热线", "37.3 ℃", "37.5 ℃") in [tuple(one) for one in text.changes]


def test_a_text_nobody_can_use_is_refused_and_nothing_is_kept(made):
    wrong = msgspec.structs.replace(CLOSED.file, rules=CLOSED.file.rules[1:])
    with pytest.raises(UserError, match="rules"):
        made.desk.save(wrong, "试")
    assert made.post.in_force.texts.all() == []


def test_a_text_of_a_newer_program_in_force_is_the_strictest(made):
    change = LevelChange(level="x", who="指挥部", why="", since=made.now, entered_at=made.now, text="new = true")
    made.post.in_force.levels.set(change)
    assert made.post.level().name == "static"


def test_places_at_risk_are_versions_and_the_same_list_is_none(made):
    desk = RiskRegions(made.post)
    shanghai = Region(name="上海市", since=date(2022, 3, 28))
    desk.add(shanghai, "通报")
    desk.put((shanghai,), "通报")
    desk.add(msgspec.structs.replace(shanghai, until=date(2022, 4, 30)), "解封")
    assert [len(one.regions) for one in desk.versions()] == [1, 1]
    assert desk.current()[0].until == date(2022, 4, 30)
    assert "+" in made.post.level().version


def test_an_exception_has_an_end_a_reason_and_somebody_it_is_for(made):
    desk, tomorrow = Exceptions(made.post), made.now + timedelta(days=1)
    wrong = [
        ("number", LIN.number, tomorrow, "证明", ("identity",)), ("number", LIN.number, tomorrow, "证明", ()),
        ("number", "nobody", tomorrow, "证明", ("mask",)), ("kind", "teacher", tomorrow, "证明", ("mask",)),
        ("number", LIN.number, made.now, "证明", ("mask",)), ("number", LIN.number, tomorrow, "", ("mask",)),
        ("place", "", tomorrow, "本市", ()),
    ]  # fmt: skip
    for by, value, until, why, items in wrong:
        with pytest.raises(UserError):
            desk.add(by, value, until, why, items=items)
    one = desk.add("number", LIN.number, tomorrow, "证明", items=("mask",))
    assert [each.id for each in desk.all()] == [one.id]
    made.later(days=2)
    assert desk.all() == []
    assert [each.id for each in desk.all(ended=True)] == [one.id]


def test_who_is_erased_has_no_exception_any_more_and_sees_it_in_their_own_data(made):
    tomorrow = made.now + timedelta(days=1)
    Exceptions(made.post).add("number", LIN.number, tomorrow, "校医院证明", items=("mask",))
    Exceptions(made.post).add("kind", "family", tomorrow, "老人", items=("mask",))
    assert [one.value for one in made.post.in_force.lists.about([LIN.number])] == [LIN.number]
    Keeping(made.post).erase_person(LIN.number, "本人申请")
    assert [one.by for one in Exceptions(made.post).all()] == ["kind"]


def test_what_is_long_over_is_forgotten(made):
    desk = Exceptions(made.post)
    desk.add("number", LIN.number, made.now + timedelta(days=1), "证明", items=("mask",))
    made.later(days=40)
    desk.add("place", "长春市", made.now + timedelta(days=1), "本市")
    assert [one.by for one in desk.all(ended=True)] == ["place"]
