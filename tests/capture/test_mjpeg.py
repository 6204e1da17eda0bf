"""A network camera, against a real server that breaks and comes back."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator

import cv2
import pytest

from app.capture.items import Frame
from app.capture.mjpeg import NetworkCamera
from app.capture.states import State
from tests.fakes.streams import NetworkCameraServer, Watcher, picture


@pytest.fixture
def server() -> Iterator[NetworkCameraServer]:
    server = NetworkCameraServer()
    yield server
    server.switch_off()


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.capture.run.FIRST_PAUSE", 0.01)


@pytest.fixture
def camera(server: NetworkCameraServer, watcher: Watcher) -> Iterator[NetworkCamera]:
    camera = NetworkCamera(server.address)
    camera.start(watcher.on_item, watcher.on_state)
    yield camera
    camera.stop()
    assert watcher.states[-1] in (State.STOPPED, State.ENDED)


def level(item: object) -> int:
    assert isinstance(item, Frame)
    return round(float(item.image[1::2, :40].mean()))


@pytest.mark.usefixtures("camera")
def test_frames_one_by_one_until_the_camera_says_that_was_all(server: NetworkCameraServer, watcher: Watcher) -> None:
    viewer = server.viewer()
    for number, brightness in enumerate((40, 90, 140), 1):
        viewer.show(picture(brightness))
        assert level(watcher.until_items(number)[-1]) == pytest.approx(brightness, abs=3)
    viewer.finish()
    watcher.until_state(State.OPENING, State.RUNNING, State.ENDED)
    assert [item.at for item in watcher.items] == sorted(item.at for item in watcher.items)


@pytest.mark.usefixtures("camera")
def test_a_broken_connection_is_made_again(server: NetworkCameraServer, watcher: Watcher) -> None:
    viewer = server.viewer()
    viewer.show(picture())
    watcher.until_items(1)
    viewer.send(b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 9999\r\n\r\n\xff\xd8 half a pic")
    viewer.break_off()
    again = server.viewer()
    again.show(picture(60))
    assert level(watcher.until_items(2)[1]) == pytest.approx(60, abs=3)
    assert watcher.states == [State.OPENING, State.RUNNING, State.LOST, State.RUNNING]


@pytest.mark.usefixtures("camera")
def test_switched_off_and_on_again(server: NetworkCameraServer, watcher: Watcher) -> None:
    server.viewer().show(picture())
    watcher.until_items(1)
    server.switch_off()
    watcher.until_state(State.LOST)
    server.switch_on()
    server.viewer().show(picture())
    watcher.until_items(2)
    watcher.until_state(State.LOST, State.RUNNING)


def test_stop_ends_a_read_that_waits(server: NetworkCameraServer, watcher: Watcher, camera: NetworkCamera) -> None:
    viewer = server.viewer()
    viewer.show(picture())
    watcher.until_items(1)
    camera.stop()
    assert watcher.states[-1] is State.STOPPED


def test_a_camera_that_freezes_is_lost(server: NetworkCameraServer, watcher: Watcher) -> None:
    camera = NetworkCamera(server.address)
    camera.silence = 0.2
    camera.start(watcher.on_item, watcher.on_state)
    server.viewer().show(picture())
    watcher.until_items(1)
    server.viewer().show(picture())
    watcher.until_items(2)
    camera.stop()
    assert watcher.states[:4] == [State.OPENING, State.RUNNING, State.LOST, State.RUNNING]


@pytest.mark.parametrize(
    ("status", "content_type", "state"),
    [
        (404, "text/html", State.MISSING),
        (200, "text/html", State.MISSING),
        (200, "multipart/x-mixed-replace", State.MISSING),
        (401, "text/html", State.BUSY),
        (503, "text/html", State.BUSY),
    ],
)
def test_what_the_server_answers_becomes_a_state(status: int, content_type: str, state: State) -> None:
    server, watcher = NetworkCameraServer(), Watcher()
    server.status, server.content_type = status, content_type
    camera = NetworkCamera(server.address)
    camera.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, state)
    camera.stop()
    server.switch_off()


def test_nobody_at_the_address(server: NetworkCameraServer, watcher: Watcher) -> None:
    gone = NetworkCameraServer()
    gone.switch_off()
    camera = NetworkCamera(gone.address)
    camera.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.OPENING, State.MISSING)
    camera.stop()


@pytest.mark.usefixtures("camera")
def test_a_picture_that_was_damaged_on_its_way_is_left_out(server: NetworkCameraServer, watcher: Watcher) -> None:
    viewer = server.viewer()
    viewer.send(b"--frame\r\nContent-Length: 4\r\n\r\njunk\r\n")
    viewer.show(picture(80))
    assert level(watcher.until_items(1)[0]) == pytest.approx(80, abs=3)


@pytest.mark.usefixtures("camera")
def test_parts_without_a_length(server: NetworkCameraServer, watcher: Watcher) -> None:
    jpeg = cv2.imencode(".jpg", picture(80))[1].tobytes()
    server.viewer().send(b"--frame\r\nContent-Type: image/jpeg\r\n\r\n" + jpeg + b"\r\n--frame\r\n")
    assert level(watcher.until_items(1)[0]) == pytest.approx(80, abs=3)


def with_password(server: NetworkCameraServer) -> NetworkCamera:
    return NetworkCamera(server.address.replace("http://", "http://guard:p%40ss@"))


def first_frame(server: NetworkCameraServer, watcher: Watcher) -> None:
    camera = with_password(server)
    camera.start(watcher.on_item, watcher.on_state)
    server.viewer().show(picture())
    watcher.until_items(1)
    camera.stop()


def test_a_camera_that_asks_for_a_password_the_plain_way(server: NetworkCameraServer, watcher: Watcher) -> None:
    server.challenge = 'Basic realm="camera"'
    first_frame(server, watcher)
    assert server.logins[-1] == "Basic " + b64encode(b"guard:p@ss").decode()


def test_a_camera_that_asks_for_a_digest(server: NetworkCameraServer, watcher: Watcher) -> None:
    server.challenge = 'Digest realm="camera", nonce="once"'
    first_frame(server, watcher)
    assert f'response="{md5(md5("guard:camera:p@ss") + ":once:" + md5("GET:/stream"))}"' in server.logins[-1]


def test_a_password_is_not_logged(
    server: NetworkCameraServer, watcher: Watcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    first_frame(server, watcher)
    assert "/stream" in caplog.text
    assert "p%40ss" not in caplog.text
    assert "p@ss" not in caplog.text


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def test_a_password_is_not_in_the_name() -> None:
    camera = NetworkCamera("http://guard:secret@10.0.0.9/stream")
    assert "secret" not in camera.explain(State.LOST)
    assert "10.0.0.9" in camera.explain(State.LOST)
