"""One request to the centre over HTTP, and what its outcome means. Never trusts a 200 to be the centre's."""

import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import msgspec

from app.i18n import tr
from app.sync.address import loopback
from app.sync.authority import distrust, trusting
from app.sync.deadline import Deadline
from app.sync.protocol import Refusal
from app.sync.wire import MOST_ANSWER

PATIENCE = 20.0
"""Seconds one request may take."""

_CONNECT = 5.0

KEPT = 20.0
"""Seconds for which an idle connection is kept for the next request: in the morning a post sends a record every few
seconds, and each would begin with TLS anew. Less than the centre keeps it, and than a firewall forgets it."""

_LATE = (408, 504)
"""What the centre, or a proxy before it, says of a request that took too long."""

_BUSY = (429, 503)
"""What they say where too many come at once, with the seconds until the next try (RFC 9110, 10.2.3)."""


class LinkError(Exception):
    """The request did not do what it was for. `str(error)` is a sentence for the user."""


class UntrustedError(LinkError):
    """Whoever answers cannot show that it is the centre."""


class TimedOutError(LinkError):
    """Nobody knows what became of it: perhaps it was too much at once."""


class BusyError(LinkError):
    """Too many at once. back: seconds after which the centre wants to be asked again."""

    def __init__(self, back: float) -> None:
        super().__init__(tr("指挥中心正忙，请本站稍后再传；记录留在本机，稍后自动重试。"))
        self.back = back


class RefusedError(LinkError):
    """The centre, or something that stands before it, said no. refusal: what the centre itself said, if it was it."""

    def __init__(self, status: int, refusal: Refusal | None) -> None:
        super().__init__(tr("指挥中心没有接受（{status}），稍后自动重试。", status=status))
        self.status = status
        self.refusal = refusal


class Link:
    """A connection to one centre. Requests follow no redirect and take no compressed answer.

    authority: the certificates of app.sync.authority; where it is empty, the system's own authorities are trusted.
    """

    def __init__(
        self, address: str, token: str = "", transport: httpx.BaseTransport | None = None,
        monotonic: Callable[[], float] = time.monotonic, *, authority: str = "",
    ) -> None:  # fmt: skip
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "gatepost"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._address, self._headers, self._transport = address, headers, transport
        self._http: httpx.Client | None = None
        self._authority = authority
        self._monotonic = monotonic
        self._deadline = Deadline(monotonic)

    def close(self) -> None:
        """Give the connections back."""
        if self._http:
            self._http.close()

    def now(self) -> float:
        """The clock that `until` is read on: monotonic, seconds."""
        return self._monotonic()

    def get(self, path: str, question: Mapping[str, str], until: float) -> bytes:
        """The body of a 200."""
        return self._call("GET", path, until, params=dict(question))

    def post(self, path: str, body: bytes, until: float, *, packed: bool = False) -> bytes:
        """The body of a 200. packed: `body` is gzip already."""
        headers = {"Content-Type": "application/json"}
        if packed:
            headers["Content-Encoding"] = "gzip"
        return self._call("POST", path, until, content=body, headers=headers)

    def _call(self, method: str, path: str, until: float, **what: Any) -> bytes:
        now = self._monotonic()
        seconds = max(min(until - now, PATIENCE), 0.1)
        self._deadline.ends = ends = now + seconds
        try:
            timeout = httpx.Timeout(seconds, connect=min(_CONNECT, seconds))
            traced = {"trace": self._deadline.trace}
            with self._open().stream(method, path, timeout=timeout, extensions=traced, **what) as response:
                body = self._body(response, ends)
        except httpx.ConnectTimeout as error:
            raise LinkError(_unreachable()) from error
        except httpx.TimeoutException as error:
            raise TimedOutError(_late()) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            if why := distrust(error):
                raise UntrustedError(why) from error
            raise LinkError(_unreachable()) from error
        if response.status_code == 200:
            return body
        raise _failure(response.status_code, body, response.headers.get("Retry-After", ""))

    def _open(self) -> httpx.Client:
        """Made with the first request, since it is then that the system's proxies and certificates are looked at."""
        if self._http is None:
            near = loopback(httpx.URL(self._address).host)
            try:
                self._http = httpx.Client(
                    base_url=self._address, headers=self._headers, transport=self._transport, follow_redirects=False,
                    trust_env=not near, limits=httpx.Limits(keepalive_expiry=KEPT),
                    verify=trusting(self._authority) if self._authority else True,
                )  # fmt: skip
            except (ValueError, ImportError, OSError) as error:  # a proxy of an unknown kind, a file that is not there
                raise LinkError(tr("本机的网络代理或证书设置不能用，没有上传。请管理员检查；记录都在本机。")) from error
        return self._http

    def _body(self, response: httpx.Response, ends: float) -> bytes:
        """What arrived, read piece by piece so that neither a flood nor a trickle holds the station up."""
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise LinkError(not_the_centre())
        body = bytearray()
        for piece in response.iter_raw():
            body += piece
            if len(body) > MOST_ANSWER:
                raise LinkError(not_the_centre())
            if self._monotonic() > ends:
                raise TimedOutError(_late())
        return bytes(body)


def not_the_centre() -> str:
    """The sentence for an answer that the centre cannot have given."""
    return tr("收到的不是指挥中心的回答，可能要先登录校园网；记录留在本机，稍后自动重试。")


def _late() -> str:
    return tr("指挥中心没有及时回答，稍后自动重试。")


def _unreachable() -> str:
    return tr("连不上指挥中心；记录留在本机，稍后自动重试。")


def _failure(status: int, body: bytes, back: str) -> LinkError:
    if status in _LATE:
        return TimedOutError(_late())
    if status in _BUSY and re.fullmatch("[0-9]{1,6}", back):  # it may be a date, too; nobody of ours writes one
        return BusyError(float(back))
    if 400 <= status < 500:
        try:
            refusal = msgspec.json.decode(body, type=Refusal)
        except (ValueError, RecursionError):
            refusal = None
        return RefusedError(status, refusal)
    if status >= 500:
        return LinkError(tr("指挥中心现在不能接收（{status}）；记录留在本机，稍后自动重试。", status=status))
    return LinkError(not_the_centre())
