"""Parcels from the command line: what a script at a post without a screen does in a morning."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]


@pytest.fixture
def closed(gatepost: Gatepost) -> Gatepost:
    assert gatepost("level", "closed", "--why", "试").status == 0
    return gatepost


def test_from_the_courier_to_whoever_fetches_it(closed: Gatepost) -> None:
    person = closed("people", "--json").rows[0]
    (came,) = closed("parcels", "arrive", "顺丰", "--waybill", "SF1", "--to", person["number"], "--json").rows
    assert (came["phase"], came["person"], came["held"]) == ("arrived", person["number"], "还没有消毒")
    assert "还没有消毒" in closed("parcels", "hand-out", person["number"]).err
    given = ("--agent", "75% 酒精", "--concentration", "75%", "--minutes", "0", "--json")
    assert closed("parcels", "disinfect", came["key"], *given).rows[0]["phase"] == "disinfected"
    assert closed("parcels", "out", came["key"], "--shelf", "A-1", "--json").rows[0]["shelf"] == "A-1"
    assert came["key"] in [row["key"] for row in closed("parcels", "list", "--json").rows]
    (gone,) = closed("parcels", "hand-out", "SF1", "--json").rows
    assert (gone["phase"], gone["by"]) == ("picked", person["number"])
    assert came["key"] not in [row["key"] for row in closed("parcels", "list", "--json").rows]
    day = closed("parcels", "list", "--day", "--json").rows
    assert [row["phase"] for row in day if row["key"] == came["key"]] == ["picked"]


def test_a_lot_is_counted_listed_as_left_over_and_goes_back(closed: Gatepost) -> None:
    rows = closed("parcels", "arrive", "韵达", "--count", "3", "--json").rows
    left = closed("parcels", "list", "--left-over", "--hours", "0", "--json").rows
    assert {row["key"] for row in left} >= {row["key"] for row in rows}
    back = closed("parcels", "return", *(row["key"] for row in rows), "--why", "无人领取", "--json").rows
    assert {row["phase"] for row in back} == {"returned"}
    assert "没有无人领取" in closed("parcels", "list", "--left-over", "--hours", "1000").err


def test_what_does_not_do_is_said_in_a_sentence(closed: Gatepost) -> None:
    assert closed("parcels", "arrive", "韵达", "--count", "3", "--waybill", "1").status == 2
    assert "1 到 500" in closed("parcels", "arrive", "韵达", "--count", "900").err
    assert "没有与“查无此人”相符的快递" in closed("parcels", "hand-out", "查无此人").err
    assert "刚被领走" in closed("parcels", "strike", "k1", "--why", "试").err
    assert "请写明原因" in closed("parcels", "turn-away", "韵达", "--count", "3", "--why", " ").err
    assert closed("parcels", "turn-away", "韵达", "--count", "3", "--why", "静态").status == 0
    for tail in ("1", "2"):
        closed("parcels", "arrive", "韵达", "--to", f"钱进 000{tail}")
    assert "有几位相符" in closed("parcels", "hand-out", "钱进").err
