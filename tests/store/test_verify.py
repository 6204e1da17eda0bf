"""Whatever is done to the ledger behind the program's back is found; what was not touched is never accused."""

import struct
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.store.cipher import Connection, Error
from app.store.ledger import Ledger
from app.store.rows import COLUMNS
from app.store.verify import verify
from tests.fakes.ledgers import Ticking, database, draft, ledger, passage, tampering

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a hundred databases, whose durability is not asked here
values = st.one_of(
    st.text(max_size=20), st.integers(-(2**53) + 1, 2**53 - 1), st.booleans(), st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
bodies = st.dictionaries(st.text(max_size=8), st.one_of(values, st.lists(values, max_size=3)), max_size=4)
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _written(stack: ExitStack, some: list[dict]) -> Path:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=MEMORY)))
    with ledger(folder) as opened:
        opened.append_all([draft("passage" if n % 2 else "temperature", body=body) for n, body in enumerate(some)])
    return folder


def _problems(folder: Path) -> tuple[str, ...]:
    with database(folder) as opened:
        return verify(opened).problems


@quick
@given(st.lists(bodies, max_size=6))
def test_an_untouched_ledger_is_sound(some):
    with ExitStack() as stack:
        assert _problems(_written(stack, some)) == ()


def _changed(value: object, place: int, flip: int) -> object:
    """`value` with one byte changed."""
    if value is None:
        return flip
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


@settings(quick, max_examples=120)
@given(st.lists(bodies, min_size=1, max_size=4), st.data())
def test_any_changed_byte_in_any_column_is_found(some, data):
    n = data.draw(st.integers(1, len(some)))
    column = data.draw(st.sampled_from([*COLUMNS, "moved"]))
    place, flip = data.draw(st.integers(0, 400)), data.draw(st.integers(1, 255))
    with ExitStack() as stack:
        folder = _written(stack, some)
        with tampering(folder) as connection:
            try:
                _change(connection, n, column, place, flip)
            except Error:
                assume(False)  # the schema itself refuses it
        assert _problems(folder) != ()


@pytest.mark.parametrize("column", [*COLUMNS, "moved"])
def test_every_column_is_looked_at(tmp_path, column):
    with ledger(tmp_path) as written:
        written.append_all([draft(n=n) for n in range(3)])
    with tampering(tmp_path) as connection:
        _change(connection, 2, column, 1, 4)
    assert _problems(tmp_path) != ()


@pytest.mark.parametrize("gone", [1, 2, 4])
def test_a_removed_row_is_found_and_named(tmp_path, gone):
    with ledger(tmp_path) as written:
        entries = written.append_all([draft(n=n) for n in range(4)])
    with tampering(tmp_path) as connection:
        connection.execute("DELETE FROM ledger WHERE n = ?", (gone,))
    problems = _problems(tmp_path)
    assert problems
    if gone < 4:
        assert entries[gone].fact.id in problems[0]


def test_rows_moved_up_over_a_removed_one_are_found(tmp_path):
    with ledger(tmp_path) as written:
        written.append_all([draft(n=n) for n in range(4)])
    with tampering(tmp_path) as connection:
        connection.execute("DELETE FROM ledger WHERE n = 2")
        connection.execute("UPDATE ledger SET n = n - 1, seq = seq - 1 WHERE n > 2")
    assert _problems(tmp_path) != ()


def test_swapped_rows_are_found(tmp_path):
    with ledger(tmp_path) as written:
        written.append_all([draft(n=n) for n in range(4)])
    with tampering(tmp_path) as connection:
        for old, new in ((2, 102), (3, 2), (102, 3)):
            connection.execute("UPDATE ledger SET n = ?, seq = ? WHERE n = ?", (new, new, old))
    assert _problems(tmp_path) != ()


def test_an_inserted_row_is_found(tmp_path):
    with ledger(tmp_path) as written:
        written.append_all([draft(n=n) for n in range(4)])
    with tampering(tmp_path) as connection:
        others = ", ".join(column for column in COLUMNS if column not in ("n", "seq", "id"))
        connection.execute(
            f"INSERT INTO ledger (n, seq, id, {others}) SELECT 5, 5, 'new', {others} FROM ledger WHERE n = 4"
        )
    assert _problems(tmp_path) != ()


@pytest.mark.parametrize(
    "sql", ["UPDATE state SET value = '{}' WHERE name = 'station'", "UPDATE incarnation SET id = '{}'"]
)
def test_another_station_or_incarnation_is_found(tmp_path, sql):
    with ledger(tmp_path) as written:
        written.append(draft())
    with tampering(tmp_path) as connection:
        connection.execute(sql.format("00000000-0000-4000-8000-000000000000"))
    assert _problems(tmp_path) != ()


def test_a_cut_tail_shows_against_the_anchor_even_after_more_was_written(tmp_path):
    with ledger(tmp_path) as written:
        written.append_all([draft(n=n) for n in range(4)])
    with tampering(tmp_path) as connection:
        connection.execute("DELETE FROM ledger WHERE n > 2")
    assert any("4" in problem for problem in _problems(tmp_path))
    with ledger(tmp_path) as written:
        assert written.append(draft()).seq == 1, "an older file goes on in an incarnation of its own"
    assert _problems(tmp_path) != ()


def test_a_missing_or_torn_anchor_is_no_error(tmp_path):
    with ledger(tmp_path) as written:
        written.append(draft())
    for content in (b"", b'["half', b"\xff\xff"):
        (tmp_path / "station.anchor").write_bytes(content)
        assert _problems(tmp_path) == ()
    (tmp_path / "station.anchor").unlink()
    assert _problems(tmp_path) == ()


def test_what_was_forgotten_still_verifies_but_not_half_of_it(tmp_path):
    with ledger(tmp_path) as written:
        written.append_all([passage() for _ in range(3)])
    with tampering(tmp_path) as connection:
        connection.execute("UPDATE ledger SET body = NULL, salt = NULL WHERE n = 2")
    assert _problems(tmp_path) == ()
    with tampering(tmp_path) as connection:
        connection.execute("UPDATE ledger SET salt = NULL WHERE n = 3")
    assert len(_problems(tmp_path)) == 1


def test_verification_says_how_far_it_is_and_what_it_found(tmp_path):
    steps = []
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        written.append_all([draft(n=n) for n in range(1200)])
        found = verify(opened, lambda done, total: steps.append((done, total)))
        assert found.head == written.head()
    assert (found.ok, found.records, found.problems) == (True, 1200, ())
    assert steps == [(500, 1200), (1000, 1200), (1200, 1200)]
