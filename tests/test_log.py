"""The log tells where the program broke, and never about whom."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import log
from app.settings import Home


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger("app")
    before = root.handlers[:], root.level, root.propagate
    log.to_file(Home(tmp_path))
    yield tmp_path / log.NAME
    for handler in root.handlers:
        handler.close()
    root.handlers[:], root.level, root.propagate = before


def look_up(person: dict[str, str]) -> str:
    raise KeyError(f"{person['name']} {person['number']}")


def broken(person: dict[str, str]) -> None:
    try:
        look_up(person)
    except KeyError as error:
        raise RuntimeError(f"no room for {person['phone']} in 'campus-code'") from error


def test_a_traceback_names_the_place_and_not_the_person(written: Path) -> None:
    person = {"name": "林晓彤", "number": "2019000001", "phone": "139****1234"}
    try:
        broken(person)
    except RuntimeError:
        logging.getLogger("app.lane").exception("bug")
    told = written.read_text(encoding="utf-8")
    assert not [value for value in person.values() if value in told]
    assert "1234" not in told
    for place in ("look_up", "broken", "KeyError", "RuntimeError", "no room for", "campus-code"):
        assert place in told


@pytest.mark.parametrize(
    "code", ["HC1:6BFOXN%TSMAHN-H/O2Q2OZ", "GP1:7WFKC9S3+2VT+C0ZQ8V4Y8", "eyJhbGciOiJFUzI1NiJ9.eyJ"]
)
def test_a_code_is_not_quoted(written: Path, code: str) -> None:
    try:
        raise ValueError(code * 3)
    except ValueError:
        logging.getLogger("app.codes").exception("bug")
    assert code not in written.read_text(encoding="utf-8")


def test_errors_that_point_at_each_other_are_told_once(written: Path) -> None:
    first, second = ValueError("one"), ValueError("two")
    first.__context__, second.__cause__ = second, first
    logging.getLogger("app").error("bug", exc_info=first)
    told = written.read_text(encoding="utf-8")
    assert (told.count("ValueError: one"), told.count("ValueError: two")) == (1, 1)
