"""The daily report: its chain, its words without names, its tables, what it does not let anybody say."""

from datetime import timedelta

import msgspec
import pytest

from app.dormitory.daily.count import Numbers, Part
from app.dormitory.daily.owed import owed
from app.dormitory.daily.passing import Signer, signature, stages
from app.dormitory.daily.report import Report, report
from app.dormitory.daily.sheets import sheets
from app.dormitory.daily.words import text
from app.dormitory.day import Plan
from app.dormitory.facts import Facts, Signed
from app.dormitory.rounds.state import House
from app.errors import UserError
from tests.dormitory.days import DAY, FEVER, PLAN, at, lives, measured, passed, spoken

BUILDING = Part("building", "5")
HOUSE = House(residents=[lives(n, name=f"某{n}", college="护理学院", phone="10012345678") for n in "12"])
ROUNDS = ("07:00", "12:00", "20:30")


def made(facts: Facts, now: str = "22:30") -> Report:
    return report(DAY, HOUSE, facts, FEVER, PLAN, at(now))


def quiet() -> Facts:
    """A day on which nothing happened."""
    return Facts(measurements=[measured(n, clock) for n in "12" for clock in ROUNDS])


def sign(facts: Facts, step: str, clock: str, *, zero: bool = False, who: str = "", plan: Plan = PLAN) -> Signed:
    name = who or f"{step} 一级的人"
    raw = signature(made(facts, clock), BUILDING, step, facts.signed, plan, Signer(name, ("李主任",)), zero=zero)
    raw |= {"id": f"{step}-{clock}", "at": at(clock), "entered_at": at(clock), "operator": name}
    one = Signed(**raw)
    facts.signed.append(one)
    return one


def standing(facts: Facts, now: str) -> list[tuple[str, bool, bool]]:
    found = stages(made(facts, now), BUILDING, facts.signed, PLAN)
    return [(one.state, one.late, one.changed) for one in found]


def test_the_report_goes_up_the_chain_step_by_step() -> None:
    facts = quiet()
    assert standing(facts, "22:30") == [("due", False, False), ("waiting", False, False), ("waiting", False, False)]
    with pytest.raises(UserError, match="辅导员还没有签发"):
        sign(facts, "affairs", "22:31")
    sign(facts, "counsellor", "22:31", zero=True)
    second = sign(facts, "affairs", "23:20")
    assert second.follows == "counsellor-22:31"
    assert standing(facts, "23:50") == [("signed", False, False), ("signed", True, False), ("overdue", False, False)]


def test_signing_anew_below_asks_for_it_anew_above() -> None:
    facts = quiet()
    sign(facts, "counsellor", "22:31")
    sign(facts, "affairs", "22:40")
    sign(facts, "counsellor", "22:41")
    assert [state for state, _, _ in standing(facts, "22:45")] == ["signed", "due", "waiting"]


def test_numbers_that_change_after_the_signature_are_said_to_have_changed() -> None:
    facts = quiet()
    sign(facts, "counsellor", "22:31", zero=True)
    facts.measurements.append(measured("1", "20:50", 38.0))
    assert standing(facts, "22:40")[0] == ("signed", False, True)
    assert "零报告" not in text(made(facts), BUILDING, stages(made(facts), BUILDING, facts.signed, PLAN))


def test_nobody_signs_two_steps_of_a_chain() -> None:
    facts = quiet()
    sign(facts, "counsellor", "22:31", who="某老师")
    with pytest.raises(UserError, match="学生处要由另一个人签发：李主任"):
        sign(facts, "affairs", "22:40", who="某老师")
    sign(facts, "affairs", "22:41", who="李主任")
    for step, who in (("centre", "某老师"), ("centre", "李主任"), ("counsellor", "李主任")):
        with pytest.raises(UserError, match="另一个人"):
            sign(facts, step, "22:50", who=who)
    sign(facts, "counsellor", "22:51", who="某老师")  # one's own again
    assert [one[0] for one in standing(facts, "22:52")] == ["signed", "due", "waiting"]


def test_a_school_where_one_person_holds_two_posts_says_so() -> None:
    facts = quiet()
    plan = msgspec.structs.replace(PLAN, report=msgspec.structs.replace(PLAN.report, one_person=True))
    for step, clock in (("counsellor", "22:31"), ("affairs", "22:32"), ("centre", "22:33")):
        sign(facts, step, clock, who="某老师", plan=plan)
    assert [one[0] for one in standing(facts, "22:40")] == ["signed"] * 3


def test_what_somebody_may_not_sign_is_not_asked_of_them() -> None:
    facts = quiet()
    sign(facts, "counsellor", "22:31", who="某老师")

    def asked(who: str) -> list[str]:
        return [one.step for one in owed(made(facts), [BUILDING], facts.signed, PLAN, who, lambda _step: True)]

    assert (asked("某老师"), asked("李主任")) == ([], ["affairs"])


@pytest.mark.parametrize("happened", ["high", "ill", "missing", "contradicted"])
def test_zero_is_not_said_of_a_day_on_which_something_happened(happened: str) -> None:
    facts = quiet()
    if happened == "high":
        facts.measurements.append(measured("1", "20:50", 37.9))
    elif happened == "ill":
        facts.spoken.append(spoken("1", "20:50", "ill"))
    elif happened == "missing":
        facts.measurements.pop()
    else:
        facts.passed.append(passed("1", "20:40", "in", celsius=38.1))
    assert getattr(made(facts).numbers(BUILDING), happened)
    with pytest.raises(UserError, match="不能作零报告"):
        sign(facts, "counsellor", "22:31", zero=True)
    sign(facts, "counsellor", "22:31")


def test_nobody_says_zero_but_a_person() -> None:
    facts = quiet()
    sign(facts, "counsellor", "22:31")
    assert "零报告" not in text(made(facts), BUILDING, stages(made(facts), BUILDING, facts.signed, PLAN))
    sign(facts, "affairs", "22:40", zero=True)
    assert "零报告：学生处" in text(made(facts), BUILDING, stages(made(facts), BUILDING, facts.signed, PLAN))


def test_the_words_name_nobody() -> None:
    facts = quiet()
    facts.measurements.append(measured("1", "20:50", 38.0))
    sign(facts, "counsellor", "22:31")
    said = text(made(facts), BUILDING, stages(made(facts), BUILDING, facts.signed, PLAN))
    assert "5号楼" in said
    assert "体温偏高 1 人" in said
    assert not [word for word in ("某", "301", "100123", "老师") if word in said]


def test_the_tables_name_those_who_may_be_named() -> None:
    facts = quiet()
    facts.measurements = [one for one in facts.measurements if one.id not in ("m1-07:00", "m2-12:00")]
    tables = sheets(made(facts), [], PLAN, lambda one: one.number == "1")
    assert [(row[0], row[5]) for row in tables["漏报"][1:]] == [("晨检", "某1")]
    assert [row[1] for row in tables["汇总"][1:]] == ["5号楼", "护理学院", "全校"]
    assert all(len(row) == len(rows[0]) for rows in tables.values() for row in rows)


def test_before_the_first_round_opens_nothing_is_due() -> None:
    assert made(Facts(), "06:00").numbers(Part("campus")) == Numbers()
    assert made(Facts(), "06:30").numbers(BUILDING).missing == 2


def test_seen_inside_while_the_gate_has_him_out_is_to_be_verified_and_says_so_of_no_one() -> None:
    facts = quiet()
    facts.passed = [passed("1", "18:00", "out", days_ago=1)]
    facts.measurements.append(measured("1", "20:40", source="thermometer", id="t"))
    (one,) = made(facts).disagreements
    assert (one.code, one.records) == ("gate-presence", ("p1-18:00-1", "t"))
    facts.passed.append(passed("1", "20:35", "in"))
    assert made(facts).disagreements == ()


def test_a_deadline_is_of_its_own_day() -> None:
    assert PLAN.deadline(DAY, "centre") - at("00:00") < timedelta(days=1)
