"""One person, from the camera to the command centre: the installed commands, a film, and a server of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.demo import film
from app.demo.page import Page
from app.settings import Home
from app.station.local import LocalPost
from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]
PEOPLE = 6


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A command centre in a process of its own; its home and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home, address = tmp_path / "centre", f"http://127.0.0.1:{port}"
    code = "from ui.start import main; main()"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "--home", str(home), "server", "run", "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert server.stderr is not None
    assert address in server.stderr.readline()
    yield home, address
    server.terminate()
    assert server.wait(timeout=20) == 0
    server.stderr.close()


def make_film(home: Path, path: Path) -> list[str]:
    """Phones of people on the roster, one after the other; their numbers."""
    post = LocalPost.open(Home(home))
    post.act_as(post.accounts.first_administrator())
    people = post.people.all()[500 : 500 + PEOPLE]
    film.write_film(path, [Page("校园码", post.issue_code(one.number), "black", one.name) for one in people], seed=7)
    post.close()
    return [person.number for person in people]


def test_a_film_of_phones_arrives_at_the_centre_each_exactly_once(
    gatepost: Gatepost, home: Path, centre: tuple[Path, str], tmp_path: Path
) -> None:
    numbers = make_film(home, tmp_path / "film.mp4")
    decided = gatepost("lane", "--source", str(tmp_path / "film.mp4"), "--temperature", "36.5", "--json").rows
    assert [row["person"]["number"] for row in decided] == numbers
    assert {row["verdict"] for row in decided} == {"admit"}

    centre_home, address = centre
    code = gatepost("server", "code", at=centre_home).out.strip()
    assert len(code.split()) == 1
    assert gatepost("enrol", address, code).status == 0
    first = gatepost("sync", "--once", "--json")
    assert (first.status, first.rows[0]["left"], first.rows[0]["quarantined"]) == (0, 0, 0)
    gatepost("sync", "--once", "--json")

    held = gatepost("server", "records", "--json", at=centre_home).rows
    ids = [row["id"] for row in held]
    assert len(ids) == len(set(ids))
    assert [row["id"] for row in held if row["kind"] == "passage"] == [row["record"] for row in decided]
    assert set(ids) == {row["id"] for row in gatepost("records", "--all", "--json").rows[: len(ids)]}


def test_a_code_enrols_once(gatepost: Gatepost, centre: tuple[Path, str]) -> None:
    centre_home, address = centre
    code = gatepost("server", "code", at=centre_home).out.strip()
    assert gatepost("enrol", address, code).status == 0
    again = gatepost("enrol", address, "0000-0000-0000-0000-0000-0000-0000")
    assert again.status == 1
    assert len(again.err.strip().splitlines()) == 1
