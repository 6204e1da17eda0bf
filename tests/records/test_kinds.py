"""Kinds of record: what is checked, in which words, and that a new kind is one file."""

import sys
import textwrap
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import app.records
from app.i18n import use
from app.records import registry
from app.records.problem import RecordProblems
from app.records.registry import kind, kinds


def problems(name: str, raw: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(RecordProblems) as caught:
        kind(name).read(raw)
    return {problem.field: problem.sentence for problem in caught.value.problems}


def test_a_temperature_needs_a_person_and_a_plausible_number() -> None:
    assert problems("temperature", {"celsius": "47"}) == {
        "person": "人员：必须填写",
        "celsius": "体温：超出合理范围，请核对",
    }


def test_numbers_and_times_typed_as_text_are_taken() -> None:
    made = kind("temperature").read({"person": "20220001", "celsius": "36.5"})
    assert kind("temperature").body(made)["celsius"] == 36.5


@pytest.mark.parametrize(
    ("field", "value"), [("site", "knee"), ("celsius", "warm"), ("cough", "maybe"), ("celsius", "nan")]
)
def test_a_wrong_value_is_named_with_its_field(field: str, value: str) -> None:
    assert list(problems("temperature", {"person": "1", "celsius": 36.5, field: value})) == [field]


def test_an_unknown_item_is_named_not_dropped() -> None:
    assert "fever" in problems("temperature", {"person": "1", "celsius": 36.5, "fever": True})


def test_every_enterable_kind_survives_being_written_and_read_again() -> None:
    body = kind("goods").body(kind("goods").read(delivery()))
    assert kind("goods").body(kind("goods").read(body)) == body


def test_the_problem_sentences_are_english_when_the_user_is() -> None:
    use("en")
    assert problems("temperature", {"celsius": 36.5}) == {"person": "Person: must be filled in"}


def delivery() -> dict[str, Any]:
    """A delivery with all sixteen items of the four musts."""
    done = {"agent": "含氯消毒液", "concentration": "500 mg/L", "operator": "何军", "at": "2022-04-10T06:40:00+08:00"}
    return {
        "outcome": "released", "celsius": 36.4, "health_code": "green", "travel_card": "green",
        "test_report": "negative", "deliverer": {"name": "马超", "phone": "10012345678"}, "goods_class": "daily",
        "lines": [{"name": "大米", "quantity": 40, "unit": "袋"}], "vehicle": "吉A12345",
        "trip": {"origin": "长春市批发市场", "left_at": "2022-04-10T05:30:00+08:00"},
        "people_disinfected": done, "vehicle_disinfected": done, "goods_disinfected": done, "area_disinfected": done,
        "carrier": "驻校教师 林远", "means": "平板车", "route": "西门—三食堂", "store": "三食堂库房",
    }  # fmt: skip


SIXTEEN = [
    "celsius", "health_code", "travel_card", "test_report", "deliverer", "lines", "vehicle", "trip",
    "people_disinfected", "vehicle_disinfected", "goods_disinfected", "area_disinfected", "carrier", "means",
    "route", "store",
]  # fmt: skip


def test_a_delivery_with_all_sixteen_items_is_released() -> None:
    made: Any = kind("goods").read(delivery())
    assert made.lines[0].quantity == 40
    assert made.trip.left_at == datetime.fromisoformat("2022-04-10T05:30:00+08:00")


@pytest.mark.parametrize("missing", SIXTEEN)
def test_each_of_the_sixteen_items_is_missed(missing: str) -> None:
    raw = delivery()
    del raw[missing]
    assert list(problems("goods", raw)) == [missing]


@pytest.mark.parametrize(
    ("field", "value"), [("celsius", 37.3), ("health_code", "yellow"), ("travel_card", "red"), ("test_report", "none")]
)
def test_a_deliverer_who_does_not_pass_releases_nothing_but_can_be_refused_on_record(field: str, value: object) -> None:
    raw = {**delivery(), field: value}
    assert list(problems("goods", raw)) == [field]
    kind("goods").read({**raw, "outcome": "refused"})


def test_a_problem_inside_a_line_says_which_line() -> None:
    raw = {**delivery(), "lines": [{"name": "大米", "quantity": 0, "unit": "袋"}]}
    assert list(problems("goods", raw)) == ["lines[0].quantity"]


@pytest.mark.parametrize("quantity", ["inf", "-inf", "nan", "1e999"])
def test_a_number_that_is_none_is_refused_where_it_stands(quantity: str) -> None:
    lines = [{"name": "大米", "quantity": 40, "unit": "袋"}, {"name": "油", "quantity": quantity, "unit": "桶"}]
    assert list(problems("goods", {**delivery(), "lines": lines})) == ["lines[1].quantity"]


def test_a_time_without_a_zone_is_kept_as_the_campuss() -> None:
    trip = {"origin": "长春市批发市场", "left_at": "2022-04-10T05:30:00"}
    body = kind("goods").body(kind("goods").read({**delivery(), "trip": trip}))
    assert body["trip"]["left_at"] == "2022-04-10T05:30:00+08:00"


@pytest.mark.parametrize("left_at", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "0"])
def test_a_time_of_another_age_is_refused(left_at: str) -> None:
    trip = {"origin": "长春市批发市场", "left_at": left_at}
    assert list(problems("goods", {**delivery(), "trip": trip})) == ["trip.left_at"]


def test_a_kind_is_looked_at_once_not_for_every_record(monkeypatch: pytest.MonkeyPatch) -> None:
    kind("goods").read(delivery())
    monkeypatch.delattr("app.records.field.get_type_hints")
    kind("goods").read(delivery())


@pytest.fixture
def new_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A file with a kind of record, put where the others are."""
    (tmp_path / "key_handover.py").write_text(
        textwrap.dedent(
            '''
            """Keys handed over (钥匙交接)."""
            from app.records.field import PersonNumber, labelled
            from app.records.kind import Record, record

            @record("key-handover", "钥匙交接")
            class KeyHandover(Record):
                to: PersonNumber = labelled("接收人")
                keys: int = labelled("把数")
            '''
        ),
        encoding="utf-8",
    )
    monkeypatch.setattr(app.records, "__path__", [*app.records.__path__, str(tmp_path)])
    registry.kinds.cache_clear()
    yield "key-handover"
    registry.kinds.cache_clear()
    sys.modules.pop("app.records.key_handover", None)


def test_a_new_kind_is_one_file(new_kind: str) -> None:
    assert new_kind in kinds()
    assert [field["name"] for field in kind(new_kind).describe()["fields"]] == ["to", "keys", "corrects", "why"]
    assert kind(new_kind).body(kind(new_kind).read({"to": "T00001", "keys": "3"})) == {"to": "T00001", "keys": 3}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"deliverer": {"name": " ", "phone": "10012345678"}}, "deliverer.name"),
        ({"deliverer": {"name": "马超", "phone": "10012345678", "age": 30}}, "deliverer.age"),
        ({"vehicle": "   "}, "vehicle"),
        ({"lines": [{"name": "大米", "quantity": 1, "unit": ""}]}, "lines[0].unit"),
        ({"lines": "大米"}, "lines"),
        ({"deliverer": "马超"}, "deliverer"),
        ({"trip": {"origin": "长春", "left_at": "yesterday"}}, "trip.left_at"),
    ],
)
def test_a_problem_names_the_very_field(changes: dict[str, Any], field: str) -> None:
    assert list(problems("goods", {**delivery(), **changes})) == [field]


def test_a_time_may_be_written_as_the_sentence_about_times_says() -> None:
    raw = {**delivery(), "trip": {"origin": "长春", "left_at": "2022-04-10T06:48+08:00"}}
    made: Any = kind("goods").read(raw)
    assert made.trip.left_at == datetime.fromisoformat("2022-04-10T06:48:00+08:00")


def test_blanks_around_a_value_are_not_part_of_it() -> None:
    made: Any = kind("temperature").read({"person": " 2019000001 ", "celsius": " 36.5 "})
    assert (made.person, made.celsius) == ("2019000001", 36.5)
