"""What a station says of itself when it asks for news, from its client to the centre's table."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from app import __version__
from app.server.reference import condition
from app.server.reference.condition import Condition
from app.sync.down.exchange import Exchange
from app.sync.down.protocol import REFERENCE
from tests.fakes.ledgers import database
from tests.server.asking import ask
from tests.sync.memory import NOW, MemoryLedger

NONCE = "00" * 16


def test_a_client_says_its_version_and_what_is_left(centre, ledger: MemoryLedger, tmp_path):
    bond = centre.join(ledger.station)
    ledger.write(3)
    (tmp_path / "post").mkdir()
    with database(tmp_path / "post") as opened:
        client = Exchange(ledger, opened, bond, lambda _: None, centre.transport, lambda: NOW)
        client.run_once()
        client.close()
    assert condition.of_all(centre.storage.engine)[ledger.station].condition == Condition(__version__, 0)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"version": "1.2.3", "unsent": "17"}, Condition("1.2.3", 17)), ({"unsent": "-1"}, None), ({}, None),
        ({"version": "门" * 50, "unsent": "9" * 40}, None), ({"version": "x" * 90}, Condition("x" * 40, None)),
        ({"version": "a\nb", "unsent": "0"}, Condition("", 0)),
    ],
)  # fmt: skip
def test_whatever_is_said_is_read_within_limits(centre, ledger, said, kept):
    bond = centre.join(ledger.station)
    asked = urlencode({"after": "", "nonce": NONCE, **said})
    answer = ask(centre, "GET", f"{REFERENCE}?{asked}", token=bond.token)
    assert answer.status_code == 200
    found = condition.of_all(centre.storage.engine).get(ledger.station)
    assert (found and found.condition) == kept


def test_it_is_kept_about_once_a_minute(centre, ledger):
    bond = centre.join(ledger.station)
    storage = centre.storage
    for seconds, unsent in ((0, 5), (30, 6), (90, 7)):
        storage.asked(bond.station, "", NOW + timedelta(seconds=seconds), {"unsent": str(unsent)})
        found = condition.of_all(storage.engine)[bond.station].condition.unsent
        assert found == {0: 5, 30: 5, 90: 7}[seconds]
