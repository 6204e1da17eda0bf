"""From the picture to the verdict, the durable commit included, beside zxing-cpp and a bare insert in the same run."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import zxingcpp

from app.capture.items import Frame
from app.cli.main import main as gatepost
from app.decode.reader import Reader
from app.decode.tracker import Tracker
from app.demo import film
from app.demo.page import Page
from app.lane.lane import Lane
from app.lane.view import LaneView
from app.settings import Home
from app.station.local import LocalPost
from tests.bench.row import Row, p95

PEOPLE = 41
FRAME_TIME = 1000 / 30


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        gatepost(["--home", str(home.path), "demo"])
        post = LocalPost.open(home)
        post.act_as(post.accounts.first_administrator())
        try:
            latencies, alone = _film(post)
        finally:
            post.close()
    yield Row(
        "picture to verdict committed, p95 (zxing-cpp p95)", p95(latencies), "ms", p95(alone), "≤ 66.7 ms, 2 frames"
    )
    yield Row("the same, as frame times at 30 fps", p95(latencies) / FRAME_TIME, "", None, "≤ 2")


def _film(post: LocalPost) -> tuple[list[float], list[float]]:
    """Milliseconds of each decision of a film of people, and of zxing-cpp on the very frames that were decided."""
    roster = post.people.all()[1000 : 1000 + PEOPLE]
    pages = [Page("校园码", post.issue_code(person.number), "black", person.name) for person in roster]
    decided: list[LaneView] = []
    alone: list[float] = []
    lane = Lane(post, post.clock, on_decision=decided.append)
    reader, tracker = Reader(), Tracker()
    for number, image in enumerate(film.frames(pages)):
        frame = Frame(image, number / 30, time.monotonic())
        before = len(decided)
        for symbol in tracker.new(reader.read(frame), frame.at):
            lane.scan(symbol, frame.taken)
        if len(decided) > before:
            begin = time.perf_counter()
            zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
            alone.append((time.perf_counter() - begin) * 1000)
    # The first person also pays for what is loaded on first use; a post has seen frames before anybody comes.
    return [view.latency_ms or 0.0 for view in decided[1:]], alone[1:]
