"""The scanner gun on a serial port, on a real pseudo-terminal that is unplugged."""

from collections.abc import Iterator

import pytest
import serial

from app.capture.gun import LONGEST, SerialGun
from app.capture.items import Scan
from app.capture.registry import open_source
from app.capture.serialport import port_and_speed
from app.capture.states import State
from app.errors import WrongUse
from tests.fakes.serialline import SerialLine
from tests.fakes.streams import Watcher

GBK = "林晓彤，临床医学院".encode("gb18030")


@pytest.fixture
def gun(line: SerialLine, watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> Iterator[SerialGun]:
    monkeypatch.setattr("app.capture.run.FIRST_PAUSE", 0.01)
    gun = SerialGun(str(line.name))
    gun.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, State.RUNNING)  # it works although nobody has scanned anything yet
    yield gun
    gun.stop()


def scans(watcher: Watcher, count: int) -> list[bytes]:
    return [item.data for item in watcher.until_items(count) if isinstance(item, Scan)]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"GP1:ABC\r\n", b"GP1:ABC"),
        (b"]Q1GP1:ABC\r", b"GP1:ABC"),
        (b"\x02GP1:ABC\x03", b"GP1:ABC"),
        (GBK + b"\r", GBK),
        (bytes(range(256)) + b"\t", bytes(range(256))),
        (b"name\r\n20190403\r\nend\r\n", b"name\r\n20190403\r\nend"),
    ],
)
def test_the_bytes_are_exact(line: SerialLine, watcher: Watcher, gun: SerialGun, sent: bytes, code: bytes) -> None:
    line.send(sent)
    assert scans(watcher, 1) == [code]


def test_a_code_of_3000_bytes_is_one(line: SerialLine, watcher: Watcher, gun: SerialGun) -> None:
    code = bytes(range(1, 251)) * 12
    line.send(code)
    assert scans(watcher, 1) == [code]


class Script:
    """A port that gives these pieces one after the other; an empty one is a silence, and the last thing is a fault."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = iter(pieces)
        self.in_waiting = 0

    def __enter__(self) -> "Script":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, _size: int) -> bytes:
        for piece in self._pieces:
            return piece
        raise OSError


def scripted(monkeypatch: pytest.MonkeyPatch, *pieces: bytes) -> list[bytes]:
    """The codes of a gun that sends `pieces`, until it is pulled out."""
    monkeypatch.setattr("app.capture.serialsource.open_port", lambda *_: Script(*pieces))
    gun = SerialGun("COM4")
    items = gun.items(lambda state: gun.stop() if state is State.LOST else None)
    return [item.data for item in items if isinstance(item, Scan)]


def test_pieces_without_a_silence_between_them_are_one_code(monkeypatch: pytest.MonkeyPatch) -> None:
    assert scripted(monkeypatch, b"", b"GP1:", b"AB", b"C\r", b"", b"", b"two", b"") == [b"GP1:ABC", b"two"]


def test_noise_without_an_end_is_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = [b"\xff\x00" * 512] * (LONGEST // 1024 + 1)
    assert scripted(monkeypatch, *noise, b"x", b"", b"GP1:ABC\r", b"") == [b"GP1:ABC"]


def test_half_a_code_is_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    assert scripted(monkeypatch, b"one\r", b"", b"GP1:AB") == [b"one"]


def test_codes_one_after_the_other(line: SerialLine, watcher: Watcher, gun: SerialGun) -> None:
    line.send(b"one\r")
    scans(watcher, 1)
    line.send(b"\r\n")  # a button without a code
    line.send(b"two\r")
    assert scans(watcher, 2)[0] == b"one"
    assert scans(watcher, 2)[1].endswith(b"two")
    assert gun.state is State.RUNNING


def test_unplugged_in_the_middle_of_a_code_and_plugged_in_again(
    line: SerialLine, watcher: Watcher, gun: SerialGun
) -> None:
    line.send(b"one\r")
    scans(watcher, 1)
    line.send(b"GP1:AB")
    line.unplug()
    watcher.until_state(State.RUNNING, State.LOST)
    line.plug_in()
    watcher.until_state(State.LOST, State.RUNNING)
    line.send(b"two\r")
    found = scans(watcher, 2)
    assert (found[0], found[-1]) == (b"one", b"two")


def test_in_use_by_another_program(line: SerialLine, watcher: Watcher) -> None:
    with serial.Serial(str(line.name), exclusive=True):
        gun = SerialGun(str(line.name))
        gun.start(watcher.on_item, watcher.on_state)
        watcher.until_state(State.OPENING, State.BUSY)
        gun.stop()
    assert "ttyACM0" in gun.explain(State.BUSY)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("COM3", ("COM3", 9600)),
        ("/dev/ttyUSB0@115200", ("/dev/ttyUSB0", 115_200)),
        ("", None),
        ("@9600", None),
        ("COM3@fast", None),
        ("COM3@９６", None),
        ("COM3@" + "9" * 5000, None),
    ],
)
def test_a_port_as_it_is_written(written: str, read: tuple[str, int] | None) -> None:
    assert port_and_speed(written) == read


def test_it_is_a_source_like_the_others() -> None:
    source = open_source("serial:/dev/ttyACM0@115200")
    assert isinstance(source, SerialGun)
    assert source.port == "/dev/ttyACM0"
    with pytest.raises(WrongUse, match="serial:COM4"):
        open_source("serial:")
