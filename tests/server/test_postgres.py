"""What only PostgreSQL can do to us: it is away, refuses, restarts, loses races, and has no zero character."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import WrongUse
from app.server.api import create_app
from app.server.sql import faults, postgres
from app.server.sql.port import Bulk, Connection
from app.server.sql.postgres import PostgresEngine
from app.server.sql.texts import escaped, restored
from app.server.storage import Storage
from tests.fakes.faulty_transport import AsgiTransport
from tests.fakes.postgres import PASSWORD, Server, server
from tests.sync.memory import NOW, Centre, MemoryLedger

BULK = Bulk("thing", {"name": "TEXT", "size": "WHOLE", "raw": "BYTES", "share": "REAL"})


@pytest.fixture
def url() -> str:
    return server().fresh()


@pytest.fixture
def engine(url: str) -> Iterator[PostgresEngine]:
    made = PostgresEngine(url)
    made.write(
        lambda connection: connection.define(
            "CREATE TABLE thing (name TEXT NOT NULL PRIMARY KEY, size WHOLE, raw BYTES, share REAL)"
        )
    )
    yield made
    made.close()


@pytest.mark.parametrize(
    ("change", "fault", "word"),
    [
        ({"password": "wrong"}, faults.NotLetIn, "PGPASSWORD"),
        ({"database": "nowhere"}, faults.NotLetIn, "createdb"),
        ({"user": "nobody"}, faults.NotLetIn, "PGPASSWORD"),
    ],
)
def test_who_is_not_let_in_is_told_what_to_do(change: dict[str, str], fault: type[Exception], word: str) -> None:
    with pytest.raises(fault, match=word) as caught:
        PostgresEngine(server().url(**change))
    assert PASSWORD not in str(caught.value)
    assert "wrong" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1:1", "/nowhere"])
def test_nobody_there(host: str) -> None:
    at = f"@/campus?host={host}" if host.startswith("/") else f"@{host}/campus"
    with pytest.raises(faults.Unreachable, match="campus"):
        PostgresEngine(f"postgresql://gatepost:secret{at}")


def test_what_is_no_address_is_not_quoted() -> None:
    with pytest.raises(WrongUse) as caught:
        PostgresEngine("postgresql:/gatepost:secret@here")
    assert "secret" not in str(caught.value)


def test_too_old_a_server(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "OLDEST", 99)
    with pytest.raises(faults.TooOld, match="PostgreSQL 1"):
        PostgresEngine(url)


def test_a_role_without_rights(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP ROLE IF EXISTS weak; CREATE ROLE weak LOGIN PASSWORD '{PASSWORD}'")
    engine = PostgresEngine(url.replace("//gatepost:", "//weak:"))
    with pytest.raises(faults.NotLetIn, match="weak"):
        Storage(engine)
    engine.close()


def test_a_restarted_server_is_only_an_interruption(ledger: MemoryLedger) -> None:
    own = Server(settings=())  # durable
    try:
        storage = Storage(PostgresEngine(own.fresh()))
        centre = Centre.__new__(Centre)
        centre.storage, centre.transport = storage, AsgiTransport(create_app(storage, lambda: NOW))
        client = centre.client(ledger)
        ledger.write(3)
        assert client.run_once().sent == 3
        own.stop()
        ledger.write(3)
        away = client.run_once()
        assert (away.sent, away.left) == (0, 3)
        assert "503" in away.problem
        own.start()
        assert client.run_once().sent == 3
        assert centre.ids(ledger.station) == list(ledger.written)
        client.close()
        centre.close()
    finally:
        own.end()


def test_what_goes_wrong_on_its_way_shows_at_the_end_and_nothing_is_stored(engine: PostgresEngine) -> None:
    def work(connection: Connection) -> None:
        connection.insert(BULK, [("a", 1, None, None)])
        connection.put("INSERT INTO thing (name, size) VALUES (?, ?)", ("b", 1 << 70))
        connection.insert(BULK, [("c", 1, None, None)])

    with pytest.raises(psycopg.errors.NumericValueOutOfRange):
        engine.write(work)
    assert engine.read(lambda connection: connection.rows("SELECT name FROM thing")) == []
    assert engine.write(lambda connection: connection.insert(BULK, [("d", 1, None, None)])()) == 1


def test_nothing_is_said_in_the_log_of_what_is_run_again(
    engine: PostgresEngine, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[int] = []

    def work(connection: Connection) -> None:
        connection.put("INSERT INTO thing (name) VALUES (?)", ("a",))
        tried.append(1)
        if len(tried) == 1:
            connection.put("INSERT INTO thing (name) VALUES (?)", ("a",))

    engine.write(work)
    assert (len(tried), caplog.records) == (2, [])


def test_a_connection_that_ended_while_it_lay_idle_is_replaced(engine: PostgresEngine, url: str) -> None:
    own = engine.read(lambda connection: connection.row("SELECT pg_backend_pid()"))
    assert own
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", own)
    new = engine.write(lambda connection: connection.row("SELECT pg_backend_pid()"))
    assert new != own


def test_a_deadlock_is_run_again(engine: PostgresEngine) -> None:
    engine.write(lambda connection: connection.insert(BULK, [("a", 0, None, None), ("b", 0, None, None)]))
    both = Barrier(2)
    met: list[str] = []

    def cross(names: str) -> None:
        def work(connection: Connection) -> None:
            connection.execute("UPDATE thing SET size = size + 1 WHERE name = ?", (names[0],))
            if len(met) < 2:  # only the first time do they wait for each other
                met.append(names)
                both.wait(10)
            connection.execute("UPDATE thing SET size = size + 1 WHERE name = ?", (names[1],))

        engine.write(work)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(cross, ["ab", "ba"]))
    assert engine.read(lambda connection: connection.rows("SELECT size FROM thing")) == [(2,), (2,)]


def test_a_serialization_failure_is_run_again(engine: PostgresEngine) -> None:
    engine.write(lambda connection: connection.insert(BULK, [("a", 0, None, None)]))
    rounds = []

    def work(connection: Connection) -> None:
        rounds.append(1)
        if len(rounds) == 1:
            connection.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        size = connection.rows("SELECT size FROM thing")[0][0]
        if len(rounds) == 1:
            engine.write(lambda other: other.execute("UPDATE thing SET size = 5"))
        connection.execute("UPDATE thing SET size = ?", (size + 1,))

    engine.write(work)
    assert len(rounds) == 2
    assert engine.read(lambda connection: connection.rows("SELECT size FROM thing")) == [(6,)]


def test_a_reader_may_not_write(engine: PostgresEngine) -> None:
    with pytest.raises(faults.Refusing, match="只能读"):
        engine.read(lambda connection: connection.execute("DELETE FROM thing"))


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\0\1\2")),
            st.none() | st.integers(-(2**63), 2**63 - 1),
            st.none() | st.binary(),
            st.none() | st.floats(allow_nan=False),
        ),
        unique_by=lambda row: row[0],
    )
)
def test_rows_come_out_as_they_went_in(rows: list[tuple[str, int | None, bytes | None, float | None]]) -> None:
    engine = shared()
    engine.write(lambda connection: connection.execute("DELETE FROM thing"))
    assert engine.write(lambda connection: connection.insert(BULK, rows)()) == len(rows)
    assert engine.write(lambda connection: connection.insert(BULK, rows)()) == 0
    found = engine.read(lambda connection: connection.rows("SELECT name, size, raw, share FROM thing"))
    assert sorted(found, key=lambda row: row[0]) == sorted(rows, key=lambda row: row[0])


@given(st.text(st.sampled_from("\0\1\2ab")))
def test_a_text_has_no_zero_and_is_restored(text: str) -> None:
    assert "\0" not in escaped(text)
    assert restored(escaped(text)) == text


_shared: list[PostgresEngine] = []


def shared() -> PostgresEngine:
    """One for all examples."""
    if not _shared:
        _shared.append(PostgresEngine(server().fresh()))
        _shared[0].write(
            lambda connection: connection.define(
                "CREATE TABLE thing (name TEXT NOT NULL PRIMARY KEY, size WHOLE, raw BYTES, share REAL)"
            )
        )
    return _shared[0]


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _shared:
        _shared.pop().close()
