"""What a pasted text becomes in the ledger: nothing twice, nothing invented, nothing high lost."""

from typing import Any

from app.dormitory.chain.entering import Setting, ToEnter, to_enter
from app.dormitory.facts import Facts, Measurement, Spoken
from app.records.registry import kind
from tests.dormitory.days import FEVER, PLAN, at
from tests.fakes.residents import PEOPLE, number, read


def entered(text: str, known: Facts | None = None, clock: str = "07:30", round_: str = "") -> list[ToEnter]:
    setting = Setting(at=at(clock), round=round_)
    return to_enter(read(text), PEOPLE, known or Facts(), setting, FEVER, PLAN)


def written(some: list[ToEnter]) -> Facts:
    """As if these had been written; what corrects takes its place."""
    found = Facts()
    for n, one in enumerate(some):
        raw: dict[str, Any] = {name: value for name, value in one.raw.items() if name != "at"}
        body = kind(one.kind).body(kind(one.kind).read(raw))
        frame: dict[str, Any] = {"id": f"id{n}", "at": at("07:30"), "entered_at": at("07:30"), "round": body["round"]}
        if one.kind == "temperature":
            more = {
                "number": body["person"],
                "celsius": body["celsius"],
                "site": body["site"],
                "source": body["source"],
            }
            found.measurements.append(Measurement(**frame, **more))
        else:
            people = tuple(each["person"] for each in body["people"])
            found.spoken.append(Spoken(**frame, numbers=people, says=body["says"]))
    return found


def told(some: list[ToEnter]) -> list[tuple[str, float, str]]:
    return [(one.raw["person"], one.raw["celsius"], one.act) for one in some if one.kind == "temperature"]


def test_everybody_read_is_a_record_and_nobody_else() -> None:
    some = entered("#接龙\n1. 张三 36.5\n2. 李四 37.9 咳嗽\n3. 赵六 36.6\n4. 徐鹏 36.5")
    assert told(some) == [(number("张三"), 36.5, "new"), (number("李四"), 37.9, "new")]
    assert [one.raw["site"] for one in some if one.kind == "temperature"] == ["armpit"] * 2
    assert [(one.raw["says"], one.raw["people"]) for one in some if one.kind == "statement"] == [
        ("ill", [{"person": number("李四")}])
    ]


def test_a_text_pasted_again_when_it_has_grown_writes_only_what_is_new() -> None:
    first = "1. 张三 36.5\n2. 李四 不舒服\n301全体正常\n3. 王五 37.8\n4. 王五 36.9"
    known = written(entered(first))
    assert entered(first, known) == []
    assert told(entered(first + "\n5. 刘洋 36.6", known)) == [(number("刘洋"), 36.6, "new")]


def test_another_number_corrects_the_one_that_was_pasted() -> None:
    known = written(entered("1. 张三 36.9"))
    (one,) = entered("1. 张三 36.9\n2. 更正 张三 36.6", known)
    assert (one.act, one.raw["corrects"], one.raw["celsius"]) == ("correction", "id0", 36.6)
    assert told(entered("1. 张三 36.9\n2. 张三 36.6")) == [(number("张三"), 36.6, "new")]


def test_a_high_temperature_is_not_replaced_by_a_lower_one_unless_the_text_says_so() -> None:
    assert [one[1] for one in told(entered("1. 张三 37.8\n2. 张三 36.6"))] == [37.8, 36.6]
    assert [one[1] for one in told(entered("1. 张三 37.8\n2. 张三 36.6 更正"))] == [36.6]
    known = written(entered("1. 张三 37.8"))
    assert told(entered("2. 张三 36.6", known)) == [(number("张三"), 36.6, "new")]


def test_what_was_measured_otherwise_is_never_replaced() -> None:
    by_hand = Measurement(
        id="x", at=at("07:00"), entered_at=at("07:00"), number=number("张三"), celsius=36.4, site="armpit",
        source="thermometer",
    )  # fmt: skip
    assert told(entered("张三 36.6", Facts(measurements=[by_hand]))) == [(number("张三"), 36.6, "new")]


def test_a_room_that_is_well_is_a_statement_about_its_people_without_temperatures() -> None:
    (one,) = entered("301全体正常")
    assert one.kind == "statement"
    assert [each["person"] for each in one.raw["people"]] == [f"2019{n:06d}" for n in range(1, 5)]
    assert "celsius" not in one.raw


def test_three_numbers_are_of_three_rounds_and_one_is_of_the_round_that_is_meant() -> None:
    rounds = [one.raw["round"] for one in entered("陈晓 36.5/36.6/36.4", clock="21:00")]
    assert rounds == ["morning", "noon", "evening"]
    assert [one.raw["round"] for one in entered("陈晓 36.5", clock="21:00")] == ["evening"]
    assert [one.raw["round"] for one in entered("陈晓 36.5", clock="21:00", round_="noon")] == ["noon"]
