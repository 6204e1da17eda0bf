"""Folders of pictures."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from app.capture.folder import Folder, natural
from app.capture.items import Frame
from app.capture.states import SourceError
from tests.fakes.streams import FakeTime


def save(path: Path, level: int, suffix: str = ".png") -> None:
    path.write_bytes(cv2.imencode(suffix, np.full((8, 8, 3), level, np.uint8))[1].tobytes())


def levels(folder: Folder) -> list[int]:
    return [int(item.image[0, 0, 0]) for item in folder.items() if isinstance(item, Frame)]


def test_pictures_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name, level in [("10.png", 100), ("2.png", 20), ("第1张.png", 200), ("1.PNG", 10), ("1.txt", 0)]:
        save(tmp_path / name, level)
    folder = Folder(tmp_path)
    assert levels(folder) == [10, 20, 100, 200]
    assert [item.at for item in folder.items()] == [0, 1, 2, 3]


def test_numbers_inside_names() -> None:
    names = ["img10_a", "img2_b", "img2_a", "IMG1", "img", "img02"]
    assert sorted(names, key=natural) == ["img", "IMG1", "img02", "img2_a", "img2_b", "img10_a"]


def test_a_broken_picture_is_skipped_and_reported(tmp_path: Path) -> None:
    save(tmp_path / "a.png", 1)
    (tmp_path / "b.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    (tmp_path / "c.png").write_bytes(b"")
    (tmp_path / "d.png").symlink_to(tmp_path / "gone")
    save(tmp_path / "e.bmp", 5, ".bmp")
    folder = Folder(tmp_path)
    assert levels(folder) == [1, 5]
    assert len(folder.complaints) == 2
    assert "b.jpg" in folder.complaints[0]
    assert "c.png" in folder.complaints[1]
    levels(folder)
    assert len(folder.complaints) == 2


def test_a_folder_without_pictures_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=tmp_path.name):
        levels(Folder(tmp_path))


def test_a_folder_that_went_away_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="gone"):
        levels(Folder(tmp_path / "gone"))


def test_one_picture_is_a_folder_of_one(tmp_path: Path) -> None:
    save(tmp_path / "校园码.jpg", 77, ".jpg")
    assert levels(Folder(tmp_path / "校园码.jpg")) == [77]


def test_nothing_behind_a_code_is_white(tmp_path: Path) -> None:
    code = np.zeros((4, 4, 4), np.uint8)
    code[:, :2, 3] = 255
    (tmp_path / "code.png").write_bytes(cv2.imencode(".png", code)[1].tobytes())
    (frame,) = Folder(tmp_path).items()
    assert isinstance(frame, Frame)
    assert frame.image.tolist() == [[[0] * 3, [0] * 3, [255] * 3, [255] * 3]] * 4


def test_paced_and_looped_for_a_demonstration(tmp_path: Path) -> None:
    time = FakeTime()
    save(tmp_path / "1.png", 1)
    save(tmp_path / "2.png", 2)
    folder = Folder(tmp_path, paced=True, loop=True, timing=time.timing)
    seen = []
    for item in folder.items():
        seen.append((item.at, item.taken))
        if len(seen) == 4:
            folder.stop()
    assert [at for at, _ in seen] == [0, 1, 2, 3]
    assert [taken - seen[0][1] for _, taken in seen] == [0, 1, 2, 3]
