"""One database used by several threads, and its transactions."""

import threading

import pytest

from app.store.database import Database
from tests.fakes.ledgers import KEY, database


def test_threads_have_connections_of_their_own_and_see_what_was_committed(tmp_path):
    with database(tmp_path) as opened:
        seen: list[object] = []

        def work(n: int) -> None:
            with opened.write() as connection:
                connection.execute("INSERT INTO state VALUES (?, '')", (f"t{n}",))
            seen.append(opened.connection)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({id(one) for one in seen}) == 6
        assert opened.rows("SELECT count(*) FROM state WHERE name LIKE 't%'") == [(6,)]


def test_a_reader_keeps_its_view_while_another_thread_writes(tmp_path):
    with database(tmp_path) as opened:

        def write() -> None:
            with opened.write() as connection:
                connection.execute("INSERT INTO state VALUES ('new', '')")

        with opened.read() as connection:
            before = connection.execute("SELECT count(*) FROM state").fetchall()
            other = threading.Thread(target=write)
            other.start()
            other.join()
            assert connection.execute("SELECT count(*) FROM state").fetchall() == before
        assert opened.rows("SELECT count(*) FROM state") != before


def test_an_error_inside_rolls_back_the_whole_outer_transaction(tmp_path):
    with database(tmp_path) as opened:

        def fail() -> None:
            with opened.write() as outer:
                outer.execute("INSERT INTO state VALUES ('a', '')")
                with opened.write() as inner:
                    inner.execute("INSERT INTO state VALUES ('b', '')")
                raise LookupError

        with pytest.raises(LookupError):
            fail()
        assert opened.rows("SELECT name FROM state") == []


def test_two_threads_may_open_a_new_database_at_once(tmp_path):
    problems: list[BaseException] = []

    def open_it() -> None:
        try:
            Database.open(tmp_path / "station.db", KEY).close()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must see it
            problems.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_closing_twice_is_allowed(tmp_path):
    opened = Database.open(tmp_path / "station.db", KEY)
    opened.close()
    opened.close()
