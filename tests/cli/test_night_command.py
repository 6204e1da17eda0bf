"""`gatepost night` and `gatepost today`: a check from its opening to its closing, by role, and what is due."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from app.access.roles import Role
from app.clock import CAMPUS
from app.policy.person import Person
from tests.cli.conftest import Answer
from tests.fakes.homes import GUARD, LEADER, PINS, real_post

Gatepost = Callable[..., Answer]
COUNSELLOR, BUILDING = "何导员", "孙楼长"
ROLES: dict[str, Role] = {COUNSELLOR: "counsellor", BUILDING: "building"}
PEOPLE = [
    Person(number="1", name="张三", place="5-301", counsellor=COUNSELLOR, phone="10012345678"),
    Person(number="2", name="李四", place="5-301", counsellor="别人", phone="10087654321"),
    Person(number="3", name="王五", place="5-302", counsellor=COUNSELLOR),
]


@pytest.fixture
def real(tmp_path: Path) -> Path:
    post = real_post(tmp_path / "real")
    for name, role in ROLES.items():
        post.accounts.add(name, role, "2468")
    post.people.upsert(PEOPLE)
    post.close()
    return tmp_path / "real"


@pytest.fixture
def act(gatepost: Gatepost, real: Path, monkeypatch: pytest.MonkeyPatch) -> Gatepost:
    """Runs a command as somebody, by their PIN, at twenty to eleven in the evening."""
    evening = datetime.now(CAMPUS).replace(hour=22, minute=40, second=0)
    monkeypatch.setattr("app.cli.context.clock_of", lambda _: lambda: evening)

    def run(who: str, *words: str, **more: bytes) -> Answer:
        monkeypatch.setenv("GATEPOST_PIN", PINS.get(who, "2468"))
        return gatepost("--as", who, *words, at=real, **more)

    return run


def standing(answer: Answer) -> dict[str, str]:
    return {row["number"]: row["standing"] for row in answer.rows}


def test_a_check_is_kept_by_commands(act: Gatepost) -> None:
    assert act(LEADER, "night", "tick", "1").status == 1
    assert standing(act(LEADER, "night", "open", "--json")) == {"1": "unseen", "2": "unseen", "3": "unseen"}
    assert "已开始查寝" in act(LEADER, "night", "open").err
    assert standing(act(LEADER, "night", "tick", "--room", "301", "--json"))["2"] == "in"
    answer = act(LEADER, "night", "tick", "3", "--is", "absent", "--json")
    (row,) = [one for one in answer.rows if one["number"] == "3"]
    assert (row["standing"], [call["whose"] for call in row["calls"]]) == ("absent", ["self", "counsellor"])
    answer = act(LEADER, "night", "call", "3", "reached", "--said", "路上，马上到", "--json")
    assert answer.rows[-1]["called"] == [{"whose": "self", "name": "王五", "answer": "reached", "said": "路上，马上到"}]
    assert act(LEADER, "night", "state").status == 1
    assert standing(act(LEADER, "night", "late", "3", "22:35", "--json"))["3"] == "late"
    assert "在寝 2，晚归 1" in act(LEADER, "night", "close").err
    assert act(LEADER, "night", "state").status == 0


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("tick",), 2, "请写学工号"), (("tick", "--room", "999"), 1, "没有 999 寝"),
        (("tick", "404"), 1, "不在您的查寝名单"), (("late", "1", "很晚"), 2, "2305"),
        (("late", "1", "9点"), 2, "晚于现在"),
        (("late", "1", "22:05"), 2, "22:30 以后"), (("late", "1", "23:59"), 2, "晚于现在"),
        (("settle", "1", "在家"), 1, "不在未归名单"), (("call", "1", "reached"), 1, "不在未归名单"),
    ],
)  # fmt: skip
def test_what_does_not_do_is_said(act: Gatepost, words: tuple[str, ...], status: int, sentence: str) -> None:
    act(LEADER, "night", "open")
    answer = act(LEADER, "night", *words)
    assert (answer.status, sentence in answer.err) == (status, True)


def test_a_counsellor_names_and_ticks_his_own_and_the_numbers_are_everybody_s(act: Gatepost) -> None:
    act(LEADER, "night", "open")
    answer = act(COUNSELLOR, "night", "state", "--json")
    assert ({row["number"] for row in answer.rows}, "应查 3" in answer.err) == ({"1", "3"}, True)
    assert act(COUNSELLOR, "night", "tick", "2").status == 1
    assert act(COUNSELLOR, "night", "tick", "1").status == 0


def test_a_guard_has_none_of_it_and_a_head_without_a_building_nothing(act: Gatepost) -> None:
    for words in (("night", "state"), ("night", "open"), ("today",)):
        assert (act(GUARD, *words).status, act(GUARD, *words).out) == (1, "")
    assert "没有指定给您" in act(BUILDING, "night", "state").err


def test_today_tells_what_is_due_and_leaves_nothing_out(act: Gatepost) -> None:
    found = act(LEADER, "today", "--json")
    assert found.status == 1
    dues = [row["due"] for row in found.rows]
    assert dues == sorted(dues)
    assert {row["code"]: row["screen"] for row in found.rows} == {
        "round": "dormitory", "night": "night", "report": "reports",
    }  # fmt: skip
    assert "接下来" in found.err
    assert "还有 3 人没有报" in act(LEADER, "today").out
