"""A network camera that sends MJPEG over HTTP: `http://…`.

Read with httpx rather than cv2.VideoCapture: OpenCV's reader can neither be interrupted nor told how long to wait for
the next picture, and does not say why an address cannot be opened. Here a read ends when the socket is shut down, and
the server's answer becomes a state.
"""

import socket
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.capture.device import Reads
from app.capture.items import Frame
from app.capture.kind import Options, SourceKind
from app.capture.parts import Parts, boundary_of
from app.capture.picture import decode_picture
from app.capture.session import REAL_TIME, Session, Timing
from app.capture.source import Source
from app.capture.states import DeviceError, State
from app.i18n import mark, tr

if TYPE_CHECKING:
    import httpx

CONNECT, READ = 3.0, 2.0  # seconds
UNAUTHORISED = 401
REFUSALS = {UNAUTHORISED, 403, 423, 429, 503}  # the camera is there, and does not let us in (now)


class NetworkCamera(Source):
    """address: with "user:password@" where the camera asks for them (digest or basic authentication)."""

    blocking = True
    newest_only = True
    silence = 2.0

    def __init__(self, address: str, *, timing: Timing = REAL_TIME) -> None:
        super().__init__(timing)
        self.address = address

    @property
    def name(self) -> str:
        return tr("网络摄像头 {address}", address=urlsplit(self.address).hostname or "")

    def read(self, session: Session) -> Reads:
        import httpx

        client = httpx.Client(timeout=httpx.Timeout(READ, connect=CONNECT), follow_redirects=True, trust_env=False)
        try:
            with client, closing(_ask(client, self.address)) as answer:
                session.on_close(lambda: hang_up(answer))
                yield from _frames(answer, session)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise DeviceError(State.MISSING) from error
        except httpx.HTTPError as error:
            raise DeviceError(State.LOST) from error


def _ask(client: "httpx.Client", address: str) -> "httpx.Response":
    """The camera's answer. User and password are taken out of the address, since httpx logs addresses."""
    import httpx

    url = httpx.URL(address)
    ways: list[httpx.Auth | None] = [None]
    if url.username:
        ways = [kind(url.username, url.password) for kind in (httpx.DigestAuth, httpx.BasicAuth)]
    bare = url.copy_with(username=None, password=None)
    for way in ways:
        answer = client.send(client.build_request("GET", bare), auth=way, stream=True)
        if answer.status_code != UNAUTHORISED or way is ways[-1]:
            break
        answer.close()
    return answer


def _frames(answer: "httpx.Response", session: Session) -> Reads:
    """The pictures of one answer; returns when the camera says that there are no more."""
    boundary = boundary_of(answer.headers.get("content-type", ""))
    if not answer.is_success or boundary is None:
        raise DeviceError(State.BUSY if answer.status_code in REFUSALS else State.MISSING)
    parts = Parts(boundary)
    for piece in answer.iter_bytes():
        try:
            bodies = parts.feed(piece)
        except ValueError as error:
            raise DeviceError(State.LOST) from error
        for body in bodies:
            image = decode_picture(body)
            if image is not None:  # else: cut short on its way; the next one comes soon
                yield Frame(image, session.elapsed(), session.now())
        if parts.ended:
            return
    raise DeviceError(State.LOST)


def hang_up(answer: "httpx.Response") -> None:
    """Ends a read of `answer` that another thread waits for."""
    stream = answer.extensions.get("network_stream")
    connection = None if stream is None else stream.get_extra_info("socket")
    if connection is not None:
        try:
            socket.socket.shutdown(connection, socket.SHUT_RDWR)  # the plain one: TLS would first take its leave
        except OSError:
            return  # it was closed already


def _matches(spec: str) -> bool:
    parts = urlsplit(spec)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _open(spec: str, _options: Options) -> Source:
    return NetworkCamera(spec)


SOURCE = SourceKind("mjpeg", mark("http://…（网络摄像头）"), _matches, _open)
