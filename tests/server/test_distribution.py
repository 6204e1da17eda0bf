"""What docs/district.md says of spreading the centre's tables holds: its statements run, and the keys are such."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from app.server.sql.postgres import PostgresEngine
from tests.fakes.postgres import server
from tests.sync.memory import Centre, MemoryLedger

DOCUMENT = (Path(__file__).parents[2] / "docs" / "district.md").read_text(encoding="utf-8")
WHOLE_CENTRES = {"feed"}
"""One order over all stations; small, and kept on every machine."""
_UNIQUE = """SELECT relname, array(
        SELECT attname::text FROM pg_attribute WHERE attrelid = indrelid AND attnum = ANY(indkey))
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE indisunique AND relnamespace = current_schema()::regnamespace"""
_WITH_STATION = """SELECT table_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = 'station'"""


@pytest.fixture
def url() -> str:
    return server().fresh()


@pytest.fixture
def connection(url: str, tmp_path: Path) -> Iterator[psycopg.Connection]:
    Centre(tmp_path, PostgresEngine(url)).close()
    with psycopg.connect(url, autocommit=True) as made:
        yield made


def _block(heading: str) -> str:
    """The SQL under a heading of the document."""
    found = re.search(rf"^### {heading}$.*?^```sql\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def test_the_station_stands_in_every_key_of_what_stations_send(connection: psycopg.Connection) -> None:
    stations = {name for (name,) in connection.execute(_WITH_STATION)} - WHOLE_CENTRES
    keys = [(table, columns) for table, columns in connection.execute(_UNIQUE) if table in stations]
    assert {table for table, _ in keys} == stations
    assert [key for key in keys if "station" not in key[1]] == []


def test_nothing_counts_by_itself_or_points_elsewhere(connection: psycopg.Connection) -> None:
    assert connection.execute("SELECT * FROM pg_sequences WHERE schemaname = current_schema()").fetchall() == []
    pointing = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    assert connection.execute(pointing).fetchall() == []


def test_every_table_is_named_where_they_are_spread(connection: psycopg.Connection) -> None:
    there = {
        name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    }
    stations = {name for (name,) in connection.execute(_WITH_STATION)} - WHOLE_CENTRES
    spread = set(re.findall(r"create_distributed_table\('(\w+)', 'station'", _block("Citus")))
    everywhere = set(re.findall(r"create_reference_table\('(\w+)'\)", _block("Citus")))
    assert spread == stations
    assert everywhere == there - stations


def test_a_centre_goes_on_in_partitions(url: str, tmp_path: Path) -> None:
    ledger = MemoryLedger()
    ledger.write(30)
    copy = ledger.copy()
    with closing(Centre(tmp_path, PostgresEngine(url))) as centre, closing(centre.client(ledger)) as client:
        assert client.run_once().left == 0
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_block("Partitions"))
        parts = connection.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = 'record'::regclass").fetchone()
    assert parts == (8,)
    ledger.write(30)
    with closing(Centre(tmp_path, PostgresEngine(url))) as centre:
        for one in (copy, ledger):
            with closing(centre.client(one)) as client:
                assert client.run_once().left == 0
        assert centre.ids(ledger.station) == list(ledger.written)
