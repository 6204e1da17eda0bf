"""A network that goes wrong between the station's client and the centre: every fault by name, or by a seeded die."""

import base64
import json
import random
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import httpx
from anyio.from_thread import start_blocking_portal

PAGE = b"<html><body>please log in to the campus network</body></html>"

Answer = tuple[int, dict[str, str], bytes]


class AsgiTransport(httpx.BaseTransport):
    """Calls an ASGI application in an event loop of its own, until it is closed."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._running = ExitStack()
        self._portal = self._running.enter_context(start_blocking_portal())

    def end(self) -> None:
        """End the loop. Not `close`, which every client calls on the transport it was given."""
        self._running.close()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        status, headers, body = self._portal.call(self._call, request, request.read())
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))

    async def _call(self, request: httpx.Request, body: bytes) -> Answer:
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1",
            "method": request.method, "scheme": request.url.scheme, "path": request.url.path,
            "raw_path": request.url.raw_path, "query_string": request.url.query, "root_path": "",
            "headers": [(k.lower(), v) for k, v in request.headers.raw],
            "server": (request.url.host, request.url.port), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        parts: list[dict[str, Any]] = []
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            parts.append(message)

        await self._app(scope, receive, send)
        headers = {key.decode(): value.decode() for key, value in parts[0]["headers"]}
        return parts[0]["status"], headers, b"".join(part.get("body", b"") for part in parts[1:])


class FaultyTransport(httpx.BaseTransport):
    """Passes requests on to `inner`, with the faults that `choose()` names; see FAULTS. Keeps what it saw."""

    def __init__(self, inner: httpx.BaseTransport, choose: Callable[[], str] = lambda: "none") -> None:
        self.inner = inner
        self.choose = choose
        self.requests: list[httpx.Request] = []
        self.answers: dict[str, Answer] = {}
        self.held: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        fault = self.choose()
        answer = FAULTS[fault](self, request)
        self.requests.append(request)
        return _response(answer)

    def deliver_late(self, rng: random.Random) -> None:
        """One of the requests that were held up on the way arrives now; nobody waits for its answer any more."""
        if self.held:
            self.forward(self.held.pop(rng.randrange(len(self.held))))

    def forward(self, request: httpx.Request) -> Answer:
        """The request as it is, and the centre's own answer."""
        response = self.inner.handle_request(request)
        answer = (response.status_code, dict(response.headers), response.read())
        self.answers[request.url.path] = answer
        return answer


def rolled(rng: random.Random, likelihood: float) -> Callable[[], str]:
    """A die: with that likelihood one of all faults."""
    names = sorted(FAULTS)
    return lambda: rng.choice(names) if rng.random() < likelihood else "none"


def _response(answer: Answer) -> httpx.Response:
    status, headers, body = answer
    kept = {key: value for key, value in headers.items() if key.lower() != "content-length"}
    return httpx.Response(status, headers=kept, stream=httpx.ByteStream(body))


def _lost_before(network: FaultyTransport, request: httpx.Request) -> Answer:
    raise httpx.ConnectError("no route", request=request)


def _lost_after(network: FaultyTransport, request: httpx.Request) -> Answer:
    network.forward(request)
    raise httpx.ReadError("connection reset", request=request)


def _slow_before(network: FaultyTransport, request: httpx.Request) -> Answer:
    raise httpx.WriteTimeout("slow", request=request)


def _slow_after(network: FaultyTransport, request: httpx.Request) -> Answer:
    network.forward(request)
    raise httpx.ReadTimeout("slow", request=request)


def _held_up(network: FaultyTransport, request: httpx.Request) -> Answer:
    """Nobody knows where it is; it may arrive later, after others that were sent after it."""
    network.held.append(request)
    raise httpx.ReadTimeout("slow", request=request)


def _wrong(change: dict[str, Any]) -> Callable[[FaultyTransport, httpx.Request], Answer]:
    """The answer of a centre that mixes something up, or of something that plays a centre."""

    def answer(network: FaultyTransport, request: httpx.Request) -> Answer:
        status, headers, body = network.forward(request)
        told = json.loads(body)
        return status, headers, json.dumps(told | {name: new for name, new in change.items() if name in told}).encode()

    return answer


def _twice(network: FaultyTransport, request: httpx.Request) -> Answer:
    network.forward(request)
    return network.forward(request)


def _old_again(network: FaultyTransport, request: httpx.Request) -> Answer:
    """An old request arrives once more, before or after this one."""
    if network.requests:
        network.forward(network.requests[len(network.requests) // 2])
    answer = network.forward(request)
    if network.requests:
        network.forward(network.requests[0])
    return answer


def _old_answer(network: FaultyTransport, request: httpx.Request) -> Answer:
    """A cache on the way answers with what the centre last said there."""
    return network.answers.get(request.url.path, (504, {}, b""))


def _truncated_answer(network: FaultyTransport, request: httpx.Request) -> Answer:
    status, headers, body = network.forward(request)
    return status, headers, body[: len(body) * 2 // 3]


def _truncated_request(network: FaultyTransport, request: httpx.Request) -> Answer:
    body = request.content
    headers = {key: value for key, value in request.headers.items() if key != "content-length"}
    network.forward(httpx.Request(request.method, request.url, headers=headers, content=body[: len(body) // 2]))
    raise httpx.RemoteProtocolError("peer closed connection", request=request)


def _just(status: int, body: bytes) -> Callable[[FaultyTransport, httpx.Request], Answer]:
    return lambda network, request: (status, {"content-type": "text/html"}, body)


def _page_after(network: FaultyTransport, request: httpx.Request) -> Answer:
    network.forward(request)
    return 200, {"content-type": "text/html"}, PAGE


FAULTS: dict[str, Callable[[FaultyTransport, httpx.Request], Answer]] = {
    "none": lambda network, request: network.forward(request),
    "lost before": _lost_before,
    "lost after": _lost_after,
    "slow before": _slow_before,
    "slow after": _slow_after,
    "held up": _held_up,
    "wrong batch": _wrong({"batch": "2f9d1d2c-5b0e-4b43-8f2c-0e4d4b6f7a11", "incarnation": "x"}),
    "wrong head": _wrong({"head": base64.b64encode(bytes(32)).decode(), "incarnation": "x"}),
    "wrong count": _wrong({"stored": 7_000, "incarnation": "x"}),
    "twice": _twice,
    "old again": _old_again,
    "old answer": _old_answer,
    "truncated answer": _truncated_answer,
    "truncated request": _truncated_request,
    "page": _just(200, PAGE),
    "page after": _page_after,
    "empty": _just(200, b""),
    "null": _just(200, b"null"),
    "redirect": _just(302, b""),
    "proxy 400": _just(400, PAGE),
    "proxy 401": _just(401, PAGE),
    "proxy 403": _just(403, PAGE),
    "proxy 407": _just(407, PAGE),
    "proxy 413": _just(413, PAGE),
    "proxy 422": _just(422, b'{"detail": []}'),
    "broken": _just(500, b"oops"),
    "busy": _just(503, b""),
    "gateway": _just(504, PAGE),
}
