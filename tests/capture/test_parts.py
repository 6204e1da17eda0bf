"""Multipart streams in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capture import parts as parts_module
from app.capture.parts import Parts, boundary_of

BODIES = st.lists(st.binary(max_size=60), max_size=5)


@given(BODIES, st.booleans(), st.sampled_from(["frame", '"frame"', "--frame"]), st.lists(st.integers(1, 50)))
def test_any_cutting_gives_the_same_parts(bodies: list[bytes], stated: bool, boundary: str, cuts: list[int]) -> None:
    delimiter = b"----frame" if boundary == "--frame" and stated else b"--frame"
    stream = b"preamble\r\n"
    for body in bodies:
        length = b"Content-Length: %d\r\n" % len(body) if stated else b""
        stream += delimiter + b"\r\nContent-Type: image/jpeg\r\n" + length + b"\r\n" + body + b"\r\n"
    stream += delimiter + b"--\r\n"
    parts = Parts(boundary)
    found: list[bytes] = []
    for cut in cuts:
        found += parts.feed(stream[:cut])
        stream = stream[cut:]
    found += parts.feed(stream)
    assert found == bodies
    assert parts.ended


@given(st.lists(st.binary(max_size=80)))
def test_noise_does_no_harm(pieces: list[bytes]) -> None:
    parts = Parts("frame")
    assert sum(len(body) for piece in pieces for body in parts.feed(piece)) <= sum(map(len, pieces))


def test_a_part_without_an_end_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "LARGEST", 1000)
    parts = Parts("frame")
    with pytest.raises(ValueError, match="without an end"):
        parts.feed(b"--frame\r\nContent-Length: 99999\r\n\r\n" + bytes(1000))


@pytest.mark.parametrize(
    ("content_type", "boundary"),
    [
        ("multipart/x-mixed-replace; boundary=frame", "frame"),
        ('Multipart/X-Mixed-Replace;charset=x;Boundary="--my frame"', '"--my frame"'),
        ("multipart/x-mixed-replace", None),
        ("multipart/x-mixed-replace; boundary=", None),
        ("image/jpeg", None),
        ("", None),
    ],
)
def test_the_boundary_in_the_header(content_type: str, boundary: str | None) -> None:
    assert boundary_of(content_type) == boundary


def test_what_precedes_the_first_part_is_not_kept() -> None:
    parts = Parts("frame")
    for _ in range(40):
        assert parts.feed(bytes(1 << 20)) == []  # more than a part may have, and no error
    assert parts.feed(b"\r\n--fra") == []
    assert parts.feed(b"me\r\n\r\nabc\r\n--frame--") == [b"abc"]


def test_a_part_in_single_bytes_is_found_wherever_it_is_cut() -> None:
    parts, bodies = Parts("frame"), []
    for byte in b"--frame\r\n\r\nabc\r\n--frameless\r\n\r\nde\r\n--fram\r\n--frame--":
        bodies += parts.feed(bytes([byte]))
    assert bodies == [b"abc", b"de\r\n--fram"]


def test_headers_without_an_end_are_no_part() -> None:
    parts = Parts("frame")
    with pytest.raises(ValueError, match="headers"):
        parts.feed(b"--frame\r\n" + b"x" * 20_000)
