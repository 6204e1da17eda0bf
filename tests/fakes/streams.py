"""Sources that a test can script: a clock, devices, a webcam, a film, a network camera; and one who watches them."""

import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Condition, Event

import cv2
import numpy as np

from app.capture.device import Reads
from app.capture.items import Image, Item, Scan
from app.capture.session import Session, Timing
from app.capture.source import Source
from app.capture.states import State

SOON = 5.0  # seconds; longer than anything takes, and reached only by a failing test


def picture(level: int = 128, width: int = 96, height: int = 64) -> Image:
    """A camera's picture of the brightness `level`, with enough in it to be one."""
    image = np.full((height, width, 3), level, np.uint8)
    image[::2] = min(level + 60, 255)
    image[:, width // 2 :] = level // 2
    return image


def black(width: int = 96, height: int = 64) -> Image:
    """What a camera with a covered lens sends."""
    return np.full((height, width, 3), 3, np.uint8)


class FakeTime:
    """Time that passes only while somebody waits; `waits` are the seconds of each wait."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []
        self.timing = Timing(lambda: self.now, self._wait)

    def _wait(self, event: Event, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now += seconds
        return event.is_set()


Act = Item | None | Exception | Callable[[], object]


class Scripted(Source):
    """A device whose sessions are lists of what happens: an item, nothing (None), an exception, or a call."""

    def __init__(self, *sessions: Iterable[Act], timing: Timing) -> None:
        super().__init__(timing)
        self.opened = 0
        self.closed = 0
        self._sessions = iter(sessions)

    @property
    def name(self) -> str:
        return "X"

    def read(self, session: Session) -> Reads:
        self.opened += 1
        try:
            for act in next(self._sessions):
                if isinstance(act, Exception):
                    raise act
                if callable(act):
                    act()
                else:
                    yield act
        finally:
            self.closed += 1


class ScriptedFile(Scripted):
    """The same with an end."""

    live = False


def scan(text: str = "code") -> Scan:
    return Scan(text.encode(), 0.0, 0.0)


class Watcher:
    """Takes what a source's thread gives, for a test to wait for."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.states: list[State] = []
        self._changed = Condition()

    def on_item(self, item: Item) -> None:
        with self._changed:
            self.items.append(item)
            self._changed.notify_all()

    def on_state(self, state: State) -> None:
        with self._changed:
            self.states.append(state)
            self._changed.notify_all()

    def until_state(self, *states: State) -> None:
        """Waits until these are the newest states."""
        with self._changed:
            came = self._changed.wait_for(lambda: self.states[-len(states) :] == list(states), SOON)
            assert came, f"waited for {states}, was {self.states}"

    def until_items(self, count: int) -> list[Item]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.items) >= count, SOON), f"only {len(self.items)} items"
            return self.items[:count]


class FakeWebcam:
    """What cv2.VideoCapture is to the program: plugged in or not, in use or not, giving pictures or holding a read."""

    def __init__(self, *pictures: Image, opens: bool = True) -> None:
        self.opens = opens
        self.pictures: Queue[Image | None] = Queue()
        self.released = Event()
        for one in pictures:
            self.pictures.put(one)

    def unplug(self) -> None:
        self.pictures.put(None)

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.opens

    def read(self) -> tuple[bool, Image | None]:
        image = self.pictures.get()
        return image is not None, image

    def release(self) -> None:
        self.released.set()


def write_film(path: Path, levels: Iterable[int], rate: float = 10.0) -> Path:
    """A real film whose pictures have these brightnesses."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), rate, (96, 64))
    assert writer.isOpened()
    for level in levels:
        writer.write(np.full((64, 96, 3), level, np.uint8))
    writer.release()
    return path


class Viewer:
    """The camera's end of one connection."""

    def __init__(self) -> None:
        self.orders: Queue[bytes | None] = Queue()

    def show(self, image: Image) -> None:
        """Send one picture."""
        jpeg = cv2.imencode(".jpg", image)[1].tobytes()
        self.send(b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(jpeg), jpeg))

    def send(self, data: bytes) -> None:
        self.orders.put(data)

    def finish(self) -> None:
        """Say that these were all, and close."""
        self.send(b"--frame--\r\n")
        self.break_off()

    def break_off(self) -> None:
        self.orders.put(None)


class NetworkCameraServer:
    """A real MJPEG camera on 127.0.0.1: every connection is handed to the test, which says what is sent on it."""

    def __init__(self) -> None:
        self.status = 200
        self.content_type = "multipart/x-mixed-replace; boundary=frame"
        self.challenge = ""  # asks for a password with this WWW-Authenticate
        self.logins: list[str] = []
        self._viewers: Queue[Viewer] = Queue()
        self._open: list[Viewer] = []
        self._port = 0
        self.switch_on()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/stream"

    def viewer(self) -> Viewer:
        """The next connection, when somebody connects."""
        return self._viewers.get(timeout=SOON)

    def connected(self) -> Viewer | None:
        """The next connection, if somebody has connected."""
        return None if self._viewers.empty() else self._viewers.get()

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        login = request.headers.get("Authorization", "")
        self.logins.append(login)
        if self.challenge and login.split(" ")[0] != self.challenge.split(" ")[0]:
            request.send_response(401)
            request.send_header("WWW-Authenticate", self.challenge)
            request.end_headers()
            return
        viewer = Viewer()
        self._open.append(viewer)
        request.send_response(self.status)
        request.send_header("Content-Type", self.content_type)
        request.end_headers()
        self._viewers.put(viewer)
        try:
            while (data := viewer.orders.get()) is not None:
                request.wfile.write(data)
        except ConnectionError:
            return  # the other side hung up

    def switch_on(self) -> None:
        """Come (back), at the same address."""
        camera = self

        class Request(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                camera.serve(self)

            def log_message(self, *_parts: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Request)
        self._server.daemon_threads = False  # so that closing waits for them
        self._port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def switch_off(self) -> None:
        """Break every connection, and take no more."""
        self._server.shutdown()
        for viewer in self._open:
            viewer.break_off()
        self._thread.join()
        self._server.server_close()
