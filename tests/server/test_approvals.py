"""An approval's way at the centre, on both databases: step by step, by whom it may be, to the posts and to its use."""

from datetime import timedelta

import msgspec
import pytest

from app.access.roles import ROLES
from app.errors import UserError
from app.policy.evidence import Approval
from app.policy.person import Person
from app.server.reference.approvals import acting, kept, used
from app.server.reference.approvals.acting import Wanted
from app.server.reference.approvals.flow import NotYours
from app.server.reference.approvals.kept import Asked, By
from app.server.reference.changeset import Who, change, locked
from app.server.reference.published import Published
from app.store.reference.approvals import SECTION
from app.store.reference.staging.rows import Change, encoded
from tests.fakes.dashboards import Site, passage

DAY = timedelta(days=1)
LIN = Person(number="2019000001", name="林晓彤", college="临床医学院")
WAY = (("counsellor", "学院王"), ("duty", "防控办赵"), ("supervisor", "李书记"))


@pytest.fixture
def site(place):
    made = Site.over(place())
    made.publish(LIN)
    yield made
    made.close()


def wanted(site, kind="leave", **more):
    return Wanted(kind, LIN.number, site.now, site.now + DAY, "回家取药", **more)


def by(site, role, who="", word=""):
    return By(who or role, role, site.now, word)


def applied(site, kind="leave"):
    return site.storage.engine.write(lambda c: acting.apply(c, wanted(site, kind), by(site, "counsellor", "学院王")))


def agreed(site, role, who, *ids):
    def work(connection):
        locked(connection)
        batch = acting.agree(connection, ids, role, by(site, role, who, "同意"))
        change(connection, Who(who, "approvals", "", site.now), batch.changes)
        return batch

    return site.storage.engine.write(work)


def approved(site, kind="leave"):
    one = applied(site, kind)
    for role, who in WAY:
        agreed(site, role, who, one.id)
    return one


def published(site, number=LIN.number):
    return Published(site.storage.engine).get(SECTION, number, tuple[Approval, ...]) or ()


def state(site, one):
    return site.storage.engine.read(lambda c: kept.one(c, one.id)).state


def taken(site, one):
    return site.storage.engine.read(lambda c: kept.steps(c, one.id))


def test_step_by_step_it_becomes_what_a_gate_decides_by(site):
    one = applied(site)
    for role, who in WAY:
        assert published(site) == ()
        assert agreed(site, role, who, one.id).passed_over == 0
    assert published(site) == (Approval("leave", one.valid_from, one.valid_to),), "what for is no guard's business"
    assert [(step.state, step.who, step.role, step.word) for step in taken(site, one)] == [
        ("applied", "学院王", "counsellor", ""), ("college", "学院王", "counsellor", "同意"),
        ("office", "防控办赵", "duty", "同意"), ("approved", "李书记", "supervisor", "同意"),
    ]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_a_role_takes_its_own_step_alone(site, role):
    one = applied(site)
    for number, (right, who) in enumerate(WAY):
        before = state(site, one)
        if role not in (right, "administrator"):
            with pytest.raises(NotYours):
                agreed(site, role, "somebody", one.id)
            with pytest.raises(NotYours):
                site.storage.engine.write(lambda c: acting.reject(c, [one.id], role, by(site, role, word="不行")))
            assert (state(site, one), len(taken(site, one))) == (before, number + 1)
        agreed(site, right, who, one.id)


def test_nobody_takes_two_steps_of_one(site):
    one = applied(site)
    agreed(site, "administrator", "何老师", one.id)
    with pytest.raises(NotYours, match="一个人只能办理一步"):
        agreed(site, "administrator", "何老师", one.id)
    agreed(site, "administrator", "孙老师", one.id)
    assert state(site, one) == "office"


def test_of_several_those_at_another_step_are_passed_over(site):
    first, second = applied(site), applied(site, "return")
    agreed(site, *WAY[0], first.id)
    batch = agreed(site, *WAY[1], first.id, second.id, "no such id")
    assert ([one.id for one in batch.done], batch.passed_over) == ([first.id], 1)
    assert (state(site, first), state(site, second)) == ("office", "applied")
    with pytest.raises(UserError, match="勾选"):
        agreed(site, *WAY[1])


def test_no_needs_a_word_and_ends_it(site):
    one = applied(site)
    with pytest.raises(UserError, match="原因"):
        site.storage.engine.write(lambda c: acting.reject(c, [one.id], "counsellor", by(site, "counsellor")))
    site.storage.engine.write(lambda c: acting.reject(c, [one.id], "counsellor", by(site, "counsellor", word="太长")))
    assert state(site, one) == "rejected"
    with pytest.raises(NotYours, match="没有下一步"):
        agreed(site, *WAY[1], one.id)


def test_what_is_withdrawn_counts_no_more_and_the_persons_others_do(site):
    one, other = approved(site), approved(site, "return")

    def work(connection):
        _, changes = acting.withdraw(connection, one.id, by(site, "duty", word="行程取消"))
        change(connection, Who("x", "approvals", "", site.now), changes)

    site.storage.engine.write(work)
    assert (published(site), state(site, one)) == ((other.approval,), "withdrawn")


@pytest.mark.parametrize(
    ("change_", "says"),
    [
        ({"number": "999"}, "名单中没有"), ({"purpose": " "}, "事由"), ({"valid_to": None}, "结束时间"),
        ({"kind": "visit", "number": "13800000000"}, "接待人"),
    ],
)  # fmt: skip
def test_what_says_too_little_is_refused_and_nothing_is_kept(site, change_, says):
    asked = wanted(site)._replace(**{name: value or site.now for name, value in change_.items()})
    act = acting.appoint if asked.kind == "visit" else acting.apply
    with pytest.raises(UserError, match=says):
        site.storage.engine.write(lambda c: act(c, asked, by(site, "duty")))
    assert site.storage.engine.read(lambda c: kept.page(c, Asked())) == []


def test_a_visit_stands_at_once_under_the_visitors_number(site):
    asked = Wanted("visit", "138 0000 0009", site.now, site.now + DAY, "检修电梯", "赵工", "何老师", "吉a·12345")

    def work(connection):
        one, changes = acting.appoint(connection, asked, by(site, "duty"))
        change(connection, Who("x", "visits", "", site.now), changes)
        return one

    one = site.storage.engine.write(work)
    assert published(site, "13800000009") == (
        Approval("visit", site.now, site.now + DAY, "何老师", "检修电梯", "吉A12345", "赵工"),
    )
    assert site.storage.engine.read(lambda c: kept.visits(c, site.now, site.now + DAY)) == [one]
    assert site.storage.engine.read(lambda c: kept.visits(c, site.now + 2 * DAY, site.now + 3 * DAY)) == []
    assert site.storage.engine.read(lambda c: kept.page(c, Asked())) == [], "visits have a page of their own"


def test_the_first_passage_that_fits_uses_it(site):
    leave, back = approved(site), approved(site, "return")
    gate = site.station("东门")
    before = site.now - timedelta(hours=1)
    for body, at in (
        (passage(LIN.number, "林", "out"), before), (passage(LIN.number, "林", "out", "refuse"), site.now),
        (passage("7", "别人", "out"), site.now),
    ):  # fmt: skip
        site.file(gate, ("passage", at, body))
    used.look(site.storage.engine, site.now)
    assert [state(site, leave), state(site, back)] == ["approved", "approved"]
    (record,) = site.file(gate, ("passage", site.now, passage(LIN.number, "林", "out", "undecided", judged="admit")))
    used.look(site.storage.engine, site.now)
    used.look(site.storage.engine, site.now)
    assert [state(site, leave), state(site, back)] == ["used", "approved"]
    last = taken(site, leave)[-1]
    assert (last.state, last.at, last.who, last.word) == ("used", site.now, "周明", f"{gate.station}/{record}")
    assert len(published(site)) == 2, "who went out by it may still be asked for it"


def test_many_passages_are_looked_through_bit_by_bit(site, monkeypatch):
    monkeypatch.setattr(used, "MOST", 3)
    one, gate = approved(site), site.station("东门")
    site.file(gate, *(("passage", site.now, passage(str(n), "x", "out")) for n in range(7)))
    site.file(site.station("西门"), ("passage", site.now, passage(LIN.number, "林", "out")))
    for _ in range(4):
        used.look(site.storage.engine, site.now)
    assert state(site, one) == "used"


def test_what_has_been_over_for_long_goes_with_the_next_one(site):
    old = Approval("leave", site.now - 90 * DAY, site.now - 60 * DAY)
    late = Approval("leave", site.now - 9 * DAY, site.now - 6 * DAY)
    changes = [Change(SECTION, LIN.number, msgspec.json.encode([old, late])), Change("person", "1", encoded(LIN))]
    Published(site.storage.engine).change(Who("x", "x", "", site.now), changes)
    one = approved(site)
    assert published(site) == (late, one.approval)


def test_the_centre_forgets_what_has_been_over_for_long(site):
    one = approved(site)
    site.now += acting.REMEMBERED + 2 * DAY
    later = applied(site)
    assert site.storage.engine.read(lambda c: kept.page(c, Asked())) == [later]
    assert taken(site, one) == []
