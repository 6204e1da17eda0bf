"""A centre with an invented day for its dashboard, and a browser without a window that turns its pages."""

import contextlib
import random
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import msgspec
import uvicorn

from app.access.accounts import Accounts
from app.access.roles import Role
from app.policy.person import Person
from app.server.api import create_app
from app.server.dashboard import acts
from app.server.dashboard.documents import Inside
from app.server.dashboard.page import HOME
from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.server.sql.port import Connection, Engine
from app.server.sql.sqlite import SqliteEngine
from app.server.storage import Storage
from app.store.fact import Entry
from app.store.reference.staging.rows import Change, encoded
from app.sync.enrol import enrol
from tests.fakes.faulty_transport import AsgiTransport
from tests.fakes.pins import quick
from tests.server.asking import batch
from tests.sync.memory import ADDRESS, MemoryLedger, fact_of

NOON = datetime(2022, 4, 10, 4, 12, 5, tzinfo=UTC)
"""12:12:05 on the campus."""
SECRET = "246813579"
PERSON = Person(
    number="2019000001", name="林晓彤", college="临床医学院", place="5-316", phone="13800000001",
    id_number="220802200101010021",
)  # fmt: skip
STATIONS = ("东门", "西门", "北门（物资）", "5 号楼")


@dataclass
class Site:
    """A centre whose clock stands where `now` says. ledgers: of its stations, by name."""

    storage: Storage
    now: datetime = NOON
    ledgers: dict[str, MemoryLedger] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.transport = AsgiTransport(create_app(self.storage, lambda: self.now))

    @classmethod
    def over(cls, engine: Engine | Path) -> "Site":
        """Over a database, or a new one in a folder."""
        made = engine if not isinstance(engine, Path) else SqliteEngine(engine / "centre.db", bytes(32))
        return cls(Storage(made))

    def close(self) -> None:
        self.transport.end()
        self.storage.close()

    def account(self, name: str, role: Role) -> None:
        """Somebody who may sign in with SECRET."""

        def put(connection: Connection) -> None:
            Accounts(Inside(connection), keep=quick).add(name, role, SECRET)
            acts.note(connection, self.now, "test", "account", name, detail=role)

        self.storage.engine.write(put)

    def station(self, name: str) -> MemoryLedger:
        """A station that has joined."""
        ledger = MemoryLedger(rng=random.Random(name))
        enrol(ADDRESS, self.storage.make_code(self.now), ledger.station, name, transport=self.transport)
        self.ledgers[name] = ledger
        return ledger

    def file(
        self, ledger: MemoryLedger, *facts: tuple[str, datetime, dict[str, Any]], late: float = 0, post: str = "gate"
    ) -> list[str]:  # fmt: skip
        """Records of a station (kind, time, body) arrive; their ids. late: seconds by which its clock is slow."""
        entries = []
        for kind, at, body in facts:
            bare = fact_of(len(ledger.written), ledger.rng, kind, body)
            fact = msgspec.structs.replace(bare, at=at, entered_at=at, operator="周明", post=post)
            entries.append(ledger._place(fact))
            ledger.written[fact.id] = fact
        self.take(ledger, entries, late)
        return [entry.fact.id for entry in entries]

    def take(self, ledger: MemoryLedger, entries: list[Entry], late: float = 0) -> None:
        """These entries arrive."""
        sent = msgspec.structs.replace(batch(ledger, entries), sent_at=self.now - timedelta(seconds=late))
        self.storage.take(sent, self.now)

    def spoil(self, ledger: MemoryLedger) -> None:
        """A record arrives whose content is not what was hashed: it goes to quarantine."""
        entries = ledger.write(1)
        sent = batch(ledger, entries)
        record = msgspec.json.decode(sent.records[0])
        record["fact"]["operator"] = "somebody else"
        sent.records[0] = msgspec.Raw(msgspec.json.encode(record))
        sent = msgspec.structs.replace(sent, sent_at=self.now)
        self.storage.take(sent, self.now)

    def publish(self, *people: Person) -> None:
        """People of the centre's own list."""
        changes = [Change("person", one.number, encoded(one)) for one in people]
        Published(self.storage.engine).change(Who("test", "import", "", self.now), changes)

    def browser(self, **headers: str) -> "Browser":
        """Somebody's browser."""
        return Browser(httpx.Client(transport=self.transport, base_url=ADDRESS, headers=headers))


@contextlib.contextmanager
def serving(site: Site) -> Iterator[str]:
    """The real server in a thread, for a real browser; the address of its pages."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_app(site.storage, lambda: site.now)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{HOME}"
    finally:
        server.should_exit = True
        thread.join(15)
        listener.close()
    assert not thread.is_alive()


@dataclass
class Browser:
    """Keeps cookies and the page that is open, as a browser does; fills in the token of its forms."""

    client: httpx.Client
    page: str = ""

    def get(self, path: str) -> httpx.Response:
        """Open a page, wherever it leads."""
        response = self.client.get(HOME + path, follow_redirects=True)
        self.page = response.text
        return response

    def post(self, path: str, **form: str) -> httpx.Response:
        """Send a form of the open page; where it leads to is opened."""
        response = self.client.post(HOME + path, data={"csrf": self.csrf, **form}, follow_redirects=True)
        self.page = response.text
        return response

    def send(self, path: str, name: str, content: bytes, **form: str) -> httpx.Response:
        """Send a form with a file."""
        data, files = {"csrf": self.csrf, **form}, {"file": (name, content)}
        response = self.client.post(HOME + path, data=data, files=files, follow_redirects=True)
        self.page = response.text
        return response

    def sign_in(self, name: str, secret: str = SECRET) -> httpx.Response:
        self.get("/sign-in")
        return self.post("/sign-in", name=name, secret=secret)

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.page)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        """What is to be read on the open page, in one line."""
        bare = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", self.page, flags=re.DOTALL)
        return " ".join(unescape(bare).split())


def passage(person: str, name: str, direction: str = "in", verdict: str = "admit", **more: Any) -> dict[str, Any]:
    """The body of a passage."""
    return {"person": person, "name": name, "person_kind": "student", "college": "临床医学院", "direction": direction,
            "verdict": verdict, **more}  # fmt: skip


def day(site: Site) -> None:
    """An ordinary morning at four stations: two gates, one for goods, and a dormitory."""
    rng = random.Random(2022)
    morning = NOON.replace(hour=0, minute=0, second=0) - timedelta(hours=8)
    flow = (0, 0, 0, 0, 0, 2, 14, 30, 22, 9, 7, 12, 3)
    for name, share in zip(STATIONS[:2], (1.0, 0.6), strict=True):
        site.file(site.station(name), *_passages(rng, morning, [round(count * share) for count in flow]), late=0.4)
    goods = {
        "outcome": "refused",
        "goods_class": "daily",
        "celsius": 36.6,
        "health_code": "green",
        "vehicle": "吉G·D12345",
    }
    site.file(site.station(STATIONS[2]), ("goods", NOON - timedelta(hours=3), goods), late=187)
    checks = [
        ("temperature", NOON - timedelta(hours=5, minutes=n), {"person": f"20190000{n:02}", "celsius": 36.2 + n / 20})
        for n in range(1, 25)
    ]
    site.now -= timedelta(hours=3)
    site.file(site.station(STATIONS[3]), *checks)
    site.now = NOON
    site.spoil(site.ledgers[STATIONS[1]])
    site.publish(PERSON)


def _passages(rng: random.Random, morning: datetime, flow: list[int]) -> Iterator[tuple[str, datetime, dict[str, Any]]]:
    for hour, count in enumerate(flow):
        times = sorted(rng.sample(range(3600 if hour < 12 else 700), count))
        for second in times:
            number = rng.randrange(1, 60)
            verdict = rng.choices(("admit", "hold", "refuse", "refer", "undecided"), (94, 3, 2, 1, 1))[0]
            way = "in" if rng.random() < (0.8 if hour < 10 else 0.4) else "out"
            at = morning + timedelta(hours=hour, seconds=second)
            name = rng.choice("林陈吴孙郑周王李") + rng.choice(("晓彤", "立", "爽", "一鸣", "思远"))
            warm = {"celsius": 38.1, "reasons": ["fever"]} if verdict == "refer" else {"celsius": 36.4}
            yield "passage", at, passage(f"20190000{number:02}", name, way, verdict, **warm)
