"""Who cannot be served in time is told when to come back, and nothing of theirs is lost."""

from contextlib import closing
from pathlib import Path

import pytest

from app.server.room import Busy, Room
from tests.server.asking import ask, batch, post
from tests.server.engines import Place
from tests.sync.memory import Centre, MemoryLedger


def test_a_crowd_is_told_when_to_come_back(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = MemoryLedger()
    ledger.write(3)
    monkeypatch.setattr("app.server.api.MOST_FILING", 0)
    with closing(Centre(tmp_path, place())) as full:
        answer = post(full, full.join(ledger.station).token, batch(ledger, ledger.unsent(9)))
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert 'gatepost_refused_total{why="busy"} 1' in ask(full, "GET", "/metrics").text
        with closing(full.client(ledger)) as client:
            result = client.run_once()
        assert (result.sent, result.left, result.back) == (0, 3, 10.0)
    monkeypatch.undo()
    with closing(Centre(tmp_path, place())) as centre, closing(centre.client(ledger)) as client:
        assert client.run_once().left == 0
        assert centre.ids(ledger.station) == list(ledger.written)


@pytest.mark.parametrize("back", ["", "soon", "Wed, 21 Oct 2015 07:28:00 GMT", "-5"])
def test_what_says_no_seconds_is_bad_weather(back: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = MemoryLedger()
    ledger.write(1)
    monkeypatch.setattr("app.server.api.MOST_FILING", 0)
    monkeypatch.setattr("app.server.api._BACK", back)
    with closing(Centre(tmp_path)) as full, closing(full.client(ledger)) as client:
        result = client.run_once()
    assert (result.left, result.back) == (1, 0.0)
    assert result.problem


def test_room_is_given_back_whatever_happens() -> None:
    room = Room(1)
    with pytest.raises(ZeroDivisionError), room:
        1 / 0  # noqa: B018
    with room, pytest.raises(Busy):
        room.look()
    room.look()
