"""`gatepost observation`, `residents` and `reports`: the screens' acts from the command line, by role."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from app.access.roles import Role
from app.clock import campus
from app.policy.person import Person
from app.store.reference.observation_rooms import ObservationRoom, ObservationRooms
from tests.cli.conftest import Answer
from tests.fakes.homes import GUARD, LEADER, PINS, real_post

Gatepost = Callable[..., Answer]
OFFICER, BUILDING = "赵校医", "孙楼长"
ROLES: dict[str, Role] = {OFFICER: "medical", BUILDING: "building"}
PEOPLE = [
    Person(number="1", name="张三", place="5-301", college="护理学院", phone="10012345678"),
    Person(number="2", name="李四", place="5-301", college="药学院"), Person(number="3", name="王五", place="校外"),
]  # fmt: skip


@pytest.fixture
def real(tmp_path: Path) -> Path:
    post = real_post(tmp_path / "real")
    for name, role in ROLES.items():
        post.accounts.add(name, role, "2468")
    post.people.upsert(PEOPLE)
    ObservationRooms(post.database).put([ObservationRoom(code="9/302", title="健康监测房 302", capacity=1)])
    post.close()
    return tmp_path / "real"


@pytest.fixture
def act(gatepost: Gatepost, real: Path, monkeypatch: pytest.MonkeyPatch) -> Gatepost:
    """Runs a command as somebody, by their PIN, at half past twelve."""
    noon = campus(datetime.now().astimezone()).replace(hour=12, minute=30)
    monkeypatch.setattr("app.cli.context.clock_of", lambda _: lambda: noon)

    def run(who: str, *words: str, **more: bytes) -> Answer:
        monkeypatch.setenv("GATEPOST_PIN", PINS.get(who, "2468"))
        return gatepost("--as", who, *words, at=real, **more)

    return run


def test_somebody_is_observed_moved_helped_and_released(act: Gatepost) -> None:
    assert act(BUILDING, "observation", "place", "1", "--room", "9-302").status == 0
    assert "住满" in act(BUILDING, "observation", "place", "2", "--room", "9-302").err
    assert act(BUILDING, "observation", "help", "1", "2").status == 0
    (row,) = act(BUILDING, "observation", "list", "--json").rows
    assert (row["number"], row["room"], row["helper"], row["day"]) == ("1", "9/302", "2", 1)
    assert act(BUILDING, "observation", "rooms", "--json").rows[0]["free"] == 0
    assert act(BUILDING, "observation", "move", "1", "--at-home").status == 0
    assert "只有校医" in act(LEADER, "observation", "release", "1", "--word", "可以").err
    assert act(OFFICER, "observation", "release", "1", "--word", "可以").status == 0
    assert act(OFFICER, "observation", "list", "--json").rows == []
    assert act(OFFICER, "observation", "list", "--ended", "--json").rows[0]["word"] == "可以"
    assert "没有留观" in act(OFFICER, "observation", "release", "1", "--word", "可以").err


def test_rooms_come_from_a_table(act: Gatepost, tmp_path: Path) -> None:
    table = tmp_path / "rooms.csv"
    table.write_text("房间,床位数\n9-303,2\n9-304,很多\n", encoding="utf-8")
    answer = act(LEADER, "observation", "rooms", str(table), "--json")
    assert (answer.status, [row["code"] for row in answer.rows]) == (1, ["9/302", "9/303"])
    assert "第 3 行" in answer.err
    assert act(BUILDING, "observation", "rooms", str(table)).status == 1


def test_a_room_is_set_changed_and_taken_back(act: Gatepost) -> None:
    assert act(LEADER, "observation", "room", "9-401", "--beds", "3", "--sex", "female").status == 0
    rows = {row["code"]: row for row in act(LEADER, "observation", "rooms", "--json").rows}
    assert (rows["9/401"]["free"], rows["9/401"]["sex"]) == (3, "female")
    assert act(LEADER, "observation", "room", "9-401", "--remove").status == 0
    assert "没有“9-401”" in act(LEADER, "observation", "room", "9-401", "--remove").err
    assert act(LEADER, "observation", "room", "9-402", "--beds", "0").status == 2
    assert act(BUILDING, "observation", "room", "9-402", "--beds", "1").status == 1


def test_changes_of_residence(act: Gatepost, tmp_path: Path) -> None:
    assert act(BUILDING, "residents", "move", "1", "--to", "6-101").status == 0
    assert act(BUILDING, "residents", "leave", "2", "--until", "2099-01-01T00:00+08:00").status == 0
    rows = act(BUILDING, "residents", "list", "--json").rows
    assert {(row["act"], row["number"], row.get("to")) for row in rows} == {
        ("moved", "1", "6-101"),
        ("leave", "2", None),
    }
    differing = act(BUILDING, "residents", "differences", "--json")
    assert (differing.status, {row["what"] for row in differing.rows}) == (1, {"no-room", "moved"})
    moved = next(row["id"] for row in rows if row["act"] == "moved")
    assert act(BUILDING, "residents", "withdraw", moved, "--why", "记错").status == 0
    assert act(BUILDING, "residents", "back", "2").status == 0
    table = tmp_path / "moves.csv"
    table.write_text("学号,变动,时间\n1,退宿,2022-04-10\n9,退宿,2022-04-10\n", encoding="utf-8")
    answer = act(BUILDING, "residents", "import", str(table))
    assert (answer.status, "记入 1 条" in answer.out) == (1, True)
    assert act(GUARD, "residents", "left", "1").status == 1


def test_what_has_to_be_told_and_signed(act: Gatepost) -> None:
    text = "张三 复测38.4\n李四 36.5\n".encode()
    act(BUILDING, "rounds", "read", "-", "--enter", stdin="张三 38.1\n".encode())
    act(BUILDING, "rounds", "read", "-", "--enter", stdin=text)
    answer = act(BUILDING, "reports", "urgent", "--json")
    assert answer.status == 1
    (row,) = answer.rows
    assert (row["number"], row["cause"], row["told"]) == ("1", "fever", "")
    assert act(BUILDING, "reports", "tell", "1", "--to", "赵校医").status == 0
    assert act(BUILDING, "reports", "urgent", "--json").status == 0
    assert act(BUILDING, "reports", "due").status == 0  # the evening's round has not opened
    rows = act(BUILDING, "reports", "behind", "high", "--building", "5", "--json").rows
    assert [(one["number"], len(one["records"])) for one in rows] == [("1", 2)]
    assert "没有“99”的数据" in act(BUILDING, "reports", "behind", "high", "--building", "99").err


@pytest.mark.parametrize(
    "words", [("observation", "list"), ("residents", "list"), ("reports", "urgent"), ("reports", "behind", "high")]
)
def test_a_guard_gets_a_sentence_and_nothing_else(act: Gatepost, words: tuple[str, ...]) -> None:
    answer = act(GUARD, *words)
    assert (answer.status, answer.out) == (1, "")
    assert "“保安”没有这项权限" in answer.err
