"""Whatever is done to the ledger behind the program's back is found; what was not touched is never accused."""

import struct
import tempfile
import threading
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.errors import GivenUp
from app.store import canonical
from app.store.chain import content_hash
from app.store.cipher import Connection, Error
from app.store.database import Database
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.proof.verify import verify, verify_copy
from app.store.retention.rounds import Retention
from app.store.rows import COLUMNS
from tests.fakes.ledgers import KEY, START, Ticking, database, draft, ledger, passage, tampering

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a hundred databases, whose durability is not asked here
values = st.one_of(
    st.text(max_size=20), st.integers(-(2**53) + 1, 2**53 - 1), st.booleans(), st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
bodies = st.dictionaries(st.text(max_size=8), st.one_of(values, st.lists(values, max_size=3)), max_size=4)
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _written(stack: ExitStack, some: list[dict], *, forgotten: bool = False) -> Path:
    """A ledger of these bodies; `forgotten`: after the passages' time is over and before the temperatures'."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=MEMORY)))
    with database(folder) as opened:
        written = Ledger(opened, Ticking(), mark="this machine")
        written.append_all([draft("passage" if n % 2 else "temperature", body=body) for n, body in enumerate(some)])
        if forgotten:
            _forget_passages(opened, written)
    return folder


def _forget_passages(opened: Database, written: Ledger) -> int:
    retention = Retention(opened, written.append, "gate", centre=False)
    return sum(count for _, count in retention.steps(START + timedelta(days=40)))


def _problems(folder: Path) -> tuple[str, ...]:
    with database(folder) as opened:
        return verify(opened).problems


@quick
@given(st.lists(bodies, max_size=6), st.booleans())
def test_an_untouched_ledger_is_sound(some, forgotten):
    with ExitStack() as stack:
        assert _problems(_written(stack, some, forgotten=forgotten)) == ()


def _changed(value: object, place: int, flip: int) -> object:
    """`value` with one byte changed."""
    if value is None:
        return bytes([flip]) if place % 2 else flip
    if isinstance(value, int):
        return value ^ (flip << 8 * (place % 4))
    if isinstance(value, float):
        raw = bytearray(struct.pack(">d", value))
        raw[place % 8] ^= flip
        return struct.unpack(">d", raw)[0]
    raw = bytearray(value.encode() if isinstance(value, str) else value)
    if not raw:
        return "x" if isinstance(value, str) else b"x"
    raw[place % len(raw)] ^= flip
    return bytes(raw)


def _change(connection: Connection, n: int, column: str, place: int, flip: int) -> None:
    (value,) = connection.execute(f"SELECT {column} FROM ledger WHERE n = ?", (n,)).fetchone()
    into = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
    connection.execute(f"UPDATE ledger SET {column} = {into} WHERE n = ?", (_changed(value, place, flip), n))


@settings(quick, max_examples=150)
@given(st.lists(bodies, min_size=1, max_size=4), st.booleans(), st.data())
def test_any_changed_byte_in_any_column_is_found(some, forgotten, data):
    n = data.draw(st.integers(1, len(some)))
    column = data.draw(st.sampled_from([*COLUMNS, "moved"]))
    place, flip = data.draw(st.integers(0, 400)), data.draw(st.integers(1, 255))
    with ExitStack() as stack:
        folder = _written(stack, some, forgotten=forgotten)
        with tampering(folder) as connection:
            try:
                _change(connection, n, column, place, flip)
            except Error:
                assume(False)  # the schema itself refuses it
        assert _problems(folder) != ()


NUMBERS = ("n", "seq", "incarnation", "schema")


@pytest.mark.parametrize("column", [*COLUMNS, "moved"])
@pytest.mark.parametrize("n", [2, 3], ids=["kept", "forgotten"])
def test_every_column_is_looked_at_and_the_record_named(tmp_path, column, n):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(), mark="this machine")
        entries = written.append_all([draft(), draft(), passage(), draft()])
        assert _forget_passages(opened, written) == 1
    blob = column in ("salt", "content", "fact_hash", "chain_hash")
    with tampering(tmp_path) as connection:
        _change(connection, n, column, 1 if blob else 8, 64 if column in NUMBERS else 4)
    problems = _problems(tmp_path)
    assert any(entries[at].fact.id in problem for problem in problems for at in (n - 1, n)) or column == "id"
    assert problems


def _drop(connection: Connection, a: int, b: int) -> None:
    connection.execute("DELETE FROM ledger WHERE n = ?", (a,))


def _close_up(connection: Connection, a: int, b: int) -> None:
    """Removed, and those behind it moved up."""
    _drop(connection, a, b)
    connection.execute("UPDATE ledger SET n = n - 1, seq = seq - 1 WHERE n > ?", (a,))


def _swap(connection: Connection, a: int, b: int) -> None:
    _drop_place(connection, a, 100)
    _drop_place(connection, b, a)
    _drop_place(connection, 100, b)


def _swap_said(connection: Connection, a: int, b: int) -> None:
    """What they say changes places, and where they stand does not."""
    said = "body, salt, operator, content, forgotten, fact_hash"
    rows = connection.execute(f"SELECT {said} FROM ledger WHERE n IN (?, ?) ORDER BY n", (a, b)).fetchall()
    marks = ", ".join(f"{column} = ?" for column in said.split(", "))
    for n, row in zip(sorted((a, b)), reversed(rows), strict=True):
        connection.execute(f"UPDATE ledger SET {marks} WHERE n = ?", (*row, n))


def _drop_place(connection: Connection, old: int, new: int) -> None:
    connection.execute("UPDATE ledger SET n = ?, seq = ? WHERE n = ?", (new, new, old))


def _insert(connection: Connection, a: int, b: int) -> None:
    """A copy of another record under an id of its own, and room made for it."""
    top = connection.execute("SELECT max(n) FROM ledger").fetchone()[0]
    for n in range(top, a, -1):
        _drop_place(connection, n, n + 1)
    _copy(connection, b + 1 if b > a else b, a + 1)


def _append(connection: Connection, a: int, b: int) -> None:
    top = connection.execute("SELECT max(n) FROM ledger").fetchone()[0]
    _copy(connection, a, top + 1)


def _copy(connection: Connection, source: int, to: int) -> None:
    others = ", ".join(column for column in COLUMNS if column not in ("n", "seq", "id"))
    sql = f"INSERT INTO ledger (n, seq, id, {others}) SELECT ?, ?, 'new', {others} FROM ledger WHERE n = ?"
    connection.execute(sql, (to, to, source))


def _erase(connection: Connection, a: int, b: int) -> None:
    """As retention would, but for nobody's order."""
    connection.execute(
        "UPDATE ledger SET body = NULL, salt = NULL, operator = '', content = zeroblob(32), forgotten = 1 WHERE n = ?",
        (a,),
    )


OPERATIONS = [_drop, _close_up, _swap, _swap_said, _insert, _append, _erase]


@settings(quick, max_examples=100)
@given(st.lists(bodies, min_size=2, max_size=5), st.booleans(), st.sampled_from(OPERATIONS), st.data())
def test_every_operation_on_rows_is_found(some, forgotten, operation, data):
    a, b = data.draw(st.lists(st.integers(1, len(some)), min_size=2, max_size=2, unique=True))
    with ExitStack() as stack:
        folder = _written(stack, some, forgotten=forgotten)
        with tampering(folder) as connection:
            operation(connection, a, b)
        assert _problems(folder) != ()


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_removed_row_is_named_by_the_one_behind_it(tmp_path, gone):
    with ledger(tmp_path) as written:
        entries = written.append_all([draft(n=n) for n in range(4)])
    with tampering(tmp_path) as connection:
        _drop(connection, gone, 0)
    assert entries[gone].fact.id in _problems(tmp_path)[0]


def test_an_erased_record_is_named_when_no_order_covers_it(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(), mark="this machine")
        entries = written.append_all([draft(), passage(), passage(at=START + timedelta(days=39))])
        assert _forget_passages(opened, written) == 1
    order = 4
    for n in (1, 3):
        with tampering(tmp_path) as connection:
            connection.execute(
                "UPDATE ledger SET body = NULL, salt = NULL, operator = '', content = zeroblob(32), forgotten = ?"
                " WHERE n = ?", (order, n),
            )  # fmt: skip
        assert any(entries[n - 1].fact.id in problem and "依据" in problem for problem in _problems(tmp_path))


def test_a_record_erased_under_an_order_that_was_done_makes_its_number_wrong(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking(), mark="this machine")
        spared = written.append_all([passage(), passage()])[1]
        written.outbox.quarantine(spared.fact.id, "schema", START)
        assert _forget_passages(opened, written) == 1
        order = next(written.entries("forgetting"))
    with tampering(tmp_path) as connection:
        content = content_hash(spared.fact.salt, canonical.dumps(spared.fact.body), spared.fact.operator)
        connection.execute(
            "UPDATE ledger SET body = NULL, salt = NULL, operator = '', content = ?, forgotten = 3 WHERE n = 2",
            (content,),
        )
    assert any(order.fact.id in problem for problem in _problems(tmp_path))


@pytest.mark.parametrize(
    "sql", ["UPDATE state SET value = '{}' WHERE name = 'station'", "UPDATE incarnation SET id = '{}'"]
)
def test_another_station_or_incarnation_is_found(tmp_path, sql):
    with ledger(tmp_path) as written:
        written.append(draft())
    with tampering(tmp_path) as connection:
        connection.execute(sql.format("00000000-0000-4000-8000-000000000000"))
    assert _problems(tmp_path) != ()


def test_verification_says_how_far_it_is_and_what_it_found(tmp_path):
    steps = []
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        written.append_all([draft(n=n) for n in range(1200)])
        found = verify(opened, lambda done, total: steps.append((done, total)))
        assert found.head == written.head()
    assert (found.ok, found.records, found.problems) == (True, 1200, ())
    assert steps == [(500, 1200), (1000, 1200), (1200, 1200)]


@pytest.mark.parametrize("seconds", [36.0, 1e-7, 1e22, 0.1 + 0.2])
def test_a_number_that_json_writes_in_a_way_of_its_own_is_no_false_alarm(tmp_path, monkeypatch, seconds):
    monkeypatch.setattr("time.monotonic", lambda: seconds)
    with database(tmp_path) as opened:
        Ledger(opened, Ticking(), mark="this machine").append_all([draft(), passage(), draft()])
        assert verify(opened).problems == ()


@pytest.mark.parametrize("column", ["body", "operator", "post", "id"])
def test_a_byte_that_is_no_text_is_not_taken_for_the_letter_that_stands_for_one(tmp_path, column):
    """Read leniently, a broken byte becomes U+FFFD, which the record may really have said."""
    odd = Draft(kind="temperature", body={"said": "�"}, operator="�", post="�")
    with ledger(tmp_path) as written:
        entries = written.append_all([odd, odd, odd])
    with tampering(tmp_path) as connection:
        (value,) = connection.execute(f"SELECT CAST({column} AS BLOB) FROM ledger WHERE n = 2").fetchone()
        broken = value.replace("�".encode(), b"\xff") if column != "id" else b"\xff" + value[1:]
        connection.execute(f"UPDATE ledger SET {column} = CAST(? AS TEXT) WHERE n = 2", (broken,))
    problems = _problems(tmp_path)
    assert any(entries[1].fact.id[1:] in problem for problem in problems)
    assert not any(entries[2].fact.id in problem for problem in problems)


def test_whoever_breaks_off_waits_for_nothing_and_leaves_no_thread(tmp_path):
    class BrokenOffError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise BrokenOffError

    with database(tmp_path) as opened:
        Ledger(opened, Ticking()).append_all([draft(n=n) for n in range(600)])
        before = threading.active_count()
        with pytest.raises(BrokenOffError):
            verify(opened, stop)
        assert threading.active_count() == before


def test_one_that_is_stopped_gives_no_verdict(tmp_path):
    def stop(_done: int, _total: int) -> None:
        raise GivenUp("enough")

    with database(tmp_path) as opened:
        Ledger(opened, Ticking()).append(draft())
        with pytest.raises(GivenUp):
            verify(opened, stop)
    with pytest.raises(GivenUp):
        verify_copy(tmp_path / "station.db", KEY, stop)
