"""Loading a still picture, or saying in a sentence why not."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pictures

from app.decode.picture import load
from app.decode.still import read_still
from app.errors import UserError
from tests.fakes.pictures import code, save


@pytest.mark.parametrize("name", ["校园码 照片.png", "a'b;c.jpg", "码.bmp"])
def test_any_name(tmp_path: Path, name: str) -> None:
    path = save(tmp_path / name, code("named"))
    assert [symbol.data for symbol in read_still(load(path))] == [b"named"]
    assert load(str(path)).shape == load(path).shape


def test_transparent_is_white(tmp_path: Path) -> None:
    dark = code("see-through")[:, :, 0] == 0
    Pictures.fromarray(np.where(dark[:, :, None], (0, 0, 0, 255), (0, 0, 0, 0)).astype(np.uint8)).save(
        tmp_path / "t.png"
    )
    assert [symbol.data for symbol in read_still(load(tmp_path / "t.png"))] == [b"see-through"]


def test_grey_and_deep_pictures_have_three_channels_of_eight_bits(tmp_path: Path) -> None:
    Pictures.fromarray(np.full((20, 30), 99, np.uint8)).save(tmp_path / "grey.png")
    Pictures.fromarray(np.full((20, 30), 60000, np.uint16)).save(tmp_path / "deep.png")
    for name in ("grey.png", "deep.png"):
        image = load(tmp_path / name)
        assert (image.shape, image.dtype) == ((20, 30, 3), np.uint8)


@pytest.mark.parametrize(
    "content",
    [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + bytes(50), b"RIFF" + bytes(50), b"\xff\xd8\xff" + bytes(50)],
)
def test_what_is_no_picture_is_said_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "损坏.png"
    path.write_bytes(content)
    with pytest.raises(UserError, match="JPEG"):
        load(path)


@pytest.mark.parametrize("name", ["missing.png", ".", "nul\x00.png"])
def test_what_cannot_be_opened_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        load(f"{tmp_path}/{name}")
