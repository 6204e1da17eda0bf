"""Every example of docs/api.md is run as it stands there, against the real server."""

import hashlib
import hmac
import os
import re
import shlex
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.main import main
from app.policy.person import Person
from app.server.hooks import events
from app.server.hooks.signing import signature
from app.server.outside.problem import SAID
from app.server.outside.scopes import MEANING, SCOPES
from app.server.reference.editing import Editing
from app.server.reference.published import Published
from tests.fakes.dashboards import Site, day, serving
from tests.server.engines import Place
from tests.server.systems import System, token

GUIDE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
SHELL = [block.replace("\\\n", " ").strip() for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)]
COMMANDS = [line for block in SHELL for line in block.splitlines()]
CALLS = [line for line in COMMANDS if "curl" in line]
OURS = [line for line in COMMANDS if line.startswith("gatepost ")]


def tables(heading: str) -> set[str]:
    """The words in code of the first column of the table under a heading."""
    rows = GUIDE.partition(heading)[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([\w.]+)`", rows, re.MULTILINE))


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples are for curl")
def test_every_call_does_what_it_should(place: Place, tmp_path: Path) -> None:
    site = Site.over(place())
    day(site)
    site.publish(Person(number="20220001", name="李一"))
    Editing(Published(site.storage.engine), "李主任", lambda: site.now).set_level("routine", "开学")
    system = System(site)
    with serving(site) as address:
        known = {
            "CENTRE": address.removesuffix("/dashboard"), "TOKEN": token(site, name="guide"),
            "NEXT": system.get("/records").json()["next"], "HOOK": "", "PATH": os.environ["PATH"],
        }  # fmt: skip
        for call in CALLS:
            if "$HOOK" in call:
                known["HOOK"] = system.get("/hooks").json()["items"][0]["id"]
            done = subprocess.run(
                ["sh", "-c", call], env=known, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
            )
            assert (done.returncode, done.stderr) == (0, ""), call
    assert len(CALLS) > 15
    assert {"people.csv", "passages.csv", "counts.csv", "levels.csv"} <= {path.name for path in tmp_path.iterdir()}
    assert {one["number"]: one["place"] for one in system.all("/people")}["20220001"] == "5-316"
    site.close()


def test_every_command_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GATEPOST_DB", raising=False)
    for line in OURS:
        words = [str(tmp_path) if word == "/srv/centre" else word for word in shlex.split(line)[1:]]
        told = 1 if "test" in words else 0  # nobody is there to be told
        monkeypatch.setattr("app.server.hooks.destination.socket.getaddrinfo", lambda *_, **__: [])
        assert main(words) == told, line
    assert len(OURS) == 7


def test_nothing_is_left_out() -> None:
    assert tables("## Beginning") == set(SCOPES) == MEANING.keys()
    assert tables("## Being told") == {one.name for one in events.EVENTS} == {*events.NAMES, events.PING}
    codes = {word for line in GUIDE.partition("## When it says no")[2].splitlines() if line.startswith("| ")
             for word in re.findall(r"`(\w+)`", line.split("|")[2])}  # fmt: skip
    assert codes == SAID.keys()


def test_the_signature_is_as_the_guide_says() -> None:
    at = datetime(2022, 4, 10, 4, 12, 5, tzinfo=UTC)
    by_hand = hmac.new(b"k" * 32, b"1649563925." + b"{}", hashlib.sha256).hexdigest()
    assert signature(b"k" * 32, b"{}", at) == f"t=1649563925,v1={by_hand}"
