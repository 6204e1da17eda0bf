"""Video files: time stamps, pace, loops, damage."""

from pathlib import Path

import pytest

from app.capture.items import Frame
from app.capture.states import SourceError, State
from app.capture.video import Video
from tests.fakes.streams import FakeTime, write_film

LEVELS = (0, 60, 120, 180, 240)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_film(tmp_path_factory.mktemp("film") / "东门 1.mp4", LEVELS, rate=10)


def frames(video: Video) -> list[Frame]:
    return [item for item in video.items() if isinstance(item, Frame)]


def test_every_frame_with_its_own_time_and_no_waiting(film: Path) -> None:
    time = FakeTime()
    seen = frames(Video(film, timing=time.timing))
    assert [frame.at for frame in seen] == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])
    assert [frame.image.mean() for frame in seen] == pytest.approx(LEVELS, abs=6)
    assert seen[0].image.shape == (64, 96, 3)
    assert time.waits == []


def test_paced_it_takes_as_long_as_the_film(film: Path) -> None:
    time = FakeTime()
    began = time.now
    seen = frames(Video(film, paced=True, timing=time.timing))
    assert [frame.taken - began for frame in seen] == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])


def test_paced_it_catches_up_a_little_but_not_a_night(film: Path) -> None:
    time = FakeTime()
    began = time.now
    taken = []
    for item in Video(film, paced=True, timing=time.timing).items():
        taken.append(round(item.taken - began, 3))
        time.now += {0: 0.15, 2: 3600}.get(len(taken) - 1, 0)
    assert taken == pytest.approx([0, 0.15, 0.2, 3600.2, 3600.3])


def test_looped_time_goes_on(film: Path) -> None:
    video = Video(film, loop=True)
    seen: list[float] = []
    for item in video.items():
        seen.append(item.at)
        if len(seen) == 12:
            video.stop()
    assert seen == pytest.approx([number / 10 for number in range(12)])
    assert video.state is State.STOPPED


@pytest.mark.parametrize("loop", [False, True])
def test_what_is_no_film_is_said(tmp_path: Path, loop: bool) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(b"not a film" * 99)
    with pytest.raises(SourceError, match=r"x\.mp4"):
        frames(Video(path, loop=loop))


def test_a_film_that_was_cut_off_gives_what_it_has(film: Path, tmp_path: Path) -> None:
    whole = write_film(tmp_path / "whole.avi", LEVELS * 40)
    cut = tmp_path / "cut.avi"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
    assert 0 < len(frames(Video(cut))) < 200
