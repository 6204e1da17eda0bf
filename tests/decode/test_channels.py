"""Yellow on white, as the yellow health code of some provinces, in light that leaves little of it in grey."""

import cv2
import numpy as np
import pytest

from app.capture.items import Image
from app.decode import findings, retries, zxing
from app.decode.reader import Reader
from app.decode.still import read_still
from tests.fakes.pictures import code, frame, scene


def dim(view: Image, light: float) -> Image:
    noise = np.random.default_rng(7).normal(0, 5, view.shape)
    return np.clip(cv2.GaussianBlur(view * light, (0, 0), 1.2) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("ink", [(255, 241, 118), (255, 238, 88), (255, 245, 90)])
def test_light_yellow_on_white_is_read_in_the_darkest_channel(ink: tuple[int, int, int]) -> None:
    view = dim(scene((code("yellow on white", ink), (300, 200))), 0.5)
    assert zxing.read(findings.grey(view)) == []
    assert [one.data for one in zxing.read(retries.channels(view))] == [b"yellow on white"]


@pytest.mark.parametrize("ink", [(0, 167, 78), (242, 194, 0), (245, 124, 0), (214, 32, 39), (150, 150, 150), (0, 0, 0)])
def test_every_other_ink_is_read_in_it_too(ink: tuple[int, int, int]) -> None:
    view = dim(scene((code("any ink", ink), (300, 200))), 0.8)
    assert [one.data for one in zxing.read(retries.channels(view))] == [b"any ink"]


def test_a_light_yellow_code_is_read_from_a_file_and_before_the_camera() -> None:
    view = dim(scene((code("yellow on white", (255, 241, 118)), (300, 200))), 0.5)
    assert [one.data for one in read_still(view)] == [b"yellow on white"]
    reader = Reader()
    found = [one.data for n in range(90) for one in reader.read(frame(view, n / 30))]
    reader.close()
    assert set(found) == {b"yellow on white"}
