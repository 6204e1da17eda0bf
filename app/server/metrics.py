"""What a monitor may know of the centre, as Prometheus reads it (text format 0.0.4): numbers, and names of stations
and webhooks; nothing about anybody."""

import hmac
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from starlette.requests import Request

from app import __version__
from app.clock import campus_day
from app.server.counts.asked import Counts
from app.server.dashboard.stations import Station, all_of
from app.server.hooks.keeping import Hook
from app.server.hooks.keeping import all_of as all_hooks
from app.server.meter import BATCH, FORGOTTEN, RECORDS, REFUSED, Labels, Meter, Sample
from app.server.retention import standing
from app.server.sql.port import Engine
from app.sync.address import loopback

PATH = "/metrics"
_TOKEN = "GATEPOST_METRICS_TOKEN"  # noqa: S105 - the name of a variable

_PROXIES = frozenset({"forwarded", "via", "x-real-ip"})
"""Headers that a proxy sets, beside those of X-Forwarded-…"""
_PORT = re.compile(r":[0-9]+$")


def admitted(request: Request) -> bool:
    """Whether this request may see them: with the token of GATEPOST_METRICS_TOKEN; where none is set, from this very
    machine, by a name of its own and through no proxy."""
    token = os.environ.get(_TOKEN, "")
    if token:
        shown = request.headers.get("authorization", "")
        return hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
    client, asked_for = request.client, _PORT.sub("", request.headers.get("host", ""))
    return client is not None and loopback(client.host) and loopback(asked_for) and not _proxied(request)


def _proxied(request: Request) -> bool:
    return any(name in _PROXIES or name.startswith("x-forwarded-") for name in request.headers)


def text(meter: Meter, engine: Engine, now: datetime) -> str:
    """The whole page."""
    samples = [("gatepost_info", {"version": __version__, "database": engine.kind}, 1.0), *meter.samples()]
    for station in all_of(engine):
        samples += _station(station, now)
    samples += _counts(Counts(engine), campus_day(now))
    if stands := engine.read(standing.read):
        samples.append(("gatepost_retention_tries", {}, float(stands.tries)))
    for hook in engine.read(all_hooks):
        samples += _hook(hook)
    lines = (f"{name}{_labels(labels)} {number:.15g}" for name, labels, number in samples)
    return "\n".join([*_TYPES, *lines, ""])


def _station(one: Station, now: datetime) -> Iterator[Sample]:
    labels = {"station": one.name, "id": one.id}
    yield "gatepost_station_revoked", labels, one.revoked
    yield "gatepost_station_records", labels, one.records
    yield "gatepost_station_quarantined", labels, one.aside
    if one.seen_at:
        yield "gatepost_station_silent_seconds", labels, max(0.0, (now - one.seen_at).total_seconds())
    if one.offset_ms is not None:
        yield "gatepost_station_clock_offset_seconds", labels, one.offset_ms / 1000


def _hook(one: Hook) -> Iterator[Sample]:
    yield "gatepost_hook_waiting", {"hook": one.name}, one.waiting
    yield "gatepost_hook_given_up", {"hook": one.name}, one.given_up


def _counts(counts: Counts, day: date) -> Iterator[Sample]:
    kinds: Counter[str] = Counter()
    for one in counts.day(day):
        kinds[one.kind] += one.number
    for kind, number in sorted(kinds.items()):
        yield "gatepost_today", {"kind": kind}, number
    yield "gatepost_today_fevers", {}, counts.fevers(day)
    yield "gatepost_inside", {}, counts.inside()


def _labels(labels: Labels) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


_TYPES = tuple(
    f"# TYPE {name} {type_}"
    for type_, names in {
        "counter": (RECORDS, REFUSED, FORGOTTEN),
        "histogram": (BATCH,),
        "gauge": (
            "gatepost_info", "gatepost_process_start_time_seconds", "gatepost_station_revoked",
            "gatepost_station_records", "gatepost_station_quarantined", "gatepost_station_silent_seconds",
            "gatepost_station_clock_offset_seconds", "gatepost_today", "gatepost_today_fevers", "gatepost_inside",
            "gatepost_hook_waiting", "gatepost_hook_given_up", "gatepost_retention_tries",
        ),
    }.items()
    for name in names
)  # fmt: skip
