"""A webcam by number: `camera:0`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, cast

from app.capture.device import Reads
from app.capture.items import Frame
from app.capture.kind import Options, SourceKind
from app.capture.opencv import opencv
from app.capture.session import REAL_TIME, Session, Timing
from app.capture.source import Source
from app.capture.states import DeviceError, State
from app.i18n import mark, tr

WIDTH, HEIGHT, RATE = 1280, 720, 30


class Capture(Protocol):
    """What is used of cv2.VideoCapture."""

    def isOpened(self) -> bool: ...  # noqa: N802 - OpenCV's name

    def read(self) -> tuple[bool, Any]: ...

    def release(self) -> None: ...


class Camera(Source):
    """capture: opens the camera of a number; it says by `isOpened` whether it could."""

    blocking = True
    newest_only = True
    silence = 2.0

    def __init__(
        self, number: int, *, capture: Callable[[int], Capture] | None = None, timing: Timing = REAL_TIME
    ) -> None:
        super().__init__(timing)
        self.number = number
        self._capture = capture or webcam

    @property
    def name(self) -> str:
        return tr("{number} 号摄像头", number=self.number)

    def read(self, session: Session) -> Reads:
        capture = self._capture(self.number)
        try:
            if not capture.isOpened():
                raise DeviceError(State.BUSY if is_plugged_in(self.number) else State.MISSING)
            trouble = State.BUSY  # opened but without a first picture: Windows' way to say that another program has it
            while not session.closed:
                good, image = capture.read()
                if not good:
                    raise DeviceError(trouble)
                yield Frame(image, session.elapsed(), session.now())
                trouble = State.LOST
        finally:
            capture.release()


def is_plugged_in(number: int) -> bool:
    """Whether the system knows the camera although it could not be opened; only Linux tells."""
    return Path(f"/dev/video{number}").exists()


def webcam(number: int) -> Capture:
    """The camera by the system's own way: on Windows MSMF takes seconds to open, DirectShow does not."""
    cv2 = opencv()
    ways = {"linux": cv2.CAP_V4L2, "win32": cv2.CAP_DSHOW, "darwin": cv2.CAP_AVFOUNDATION}
    capture = cv2.VideoCapture(number, ways.get(sys.platform, cv2.CAP_ANY))
    if capture.isOpened():
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))  # uncompressed 720p is 10 fps over USB 2
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        capture.set(cv2.CAP_PROP_FPS, RATE)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return cast(Capture, capture)


def _matches(spec: str) -> bool:
    kind, _, number = spec.partition(":")
    return kind == "camera" and number.isascii() and number.isdigit()


def _open(spec: str, _options: Options) -> Source:
    return Camera(int(spec.partition(":")[2]))


SOURCE = SourceKind("camera", mark("camera:0（摄像头）"), _matches, _open)
