"""Goods at a post without a screen."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer
from tests.fakes.deliveries import WHOLE

Gatepost = Callable[..., Answer]
LONG_AGO = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
"""The command line has the machine's clock."""


def done_long_ago() -> dict[str, Any]:
    sprayed = {name: {**value, "at": LONG_AGO} for name, value in WHOLE.items() if name.endswith("_disinfected")}
    return {**WHOLE, **sprayed, "trip": {"origin": "白城市洮北区", "left_at": LONG_AGO}}


def goods(gatepost: Gatepost, *words: str, given: Any = None) -> Answer:
    stdin = b"" if given is None else json.dumps(given).encode()
    return gatepost("goods", *words, "--json", stdin=stdin)


def test_a_delivery_goes_from_arrival_to_the_closed_loop(gatepost: Gatepost, tmp_path: Path) -> None:
    (opened,) = goods(gatepost, "open", "-", given={"vehicle": "吉AD12345"}).rows
    number = opened["number"]
    held = gatepost("goods", "release", number)
    assert held.status == 1
    assert "四必明：缺“存放地点”，物资不得入校" in held.err
    assert "四必登：缺“车牌”" not in held.err
    assert goods(gatepost, "note", number, "-", given=done_long_ago()).rows[0]["complete"] == 16
    out = tmp_path / "ticket.png"
    assert goods(gatepost, "release", number, "--out", str(out)).rows[0]["phase"] == "released"
    payload = json.loads(gatepost("read", str(out), "--json").out)["claims"][0]
    assert (payload["kind"], payload["trust"], payload["ticket"]["number"]) == ("goods-ticket", "verified", number)
    assert payload["ticket"]["load"]["lines"] == [["大米", "40", "袋"], ["豆油", "12.5", "箱"]]
    assert goods(gatepost, "carry", number).rows[0]["phase"] == "carried"
    short = [{"name": "大米", "quantity": 38, "unit": "袋"}, {"name": "豆油", "quantity": 12.5, "unit": "箱"}]
    received = goods(gatepost, "receive", number[-8:], "-", "--by", "孙库管", given=short).rows[0]
    assert (received["phase"], received["differences"]) == ("differs", ["大米：放行 40 袋，实收 38，少 2"])
    assert [row["number"] for row in goods(gatepost, "list").rows] == [number]
    assert goods(gatepost, "close", number, "--why", "少的 2 袋已退回").rows[0]["phase"] == "closed"
    assert goods(gatepost, "list").rows == []
    assert goods(gatepost, "list", "--all").rows[0]["phase"] == "closed"
    (record,) = gatepost("records", "goods", "--json").rows
    assert (record["outcome"], record["delivery"], record["store"]) == ("released", number, "三食堂库房")


def test_what_a_person_reads_names_the_delivery_and_how_it_stands(gatepost: Gatepost) -> None:
    number = goods(gatepost, "open").rows[0]["number"]
    assert gatepost("goods", "refuse", number, "--why", "红码").out.split("\t")[0] == number
    assert "不予入校" in gatepost("goods", "show", number).out


def test_lists_are_imported_and_refused_rows_named(gatepost: Gatepost, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("条码,品名\n6901234567892,鲜牛奶\n12,坏行\n", encoding="utf-8")
    answer = gatepost("goods", "import", "barcodes", str(path))
    assert (answer.status, "1" in answer.out, "第 3 行" in answer.err) == (0, True, True)


@pytest.mark.parametrize(
    ("words", "stdin", "status"),
    [
        (("show", "W220410-000000-5"), b"", 1),
        (("note", "W220410-000000-5", "-"), b"{}", 1),
        (("open", "-"), b"[1]", 2),
        (("receive", "W220410-482913-7", "-", "--by", "x"), b"{}", 2),
        (("open", "nowhere.json"), b"", 1),
        (("open", "-"), b'{"lines": [{"name": "x", "quantity": -1, "unit": "y"}]}', 1),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    gatepost: Gatepost, words: tuple[str, ...], stdin: bytes, status: int
) -> None:
    answer = gatepost("goods", *words, stdin=stdin)
    assert (answer.status, answer.out) == (status, "")
    assert answer.err.strip()
    assert "Traceback" not in answer.err
