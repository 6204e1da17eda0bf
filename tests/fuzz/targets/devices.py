"""What devices send: cameras on the network, thermometers, scanner guns."""

from app.capture.items import Scan
from app.capture.parts import Parts, boundary_of
from app.capture.thermometer import parse_line
from app.capture.wedge import Wedge
from app.decode.text import text_of
from tests.fuzz.target import Target
from ui.typed import Typing


def stream(data: bytes) -> None:
    """A multipart stream in pieces of changing size; bodies never hold more than was sent."""
    boundary = boundary_of(data.partition(b"\n")[0].decode("latin-1")) or "frame"
    parts, sent, got, size = Parts(boundary), 0, 0, 1
    while sent < len(data):
        got += sum(map(len, parts.feed(data[sent : sent + size])))
        sent, size = sent + size, size * 2 % 97 + 1
    assert got <= sent


def thermometer(data: bytes) -> None:
    celsius = parse_line(data)
    assert celsius is None or 25 <= celsius <= 45


def typing(data: bytes) -> None:
    """Characters with their times, two bytes each; a code is made of nothing but what was typed."""
    wedge, screen, now, typed = Wedge(), Typing(), 0.0, set("\n")
    for at in range(0, len(data) - 1, 2):
        character = chr(data[at])
        now += data[at + 1] / 255
        typed.add(character.lower())
        screen.key(character, now)
        for one in wedge.key(character, now):
            assert not isinstance(one, Scan) or set(one.data.decode("ascii").lower()) <= typed
        if not data[at] % 7:
            screen.pause()
    screen.clear()


def text(data: bytes) -> None:
    text_of(data).encode()


_STREAM = (
    b"multipart/x-mixed-replace; boundary=frame\n"
    b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nabcd\r\n"
    b"--frame\r\n\r\nefgh\r\n--frame--"
)
_LINES = [b"36.5", b"T:36.52C", b"TEMP=98.1F", "体温：36.8℃".encode(), b"TO=36.5 TA=24.1"]
_BURST = b"".join(bytes([letter, 2]) for letter in b"GP1:ABC-42\r")
_HAND = b"".join(bytes([letter, 40]) for letter in b"365\r20190403\r")

TARGETS = (
    Target("mjpeg", stream, lambda: [_STREAM]),
    Target("thermometer", thermometer, lambda: _LINES, 256),
    Target("typing", typing, lambda: [_BURST, _HAND, _BURST + _HAND], 1024),
    Target("text", text, lambda: ["无锡".encode("gb18030"), "カタカナ".encode("shift_jis"), "林".encode()], 512),
)
