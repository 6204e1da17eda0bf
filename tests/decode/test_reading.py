"""What is found in a picture: exact bytes, places, each code once, and nothing that is not there."""

import numpy as np
import pytest

from app.decode import retries, zbar
from app.decode.reader import Reader
from app.decode.still import read_still
from tests.fakes.pictures import BORDER, MODULE, code, frame, scene

PAYLOADS = [
    b"hello", "你好，张三".encode(), "张喆 计算机学院".encode("gb18030"), "今度のバージョン".encode("shift_jis"),
    bytes(range(256)), b"\x00\x01nul\x00", b"12345678901234567890", b"HTTPS://EXAMPLE.CN/A-1",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_bytes_are_exact(payload: bytes) -> None:
    assert [symbol.data for symbol in Reader().read(frame(scene((code(payload), (100, 50)))))] == [payload]


@pytest.mark.parametrize("turns", range(4))
def test_corners_start_at_the_symbols_own_top_left_and_go_clockwise(turns: int) -> None:
    picture = code("corners")
    quiet, side = BORDER * MODULE, picture.shape[0]
    square = [(quiet, quiet), (side - quiet, quiet), (side - quiet, side - quiet), (quiet, side - quiet)]
    for _ in range(turns):
        square = [(side - y, x) for x, y in square]
    (symbol,) = Reader().read(frame(scene((np.rot90(picture, -turns), (300, 200)))))
    assert np.allclose(symbol.corners, np.add(square, (300, 200)), atol=MODULE)


def test_a_code_seen_in_a_mirror_has_clockwise_corners_too() -> None:
    (symbol,) = Reader().read(frame(scene((code("mirror")[:, ::-1], (300, 200)))))
    assert symbol.corners is not None
    top_right, bottom_right, bottom_left, top_left = symbol.corners
    assert top_right[0] > top_left[0]
    assert bottom_right[0] > bottom_left[0]
    assert bottom_right[1] > top_right[1]
    assert bottom_left[1] > top_left[1]


def test_all_codes_in_view_are_found_and_the_same_one_only_once() -> None:
    view = scene((code("one"), (20, 50)), (code("two"), (400, 300)), (code("one"), (800, 50)))
    assert sorted(symbol.data for symbol in Reader().read(frame(view))) == [b"one", b"two"]


def test_a_frame_without_a_code_has_none() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (720, 1280, 3)).astype(np.uint8)
    reader = Reader()
    assert [reader.read(frame(view)) for view in (scene(), noise) for _ in range(30)] == [[]] * 60
    assert read_still(scene()) == []
    assert read_still(noise) == []


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 500, 3), (500, 2, 3), (40, 40, 3), (3000, 3000, 3), (4000, 22, 3)])
def test_any_size_of_picture_can_be_read(shape: tuple[int, int, int]) -> None:
    assert read_still(np.zeros(shape, np.uint8)) == []
    assert Reader().read(frame(np.full(shape, 255, np.uint8))) == []


def test_a_code_too_faint_for_the_first_reading_is_found_within_one_round_of_retries() -> None:
    faint = scene((code("faint", ink=(128, 128, 128), paper=(140, 140, 140)), (300, 200)))
    shade = np.linspace(-75, 75, 1280)[None, :, None]
    view = np.clip(faint + shade, 0, 255).astype(np.uint8)
    reader = Reader()
    first = reader.read(frame(view))
    found = [symbol.data for _ in range(30) for symbol in reader.read(frame(view))]
    assert first == []
    assert set(found) == {b"faint"}
    assert [symbol.data for symbol in read_still(view)] == [b"faint"]


@pytest.mark.parametrize("retry", retries.THOROUGH, ids=lambda retry: retry.name)
def test_every_retry_gives_a_picture_of_the_size_it_says_and_keeps_corners_in_place(retry: retries.Retry) -> None:
    from app.decode import zxing

    view = scene((code("retry"), (400, 200)))
    grey = np.ascontiguousarray(view[:, :, 1])
    prepared = retry(grey)
    assert prepared.shape == tuple(int(side * retry.scale) for side in grey.shape)
    (plain,), (again,) = zxing.read(grey), zxing.read(prepared, retry.scale)
    assert np.allclose(plain.corners, again.corners, atol=MODULE / 2)


def test_retries_do_not_cost_more_than_the_share_they_have() -> None:
    """Counted in readings, as the retries state their cost."""
    spent: list[float] = []
    reader = Reader()
    blank = frame(scene())
    for retry in retries.QUICK:
        assert retry.cost > 0
    for _ in range(200):
        turn = reader._turn
        reader.read(blank)
        if reader._turn != turn:
            spent.append(retries.QUICK[turn].cost)
    assert len(spent) >= 2 * len(retries.QUICK)
    assert sum(spent) <= 200 * 0.9


def test_zbar_gives_plain_text_only_with_its_place() -> None:
    def grey(payload: bytes) -> np.ndarray:
        return np.ascontiguousarray(scene((code(payload), (300, 200)))[:, :, 1])

    (symbol,) = zbar.read(grey(b"plain text"))
    assert symbol.data == b"plain text"
    assert np.allclose(symbol.corners[0], (300 + BORDER * MODULE, 200 + BORDER * MODULE), atol=2 * MODULE)
    assert zbar.read(grey("张三".encode("gb18030"))) == []
    assert zbar.read(grey(bytes(range(128, 256)))) == []


def test_importing_the_package_and_its_readers_loads_no_engine() -> None:
    import subprocess
    import sys

    program = (
        "import sys, app.decode.reader, app.decode.still, app.decode.tracker, app.decode.picture; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"cv2", "zxingcpp", "pyzbar"} & set(loaded)
