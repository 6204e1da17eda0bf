"""`gatepost sync --aside` names the records the centre did not take; `--again ID` has one of them sent once more."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.settings import Home
from app.station.local import LocalPost
from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]


@pytest.fixture
def kept(home: Path) -> tuple[str, str]:
    """The ids of two records set aside: one here, one at the centre."""
    post = LocalPost.open(Home(home))
    here, centre = post.ledger.unsent(2)
    post.ledger.acknowledge(centre.incarnation, centre.seq, centre.chain_hash)
    now = datetime(2022, 4, 10, tzinfo=UTC)
    post.ledger.outbox.quarantine(here.fact.id, "here: large", now)
    post.ledger.outbox.quarantine(centre.fact.id, "centre: body", now)
    post.close()
    return here.fact.id, centre.fact.id


def test_which_records_and_why(gatepost: Gatepost, kept: tuple[str, str]) -> None:
    rows = gatepost("sync", "--aside", "--json").rows
    assert {(row["id"], row["why"], row["here"]) for row in rows} == {
        (kept[0], "太大", True), (kept[1], "有的内容不合这种登记的格式", False),
    }  # fmt: skip
    assert "只在本机" in gatepost("sync", "--aside").out


def test_only_what_is_here_can_be_sent_again(gatepost: Gatepost, kept: tuple[str, str]) -> None:
    assert gatepost("sync", "--again", kept[1]).status == 1
    assert gatepost("sync", "--again", kept[0]).status == 0
    assert [row["id"] for row in gatepost("sync", "--aside", "--json").rows] == [kept[1]]


def test_nothing_is_set_aside_and_nothing_asked(gatepost: Gatepost) -> None:
    assert gatepost("sync", "--aside").out == ""
    assert gatepost("sync").status == 2
