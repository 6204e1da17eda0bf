"""The serial thermometer, on a real pseudo-terminal that is unplugged."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
from hypothesis import given
from hypothesis import strategies as st

from app.capture.items import Reading
from app.capture.states import State
from app.capture.thermometer import Thermometer, parse_line
from tests.fakes.serialline import SerialLine
from tests.fakes.streams import Watcher


@pytest.mark.parametrize(
    ("line", "celsius"),
    [
        (b"36.5", 36.5),
        (b"T:36.52C", 36.52),
        (b"TEMP=98.1F", 36.72),
        (b"  +036.6 C ", 36.6),
        (b"Body: 37,1", 37.1),
        (b"temp 38.0", 38.0),
        ("体温：36.8℃".encode(), 36.8),
        ("体温:36.8℃".encode("gb18030"), 36.8),
        ("36.8 °C".encode("latin-1"), 36.8),
        ("36.8°C".encode(), 36.8),
        (b"TO=36.5 TA=24.1", 36.5),
        (b"25", 25.0),
        (b"45.0", 45.0),
        (b"24.9", None),
        (b"45.1", None),
        (b"98.1", None),
        (b"365", None),
        (b"", None),
        (b"TA=36.5", None),
        (b"ERR 36.5", None),
        (b"36.5.2", None),
        (b"v36.5", None),
        (b"-36.5", None),
        (b"\xff\x00\x80", None),
    ],
)
def test_what_thermometers_write(line: bytes, celsius: float | None) -> None:
    assert parse_line(line) == celsius


@given(st.binary(max_size=60))
def test_noise_is_never_more_than_a_body_temperature(line: bytes) -> None:
    celsius = parse_line(line)
    assert celsius is None or 25 <= celsius <= 45


@given(st.integers(250, 450))
def test_either_scale_means_the_same(tenths: int) -> None:
    celsius = tenths / 10
    assert parse_line(b"T:%.1fC" % celsius) == celsius
    fahrenheit = parse_line(b"T:%.3fF" % (celsius * 9 / 5 + 32))
    assert fahrenheit is None or fahrenheit == pytest.approx(celsius, abs=0.01)
    assert fahrenheit is not None or tenths in (250, 450)


@pytest.fixture
def thermometer(line: SerialLine, watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> Iterator[Thermometer]:
    monkeypatch.setattr("app.capture.run.FIRST_PAUSE", 0.01)
    thermometer = Thermometer(str(line.name))
    yield thermometer
    thermometer.stop()


def values(watcher: Watcher, count: int) -> list[float]:
    return [item.celsius for item in watcher.until_items(count) if isinstance(item, Reading)]


def test_readings_between_partial_lines_and_noise(line: SerialLine, watcher: Watcher, thermometer: Thermometer) -> None:
    thermometer.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, State.RUNNING)
    line.send(b"\x00\xff garbage\r\n36.")
    line.send(b"5\r\nT:37.25C\rTEMP=98.6F\n99.9\n")
    assert values(watcher, 3) == [36.5, 37.25, 37.0]
    line.send(b"x" * 1000 + b"36.9\n36.4\n")
    assert values(watcher, 4)[3] == 36.4
    assert watcher.items[0].at <= watcher.items[3].at


def test_unplugged_in_the_middle_of_a_line_and_plugged_in_again(
    line: SerialLine, watcher: Watcher, thermometer: Thermometer
) -> None:
    thermometer.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, State.RUNNING)  # it works although nobody has been measured yet
    line.send(b"36.5\n3")
    values(watcher, 1)
    line.unplug()
    watcher.until_state(State.RUNNING, State.LOST)
    line.plug_in()
    watcher.until_state(State.LOST, State.RUNNING)
    line.send(b"37.1\n")
    assert values(watcher, 2) == [36.5, 37.1]
    assert watcher.states == [State.OPENING, State.RUNNING, State.LOST, State.RUNNING]


def test_not_plugged_in_yet(tmp_path: Path, watcher: Watcher) -> None:
    thermometer = Thermometer(str(tmp_path / "ttyUSB0"))
    thermometer.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, State.MISSING)
    thermometer.stop()
    assert "ttyUSB0" in thermometer.explain(State.MISSING)


def test_in_use_by_another_program(line: SerialLine, watcher: Watcher, thermometer: Thermometer) -> None:
    with serial.Serial(str(line.name), exclusive=True):
        thermometer.start(watcher.on_item, watcher.on_state)
        watcher.until_state(State.OPENING, State.BUSY)
        thermometer.stop()


@pytest.mark.parametrize(
    "error",
    [
        serial.SerialException(errno.EACCES, "no"),
        serial.SerialException("could not open port 'COM3': PermissionError(13, 'Access is denied.', None, 5)"),
    ],
)
def test_without_permission_it_is_busy(
    error: serial.SerialException, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(serial, "Serial", refuse)
    thermometer = Thermometer("COM3")
    thermometer.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, State.BUSY)
    thermometer.stop()
