"""The webcam: missing, busy, pulled out, stuck."""

from collections.abc import Iterator

import pytest

from app.capture import camera as camera_module
from app.capture.camera import Camera
from app.capture.items import Frame
from app.capture.states import State
from tests.fakes.streams import FakeWebcam, Watcher, picture

NOT_THERE = 63


def plugged(*webcams: FakeWebcam) -> Camera:
    """Camera 0; each opening meets the next of `webcams`, and the last one from then on."""
    left = list(webcams)
    return Camera(0, capture=lambda _number: left.pop(0) if len(left) > 1 else left[0])


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.capture.run.FIRST_PAUSE", 0.01)


def test_a_camera_that_does_not_exist_is_missing(watcher: Watcher) -> None:
    camera = Camera(NOT_THERE)
    camera.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, State.MISSING)
    camera.stop()
    assert "63" in camera.explain(State.MISSING)


def test_a_camera_that_the_system_knows_but_does_not_open_is_busy(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "is_plugged_in", lambda _number: True)
    camera = plugged(FakeWebcam(opens=False))
    camera.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, State.BUSY)
    camera.stop()


def test_a_camera_that_opens_without_a_picture_is_busy(watcher: Watcher) -> None:
    webcam = FakeWebcam()
    webcam.unplug()
    camera = plugged(webcam)
    camera.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, State.BUSY)
    camera.stop()
    assert webcam.released.is_set()


def test_frames_come_with_their_times(watcher: Watcher) -> None:
    webcam = FakeWebcam(picture(50))
    camera = plugged(webcam)
    camera.start(watcher.on_item, watcher.on_state)
    watcher.until_items(1)
    webcam.pictures.put(picture(90))
    first, second = watcher.until_items(2)
    webcam.unplug()
    camera.stop()
    assert isinstance(first, Frame)
    assert isinstance(second, Frame)
    assert (first.image[1, 0, 0], second.image[1, 0, 0]) == (50, 90)
    assert 0 <= first.at < second.at
    assert first.taken < second.taken


@pytest.mark.usefixtures("quick")
def test_pulled_out_and_plugged_in_again(watcher: Watcher) -> None:
    before, out, after = FakeWebcam(picture()), FakeWebcam(opens=False), FakeWebcam(picture())
    camera = plugged(before, out, after)
    camera.start(watcher.on_item, watcher.on_state)
    watcher.until_items(1)
    before.unplug()
    watcher.until_state(State.RUNNING, State.LOST, State.RUNNING)
    after.unplug()
    camera.stop()
    assert before.released.is_set()


@pytest.mark.usefixtures("quick")
def test_a_read_that_hangs_is_left_behind_and_the_camera_opened_again(watcher: Watcher) -> None:
    stuck, after = FakeWebcam(picture()), FakeWebcam(picture())
    camera = plugged(stuck, after)
    camera.silence = 0.2
    camera.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.RUNNING, State.LOST, State.RUNNING)
    assert not stuck.released.is_set()
    stuck.unplug()  # the driver gives the read back at last
    after.unplug()
    assert stuck.released.wait(5)
    camera.stop()


def test_stop_does_not_wait_for_a_read_that_hangs(watcher: Watcher) -> None:
    stuck = FakeWebcam(picture())
    camera = plugged(stuck)
    camera.start(watcher.on_item, watcher.on_state)
    watcher.until_items(1)
    camera.stop()
    assert watcher.states[-1] is State.STOPPED
    assert not stuck.released.is_set()
    stuck.unplug()


def test_who_is_slow_gets_the_newest_picture() -> None:
    webcam = FakeWebcam(picture(10))
    camera = plugged(webcam)
    items = camera.items()
    next(items)
    for level in (20, 30, 40):
        webcam.pictures.put(picture(level))
    seen = [int(frame.image[1, 0, 0]) for frame in _until(items, 40)]
    webcam.unplug()
    camera.stop()
    assert seen[-1] == 40
    assert list(items) == []


def _until(items: Iterator[object], level: int) -> Iterator[Frame]:
    for item in items:
        assert isinstance(item, Frame)
        yield item
        if item.image[1, 0, 0] == level:
            return


def test_the_system_is_asked_for_the_device() -> None:
    assert not camera_module.is_plugged_in(NOT_THERE)
